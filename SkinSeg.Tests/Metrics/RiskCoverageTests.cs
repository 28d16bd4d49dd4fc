using FsCheck.Xunit;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class RiskCoverageTests
{
    [Fact]
    public void By_hand_four_images()
    {
        // Most certain first: 0.9, 0.5, 0.8, 0.2.
        var curve = Of((3, 0.8), (1, 0.9), (4, 0.2), (2, 0.5));

        AssertClose([0.9, 0.7, 2.2 / 3, 0.6], curve.Curve);
        AssertClose([0.9, 0.85, 2.2 / 3, 0.6], curve.OracleCurve);
        Assert.Equal(0.6, curve.Random, 1e-12);
        Assert.Equal((0.9 + 0.7 + (2.2 / 3) + 0.6) / 4, curve.Area, 1e-12);
        Assert.Equal((curve.Area - 0.6) / (((0.9 + 0.85 + (2.2 / 3) + 0.6) / 4) - 0.6), curve.Skill, 1e-12);
        Assert.Equal(2.2 / 3, curve.ScoreAt(0.25).Mean, 1e-12);
        Assert.Equal((2.2 / 3) - 0.6, curve.GainAt(0.25).Mean, 1e-12);
    }

    [Fact]
    public void Equally_uncertain_images_are_referred_as_if_by_lot()
    {
        // Of the two at 2 either may go first: the mean over both orders.
        var tied = Of((1, 0.9), (2, 0.4), (2, 0.8));

        AssertClose([0.9, (0.9 + 0.6) / 2, 0.7], tied.Curve);
        Assert.Equal(0.75, tied.ScoreAt(0.33).Mean, 1e-12);
        AssertClose([0.7, 0.7, 0.7], Of((5, 0.9), (5, 0.4), (5, 0.8)).Curve);
        Assert.Equal(0, Of((5, 0.9), (5, 0.4), (5, 0.8)).Skill, 1e-12);
    }

    [Property]
    public void Keeping_all_is_the_plain_mean_and_the_best_possible_is_never_below(byte[] doubts, byte salt)
    {
        var cases = Of([.. (doubts ?? []).Append(salt).Select((doubt, i) => (doubt % 7.0, ((i * 37) + doubt + salt) % 101 / 100.0))]);

        Assert.Equal(cases.Cases.Average(image => image.Score), cases.ScoreAt(0).Mean, 1e-12);
        Assert.Equal(cases.Random, cases.Curve[^1], 1e-12);
        Assert.All(cases.Curve, (value, k) => Assert.True(value <= cases.OracleCurve[k] + 1e-12));
        Assert.InRange(cases.Skill, double.NegativeInfinity, 1 + 1e-12);
        Assert.All([0.1, 0.3], share => Assert.Equal(Slow(cases, share), cases.ScoreAt(share).Mean, 1e-12));
    }

    [Fact]
    public void Keeping_all_has_the_interval_of_the_mean_and_no_gain()
    {
        var cases = Of([.. Enumerable.Range(0, 50).Select(i => (i * 7.0 % 50, i * 13 % 50 / 50.0))]);

        var mean = Bootstrap.Mean(cases.Cases.Select(image => image.Score), seed: 0);

        Assert.Equal(mean.Low, cases.ScoreAt(0).Low, 1e-12);
        Assert.Equal(mean.High, cases.ScoreAt(0).High, 1e-12);
        Assert.Equal((0.0, 0.0, 50), (cases.GainAt(0).Low, cases.GainAt(0).High, cases.GainAt(0).Count));
    }

    [Fact]
    public void Three_images_agree_with_writing_out_all_27_resamples()
    {
        (double, double)[] three = [(1, 0.9), (2, 0.6), (3, 0.1)];
        double[] all = [.. from a in three from b in three from c in three select Of(a, b, c).ScoreAt(0.33).Mean];
        Array.Sort(all);

        var kept = Of(three).ScoreAt(0.33);

        // 1 of 27 resamples lies at each end, 3.7 %: the 2.5 % points are the lowest and the highest.
        Assert.Equal((all[0], all[^1]), (kept.Low, kept.High));
    }

    [Fact]
    public void The_right_doubt_gains_and_the_opposite_loses()
    {
        (double, double)[] images = [.. Enumerable.Range(0, 100).Select(i => ((double)i, 1 - (i / 100.0)))];
        var (right, opposite) = (Of(images), Of([.. images.Select(image => (-image.Item1, image.Item2))]));

        Assert.Equal(1, right.Skill, 1e-12);
        Assert.True(right.GainAt(0.1).Low > 0 && opposite.GainAt(0.1).High < 0);
        Assert.True(opposite.Skill < 0);
    }

    [Fact]
    public void The_table_has_the_worst_tenth_and_the_best_possible_beside_it()
    {
        var table = Of([.. Enumerable.Range(0, 20).Select(i => ((double)i, i % 2 == 0 ? 0.75 : 0.5))]).ToTable();

        Assert.Equal(["0 %", "5 %", "10 %", "20 %", "30 %", "50 %"], table.Rows.Select(row => row[0]));
        Assert.Equal(["18", "0.6389"], [table.Rows[2][1], table.Rows[2][4]]); // (10 · 0.75 + 8 · 0.5) / 18
        Assert.Contains("of 20; area", table.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_nonsense_and_referring_all_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RiskCoverage.Of([]));
        Assert.Throws<ArgumentException>(() => Of((double.NaN, 1)));
        Assert.StartsWith("Expected a share in [0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => Of((1, 1)).ScoreAt(1)).Message);
    }

    // Every image's chance to be kept, from how many are surely before it and how many are tied with it.
    private static double Slow(RiskCoverage cases, double share)
    {
        int kept = Math.Max(1, cases.Cases.Count - (int)Math.Round(share * cases.Cases.Count, MidpointRounding.AwayFromZero));
        return cases.Cases.Sum(image =>
        {
            int before = cases.Cases.Count(other => other.Uncertainty < image.Uncertainty);
            double tied = cases.Cases.Count(other => other.Uncertainty == image.Uncertainty);
            return image.Score * Math.Clamp((kept - before) / tied, 0, 1);
        }) / kept;
    }

    private static RiskCoverage Of(params (double Uncertainty, double Score)[] images) =>
        RiskCoverage.Of(images.Select((image, i) => new ReferralCase($"ISIC_{i:D7}", image.Uncertainty, image.Score)));

    private static void AssertClose(double[] expected, ValueList<double> actual) =>
        Assert.All(expected, (value, i) => Assert.Equal(value, actual[i], 1e-12));
}
