using SkinSeg.Augmentation;
using SkinSeg.Experiments;
using SkinSeg.Metrics;
using SkinSeg.Notebooks.Plots;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class AblationResultTests
{
    private static readonly double[] All = [0.9, 0.8, 0.7, 0.6, 0.5];

    [Fact]
    public void The_difference_is_the_mean_over_pairs_with_the_bootstraps_interval()
    {
        double[] other = [0.8, 0.75, 0.75, 0.5, 0.45];
        var ablation = Ablation(other);

        var difference = ablation.PlainDifference(ablation.Rows[1], Metric.Jaccard);

        double[] byHand = [.. other.Select((value, i) => Jaccard(value) - Jaccard(All[i]))];
        Assert.Equal(byHand.Sum() / 5, difference.Mean, 12);
        Assert.Equal(Bootstrap.Mean(byHand, seed: 0), difference);
        Assert.Equal(5, difference.Count);
    }

    [Fact]
    public void A_shift_of_every_image_by_the_same_amount_has_no_spread_however_much_the_images_differ()
    {
        var ablation = Ablation([.. All.Select(value => value - 0.1)]);

        var difference = ablation.Difference(ablation.Rows[1], Metric.Accuracy);

        Assert.Equal(0, difference.High - difference.Low, 9);
        Assert.True(ablation.Rows[1].Scores.Jaccard.High - ablation.Rows[1].Scores.Jaccard.Low > 0.1);
    }

    [Theory]
    [InlineData(-0.1, "worse")]
    [InlineData(0.1, "better")]
    [InlineData(0, "not told apart")]
    public void The_verdict_says_whether_the_interval_leaves_out_0(double shift, string word)
    {
        var ablation = Ablation([.. All.Select(value => value + shift)]);

        Assert.Equal(word, ablation.Verdict(ablation.Rows[1]));
        Assert.Equal("not told apart", ablation.Verdict(ablation.Reference));
    }

    [Fact]
    public void The_table_has_a_line_for_each_policy_and_the_control_second()
    {
        var ablation = Ablation([.. All.Select(value => value - 0.1)]);

        var table = ablation.ToTable();

        Assert.Equal(["all", "all, drawn again", "without Rotation"], table.Rows.Select(row => row[0]));
        Assert.All(table.Rows, row => Assert.Equal("5", row[1]));
        Assert.Equal(string.Empty, table.Rows[0][^1]);
        Assert.Equal("+0.000 (+0.000 to +0.000)", table.Rows[1][7]);
        Assert.StartsWith("−0.", table.Rows[2][7], StringComparison.Ordinal);
        Assert.Equal("worse", table.Rows[2][^1]);
        Assert.Contains("a condition", ablation.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("| without Rotation | 5 |", ablation.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_has_zero_and_an_interval_and_a_point_for_each_row_but_the_first()
    {
        var chart = Charts.Differences(Ablation([.. All.Select(value => value - 0.1)]));

        Assert.Equal(1 + (2 * 2), Plotly.NET.GenericChart.getTraces(chart).Length);
    }

    [Fact]
    public void Scores_of_other_images_are_refused()
    {
        var ablation = Ablation(All);
        var other = Row("other", All) with { PlainScores = Scores(All[..4]) };

        string message = Assert.Throws<ArgumentException>(() => ablation.PlainDifference(other, Metric.Jaccard)).Message;

        Assert.Contains("got 5 and 4 images", message, StringComparison.Ordinal);
        Assert.Contains("Score both on the same folds", message, StringComparison.Ordinal);
    }

    private static AblationResult Ablation(double[] other) =>
        new("a condition", [Row("all", All), Row("without Rotation", other)], Row("all, drawn again", All));

    private static AblationRow Row(string name, double[] shares) => new(name, AugmentationPolicy.None, Scores(shares), Scores(shares));

    // Of 1000 lesion pixels a share is found, and nothing else: the Jaccard index is the share.
    private static ScoreTable Scores(double[] shares) => ScoreTable.Of(shares.Select((share, i) =>
    {
        long found = (long)Math.Round(1000 * share);
        return new ImageScores($"ISIC_{i}", new PixelCounts(found, 0, 1000 - found, 1000));
    }));

    private static double Jaccard(double share) => Math.Round(1000 * share) / 1000;
}
