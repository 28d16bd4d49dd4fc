using SkinSeg.Notebooks.Commands;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("reproduce")]
    [InlineData("run")]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("score")]
    [InlineData("submission")]
    [InlineData("submission", "check")]
    [InlineData("submission", "write")]
    [InlineData("summary")]
    [InlineData("data")]
    [InlineData("data", "verify")]
    [InlineData("data", "synth")]
    [InlineData("weights")]
    [InlineData("weights", "list")]
    [InlineData("weights", "locate")]
    [InlineData("weights", "verify")]
    [InlineData("weights", "fetch")]
    [InlineData("weights", "convert")]
    [InlineData("bench")]
    [InlineData("bench", "networks")]
    [InlineData("bench", "augmentation")]
    [InlineData("bench", "loader")]
    [InlineData("bench", "landscape")]
    [InlineData("bench", "scoring")]
    [InlineData("slurm")]
    [InlineData("slurm", "submit")]
    [InlineData("slurm", "status")]
    [InlineData("doctor")]
    public void Help_ends_with_one_example_and_fits_100_columns(params string[] verb)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();

        Assert.Equal((0, string.Empty), (CommandLine.Run([.. verb, "--help"], output, error), error.ToString()));
        string[] lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal("Example:", lines[^2].Trim());
        Assert.Contains(verb.Length == 0 ? "reproduce" : string.Join(' ', verb[..1]), lines[^1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("Example", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 100));
    }
}
