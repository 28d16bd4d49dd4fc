using System.Globalization;
using System.Text.Json;
using SkinSeg.Imaging;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Tensors;
using SkinSeg.Tests.Data;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Commands;

/// <summary>The program as a user meets it: what each verb writes, and its exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Model => folder["Gewichte 画像.safetensors"];

    private string Images => folder["in", SmallDataset.Images];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Summary_as_json_has_the_number_of_parameters()
    {
        var said = Run("summary", "resnet-compact", "--json");

        Assert.Equal((0, string.Empty), (said.Code, said.Error));
        using var json = JsonDocument.Parse(said.Output);
        Assert.InRange(json.RootElement.GetProperty("trainableParameters").GetInt64(), 500_000, 2_000_000);
    }

    [Theory]
    [InlineData(30, "\ndecoder.aggregate ", "--size", "64x96")]
    [InlineData(150, "\n  0.conv1 ", "--layers")]
    public void Summary_lists_parts_or_on_request_every_layer(int lines, string row, params string[] options)
    {
        var said = Run(["summary", "resnet-compact", .. options]);

        Assert.Equal((0, string.Empty), (said.Code, said.Error));
        Assert.Contains(row, said.Output, StringComparison.Ordinal);
        Assert.InRange(said.Output.Split('\n').Length, lines / 2, lines);
        Assert.All(said.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void What_is_written_does_not_change_with_the_user_s_language()
    {
        string masks = Prepare();
        string[][] commands = [["summary", "resnet-compact"], ["data", "verify", folder["in"]], ["score", "--truth", masks, "--prediction", masks]];
        var before = CultureInfo.CurrentCulture;
        var english = commands.Select(command => Run(command)).ToList();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(english, commands.Select(command => Run(command)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_drawn_data_set_passes_its_verification_and_scores_1_against_itself()
    {
        string masks = folder["data", SmallDataset.Masks];
        string json = folder["scores.json"];

        var drawn = Run("data", "synth", folder["data"], "--count", "2");
        var verified = Run("data", "verify", folder["data"]);
        var scored = Run("score", "--task", "1", "--truth", masks, "--prediction", masks, "--json", json);

        Assert.Equal((0, $"2 synthetic images with their masks are in {folder["data"]}\n", string.Empty), drawn);
        Assert.Equal((0, string.Empty), (verified.Code, verified.Error));
        Assert.EndsWith("No errors.\n", verified.Output, StringComparison.Ordinal);
        Assert.Equal((0, string.Empty), (scored.Code, scored.Error)); // LICENSE.txt and ATTRIBUTION.txt are not worth a warning
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(1, report.RootElement.GetProperty("overall").GetDouble());
    }

    [Fact]
    [NoTensorLeak]
    public void Predict_writes_a_mask_and_a_map_of_the_image_s_own_size_for_each_image()
    {
        Prepare();
        string name = "bild ü 画像";
        File.Move(Path.Combine(Images, $"{SmallDataset.Id(0)}.jpg"), Path.Combine(Images, $"{name}.jpg"));

        var said = Run("predict", "--model", Model, "--input", Images, "--out", folder["aus gabe"]);

        Assert.Equal((0, $"2 masks and probability maps are in {folder["aus gabe"]}\n", string.Empty), said);
        Assert.Equal(4, Directory.GetFiles(folder["aus gabe"]).Length);
        Assert.Equal(SmallDataset.Size, ImageFiles.ReadMask(folder["aus gabe", $"{name}_segmentation.png"]).Size);
        Assert.Equal(SmallDataset.Size, ImageFiles.ReadProbabilityMap(folder["aus gabe", $"{name}_probability.png"]).Size);
    }

    [Fact]
    public void Predict_looks_at_every_image_before_it_writes_the_first_mask()
    {
        Prepare();
        string last = Path.Combine(Images, $"{SmallDataset.Id(1)}.jpg");
        File.WriteAllBytes(last, File.ReadAllBytes(last)[..^100]);

        var cutOff = Run("predict", "--model", Model, "--input", Images, "--out", folder["out"]);
        File.WriteAllText(last, "no image");
        var noImage = Run("predict", "--model", Model, "--input", Images, "--out", folder["out"]);

        Assert.Equal(2, cutOff.Code);
        Assert.StartsWith($"Error: {last}: the file is cut off", cutOff.Error, StringComparison.Ordinal);
        Assert.Equal((2, string.Empty, $"Error: {last}: could not be decoded as an image. Expected a whole JPEG or PNG file.\n"), noImage);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_model_file_that_is_none_is_named()
    {
        Prepare();
        byte[] whole = File.ReadAllBytes(Model);
        File.WriteAllBytes(folder["cut"], whole[..^10]);
        File.WriteAllText(folder["text"], "these are not weights");

        AssertBad(["predict", "--model", folder["cut"], "--input", Images, "--out", folder["out"]], $"{folder["cut"]} is not a whole safetensors file");
        AssertBad(["predict", "--model", folder["text"], "--input", Images, "--out", folder["out"]], $"{folder["text"]} is not a whole safetensors file");
        AssertBad(["predict", "--model", folder["none"], "--input", Images, "--out", folder["out"]], $"There is no file {folder["none"]}; check the path.");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("predict", "--input")]
    [InlineData("train", "--data")]
    [InlineData("reproduce", "--data")]
    [InlineData("score", "--prediction", "--truth")]
    [InlineData("data", "verify")]
    public void A_missing_folder_is_named(params string[] words)
    {
        Prepare();
        string[] rest = words[0] switch
        {
            "predict" => ["--model", Model, "--out", folder["out"]],
            "score" => [folder.Path, words[1], folder["nowhere"]],
            "data" => [],
            _ => ["--out", folder["out"]],
        };
        string[] arguments = words[0] == "score" ? ["score", words[2], .. rest] : [.. words, folder["nowhere"], .. rest];

        var said = Run(arguments);

        Assert.Equal((2, string.Empty), (said.Code, said.Output));
        Assert.StartsWith($"Error: {folder["nowhere"]}: ", said.Error, StringComparison.Ordinal);
        Assert.EndsWith("Check the path" + (words[0] == "score" ? ".\n" : ", or unpack the images there.\n"), said.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("predict")]
    [InlineData("train")]
    [InlineData("reproduce")]
    [InlineData("synth")]
    public void An_output_folder_that_cannot_be_written_is_found_before_the_work(string verb)
    {
        Prepare();
        File.WriteAllText(folder["file"], "x");
        foreach (string target in (string[])[folder["file"], folder["file", "below"]])
        {
            AssertBad(
                verb switch
                {
                    "predict" => ["predict", "--model", Model, "--input", Images, "--out", target],
                    "synth" => ["data", "synth", target, "--count", "1"],
                    _ => [verb, "--out", target],
                },
                $"Could not write {target}: {folder["file"]} is a file, where a folder is needed. Choose another folder, or move the file away.");
        }
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_named_without_its_temporary_name()
    {
        string masks = Prepare();
        File.WriteAllText(folder["file"], "x");

        AssertBad(
            ["score", "--truth", masks, "--prediction", masks, "--json", folder["file", "scores.json"]],
            $"Could not write {folder["file", "scores.json"]}: {folder["file"]} is a file, where a folder is needed.");
        AssertBad(["score", "--truth", masks, "--prediction", masks, "--json", masks], $"Could not write {masks}: there is a folder of this name. Choose another name.");
    }

    [Theory]
    [InlineData("There is no verb or option 'predit'. Did you mean 'predict'? '--help' lists what there is.", "predit", "--input", "x")]
    [InlineData("'reproduce' does not take '--buget'. Did you mean '--budget'? 'reproduce --help' lists what there is.", "reproduce", "--buget", "smoke")]
    [InlineData("There is no verb or option 'extra'. '--help' lists what there is.", "extra")]
    [InlineData("'data' needs a verb: verify or synth. 'data --help' lists what there is.", "data")]
    [InlineData("Option '--out' is required. 'predict --help' lists what there is.", "predict", "--input", "x")]
    [InlineData("Expected a whole number for --fold, got 'x'. 'train --help' lists what there is.", "train", "--fold", "x")]
    [InlineData("Expected --epochs of at least 1, got 0.", "train", "--epochs", "0", "--budget", "paper", "--data", "DATA")]
    [InlineData("Expected --fold from 1 to 5, got 9.", "train", "--fold", "9", "--data", "DATA")]
    [InlineData("Expected --count from 1 to 1000000, got 0.", "data", "synth", "OUT", "--count", "0")]
    [InlineData("There is no network 'vgg'; choose one of densenet169, resnet152,", "summary", "vgg")]
    [InlineData("Expected --size HEIGHTxWIDTH, sides from 1 to 2048 pixels, such as 192x256, got '192'.", "summary", "resnet-compact", "--size", "192")]
    [InlineData("Height and width must be multiples of 32, got 90×128; pad or resize the image to 96×128.", "summary", "resnet-compact", "--size", "90x128")]
    [InlineData("Expected a budget out of smoke, lesson, fold, paper, got '2'.", "reproduce", "--budget", "2")]
    [InlineData("The budget 'paper' trains on real images, and no folder is named. Get ISIC 2018 Task 1", "train", "--budget", "paper")]
    [InlineData("--data is empty. Give a value.", "reproduce", "--data", "")]
    [InlineData("DIR is empty. Give a value.", "data", "verify", "")]
    [InlineData("Expected --task 1 (lesion masks) or 2 (attribute masks), got --task 3.", "score", "--task", "3", "--truth", "x", "--prediction", "x")]
    [InlineData("There is no notebook none.ipynb; check the path.", "run", "none.ipynb")]
    public void A_slip_is_named_with_what_there_is(string words, params string[] arguments)
    {
        Prepare();
        AssertBad([.. arguments.Select(word => word switch { "DATA" => folder["in"], "OUT" => folder["out"], _ => word })], words);
        Assert.False(Directory.Exists(folder["out"]));
    }

    // Two small images with their masks, and a network of a few thousand weights. Returns the folder of the masks.
    private string Prepare()
    {
        SmallDataset.WritePublished(folder["in"], 2);
        using var network = SmallWorld.Experiment.Network.Build(seed: 1);
        ModelFile.Save(Model, network, new()
        {
            Network = SmallWorld.Experiment.Network,
            InputSize = SmallWorld.Experiment.WorkingSize,
            Preprocessing = PreprocessingKind.Torch,
        });
        return folder["in", SmallDataset.Masks];
    }

    // One line on the error stream that begins so, 2, and no trace of .NET in it.
    private static void AssertBad(string[] arguments, string words)
    {
        var (code, _, error) = Run(arguments);
        Assert.StartsWith($"Error: {words}", error, StringComparison.Ordinal);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("(Parameter", error, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
