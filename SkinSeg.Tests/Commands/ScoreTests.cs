using System.CommandLine;
using System.Text.Json;
using SkinSeg.Metrics;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Primitives;
using SkinSeg.Tests.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class ScoreTests : IDisposable
{
    private readonly Folders folders = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public ScoreTests()
    {
        folders.Truth("ISIC_0000001_segmentation.png", Drawn.Mask("####"));
        folders.Prediction("ISIC_0000001_segmentation.png", Drawn.Mask("###."));
    }

    private Score Plain => new() { Truth = folders.TruthPath, Prediction = folders.PredictionPath };

    public void Dispose()
    {
        folders.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void It_prints_the_six_means_and_ends_with_0()
    {
        Assert.Equal(0, Run(Plain));
        string[] lines = output.ToString().Split('\n');
        Assert.Equal("Task 1, mean over images", lines[0]);
        Assert.StartsWith("Thresholded Jaccard  0.7500  0.7500 – 0.7500", lines[3], StringComparison.Ordinal);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void The_json_file_is_the_official_report()
    {
        string json = folders.Root["out", "scores.json"];

        Assert.Equal(0, Run(Plain with { Json = json }));
        Assert.Equal(Task1Report.From(folders.Score().Scores), JsonSerializer.Deserialize<Task1Report>(File.ReadAllText(json)));
    }

    [Fact]
    public void Warnings_go_to_the_error_stream_and_do_not_fail()
    {
        File.WriteAllText(Path.Combine(folders.PredictionPath, "notes.txt"), "x");

        Assert.Equal(0, Run(Plain));
        Assert.StartsWith("Warning: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_one_sentence_and_2()
    {
        folders.Prediction("ISIC_0000001_segmentation.png", Mask.Empty(new(2, 2)));
        string json = folders.Root["scores.json"];

        Assert.Equal(2, Run(Plain with { Json = json }));
        Assert.Contains("the image has dimensions 2×2", error.ToString());
        Assert.Single(error.ToString().Trim().Split('\n'));
        Assert.Empty(output.ToString());
        Assert.False(File.Exists(json));
    }

    [Fact]
    public void A_missing_folder_a_json_file_that_cannot_be_written_and_another_task_are_2()
    {
        Assert.Equal(2, Run(Plain with { Truth = folders.Root["nowhere"] }));
        Assert.Equal(2, Run(Plain with { Json = folders.TruthPath }));
        Assert.Equal(2, Run(Plain with { Task = 3 }));
        string[] lines = error.ToString().Trim().Split('\n');
        Assert.EndsWith("expected a folder of ground truth, but there is none. Check the path.", lines[0]);
        Assert.StartsWith("Error: Could not write", lines[1], StringComparison.Ordinal);
        Assert.Equal("Error: Expected --task 1 (lesion masks) or 2 (attribute masks), got --task 3.", lines[2]);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Task_2_prints_both_readings_and_writes_the_official_report()
    {
        using var attributes = new Folders();
        attributes.Truth("ISIC_0000001_attribute_streaks.png", Drawn.Mask("##..", "##..", "....", "...."));
        attributes.Prediction("ISIC_0000001_attribute_streaks.png", Drawn.Mask("##..", "....", "....", "...."));
        string json = attributes.Root["scores.json"];

        Assert.Equal(0, Run(new Score { Task = 2, Truth = attributes.TruthPath, Prediction = attributes.PredictionPath, Json = json }));

        string[] lines = output.ToString().Split('\n');
        Assert.Equal("Task 2, pixels of 1 image(s) pooled", lines[0]);
        Assert.StartsWith("Attribute  ", lines[1], StringComparison.Ordinal);
        Assert.Matches("^streaks +0.5000 +0.6667 +0.5000 +0.6667$", lines[3]);
        Assert.Matches("^macro: .* 0.5000 +0.6667 +0.5000 +0.6667$", lines[4]);
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(["streaks", "micro_average", "overall"], report.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(0.5, report.RootElement.GetProperty("overall").GetDouble());
    }

    [Fact]
    public void Cancelling_is_130() => Assert.Equal(130, Run(Plain, new CancellationToken(canceled: true)));

    // Through the program's own guard, which turns failures into sentences and exit codes.
    private int Run(Score score, CancellationToken cancellationToken = default)
    {
        var command = new Command("score");
        command.Does((_, context) => score.Run(context with { CancellationToken = cancellationToken }));
        return command.Parse([]).Invoke(new() { Output = output, Error = error });
    }
}
