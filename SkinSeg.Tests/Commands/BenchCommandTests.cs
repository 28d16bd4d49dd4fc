using System.Text.Json;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Commands;

/// <summary>The verbs run and say what they measured; how fast a machine is, no test asserts.</summary>
public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("augmentation --images 3 --size 64x64", 4, "ms per image", "paper policy, 64×64 with mask, one core")]
    [InlineData("networks resnet-compact --size 32x64 --batch 1", 2, "ms per image", "resnet-compact, training step")]
    [InlineData("loader --images 4 --workers 1", 2, "ms per image", "loader, 96×128, 1 worker(s), beside decoding on one thread")]
    [InlineData("scoring --pairs 3 --size 32x64", 1, "ms per pair", "scoring, 32×64, 3 pairs")]
    [InlineData("landscape", 4, "ms per map", "84 pairs of thresholds, 767×1022, noise")]
    [InlineData("tta --size 32x64 --images 2", 2, "ms per image", "25 predictions, resnet-compact, 32×64, 2 image(s) in a call")]
    public void A_verb_prints_its_rows_and_writes_them(string verb, int count, string unit, string name)
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();

        int code = CommandLine.Run(["bench", .. verb.Split(' '), "--repetitions", "1", "--json", folder["rows.json"]], output, error);

        Assert.Equal(0, code);
        Assert.Contains("kit, per second", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
        using var rows = JsonDocument.Parse(File.ReadAllText(folder["rows.json"]));
        Assert.Equal(count, rows.RootElement.GetArrayLength());
        Assert.All(rows.RootElement.EnumerateArray(), row =>
        {
            Assert.Equal(["name", "baseline", "ours", "unit", "ratio"], row.EnumerateObject().Select(property => property.Name));
            Assert.Equal(row.GetProperty("baseline").GetDouble() / row.GetProperty("ours").GetDouble(), row.GetProperty("ratio").GetDouble(), 9);
            Assert.Equal(unit, row.GetProperty("unit").GetString());
        });
    }

    [Theory]
    [InlineData("augmentation --images 0", "--images")]
    [InlineData("loader --workers 0", "--workers")]
    [InlineData("networks --batch 0", "--batch")]
    [InlineData("scoring --pairs 0", "--pairs")]
    [InlineData("landscape --repetitions 0", "--repetitions")]
    [InlineData("tta --images 0", "--images")]
    [InlineData("networks --size 100", "192x256")]
    public void What_cannot_be_measured_is_refused_by_the_option_s_name(string verb, string words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, CommandLine.Run(["bench", .. verb.Split(' ')], output, error));
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }
}
