using System.Text.Json;
using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Notebooks.Bench;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class AugmentationBenchTests
{
    [Fact]
    public void The_verb_prints_images_per_second_and_writes_its_rows()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();

        int code = CommandLine.Run(["bench", "augmentation", "--images", "3", "--size", "64x64", "--repetitions", "1", "--json", folder["rows.json"]], output, error);

        Assert.Equal(0, code);
        Assert.Contains("kit, per second", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("paper policy, 64×64 with mask, one core", output.ToString(), StringComparison.Ordinal);
        using var rows = JsonDocument.Parse(File.ReadAllText(folder["rows.json"]));
        Assert.Equal(4, rows.RootElement.GetArrayLength());
        Assert.All(rows.RootElement.EnumerateArray(), row =>
        {
            Assert.Equal(["name", "baseline", "ours", "unit", "ratio"], row.EnumerateObject().Select(property => property.Name));
            Assert.Equal(row.GetProperty("baseline").GetDouble() / row.GetProperty("ours").GetDouble(), row.GetProperty("ratio").GetDouble(), 9);
            Assert.Equal("ms per image", row.GetProperty("unit").GetString());
        });
    }

    [Fact]
    public void No_image_at_all_is_refused()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, CommandLine.Run(["bench", "augmentation", "--images", "0"], output, error));
        Assert.Contains("--images", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ways_do_the_same_work_up_to_rounding_where_only_one_change_of_place_acts()
    {
        var sample = SyntheticDermoscopy.Draw(new() { Size = new ImageSize(64, 96) }, 0);
        var policy = AugmentationPolicy.None.With(AugmentationRoutine.Rotation).With(AugmentationRoutine.Illumination).With(AugmentationRoutine.IntensityScale);
        foreach (int epoch in Enumerable.Range(0, 8))
        {
            var draw = policy.Draw(1, epoch, sample.Id);

            var (image, mask) = AugmentationBench.OneByOne(draw, sample.Image, sample.Lesion);

            Assert.Equal(draw.Apply(sample.Image).Values, image.Values);
            Assert.Equal(draw.Apply(sample.Lesion), mask);
        }
    }
}
