using FsCheck.Xunit;
using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

/// <summary>Numbers of SciPy 1.10.1; the Python line that made each stands above it, after <c>from scipy.stats import wilcoxon</c>.</summary>
public sealed class WilcoxonTestTests
{
    [Fact]
    public void Fisher_and_Darwins_maize_gives_the_textbooks_T_of_24_and_p_of_0041()
    {
        // Cross- and self-fertilised plants, differences in eighths of an inch: Darwin 1876, Fisher 1935 (The Design of Experiments, § 17); the T of Siegel's tables.
        // wilcoxon([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])
        var test = WilcoxonTest.Of([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]);

        Assert.True(test.IsExact);
        Assert.Equal(24, test.Statistic);
        Assert.Equal(0.041259765625, test.PValue, 1e-15);
        Assert.Equal("Wilcoxon T = 24, p = 0.041 (exact)", test.ToString());
    }

    [Fact]
    public void Hollander_and_Wolfes_depression_scores_give_V_of_40_and_twice_the_published_one_sided_p()
    {
        // Hollander and Wolfe 1973, p. 29 f.: nine patients before and after; V = 40, one-sided p = 0.0195.
        // wilcoxon([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

        var test = WilcoxonTest.Of(before.Zip(after, static (a, b) => a - b));

        Assert.Equal(40, test.PositiveRanks);
        Assert.Equal(5, test.NegativeRanks);
        Assert.Equal(0.0390625, test.PValue, 1e-15);
    }

    [Fact]
    public void Fifty_differences_are_counted_exactly_and_fifty_one_are_not()
    {
        // wilcoxon([(-1)**(i*i%7)*(i*i+1)/64 for i in range(50)])
        var exact = WilcoxonTest.Of(Signed(50));
        Assert.True(exact.IsExact);
        Assert.Equal(357, exact.Statistic);
        Assert.Equal(0.006131180232502587, exact.PValue, 1e-15);

        // wilcoxon([(-1)**(i*i%7)*(i*i+1)/64 for i in range(51)])
        var approximate = WilcoxonTest.Of(Signed(51));
        Assert.False(approximate.IsExact);
        Assert.Equal(408, approximate.Statistic);
        AssertRelative(0.016837638766199484, approximate.PValue);
    }

    [Fact]
    public void Ties_share_ranks_and_zeros_are_left_out()
    {
        // wilcoxon([(i*37%23-9)/8 for i in range(60)])
        var ties = WilcoxonTest.Of(Enumerable.Range(0, 60).Select(i => ((i * 37 % 23) - 9) / 8.0));
        Assert.Equal(2, ties.Zeros);
        Assert.Equal(595, ties.Statistic);
        AssertRelative(0.04353205576279501, ties.PValue);

        // wilcoxon([0, 0, 1, 2, -3, 4, 5, 6, -7, 8, 9, 10])
        var zeros = WilcoxonTest.Of([0, 0, 1, 2, -3, 4, 5, 6, -7, 8, 9, 10]);
        Assert.False(zeros.IsExact);
        Assert.Equal(10, zeros.Statistic);
        AssertRelative(0.07446183141740546, zeros.PValue);
    }

    [Fact]
    public void As_many_images_as_the_training_set_has_keep_their_far_tail()
    {
        // wilcoxon([((i*7919)%1000-300)/1000 for i in range(2594)])
        AssertRelative(2.4376356799642444e-174, WilcoxonTest.Of(Enumerable.Range(0, 2594).Select(i => ((i * 7919 % 1000) - 300) / 1000.0)).PValue);

        // wilcoxon([(i+1)/1024*(1 if i%9 else -1) for i in range(2594)])
        AssertRelative(1.2376738983855389e-257, WilcoxonTest.Of(Enumerable.Range(0, 2594).Select(i => (i + 1) / 1024.0 * (i % 9 == 0 ? -1 : 1))).PValue);
    }

    [Fact]
    public void Small_samples_agree_with_counting_every_sign_one_by_one()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 40; trial++)
        {
            double[] values = [.. Enumerable.Range(1, 1 + random.Next(10)).Select(i => (i + random.NextDouble()) * ((2 * random.Next(2)) - 1))];

            Assert.Equal(EverySign(values), WilcoxonTest.Of(values).PValue, 1e-14);
        }
    }

    [Property]
    public void Exchanging_the_two_sides_exchanges_the_rank_sums_and_nothing_else(int[] values)
    {
        double[] differences = [.. (values ?? []).Select(value => value / 8.0), 1];
        var test = WilcoxonTest.Of(differences);
        var exchanged = WilcoxonTest.Of(differences.Select(value => -value));

        Assert.Equal((test.PositiveRanks, test.NegativeRanks, test.PValue), (exchanged.NegativeRanks, exchanged.PositiveRanks, exchanged.PValue));
        double n = differences.Length - test.Zeros;
        Assert.Equal(n * (n + 1) / 2, test.PositiveRanks + test.NegativeRanks);
        Assert.InRange(test.PValue, 0, 1);
    }

    [Fact]
    public void Nothing_that_differs_is_no_evidence()
    {
        Assert.Equal(new WilcoxonTest(0, 0, 3, false, 1), WilcoxonTest.Of([0, 0, 0]));
        Assert.Equal(0, WilcoxonTest.Of([0]).RankCorrelation);
        Assert.Equal(1, WilcoxonTest.Of([1, 2, 3]).RankCorrelation);
    }

    [Fact]
    public void Nothing_and_nonsense_are_refused()
    {
        Assert.StartsWith("Expected at least one difference, got none.", Assert.Throws<ArgumentException>(() => WilcoxonTest.Of([])).Message);
        Assert.StartsWith("Expected finite differences", Assert.Throws<ArgumentException>(() => WilcoxonTest.Of([1, double.NaN])).Message);
    }

    private static IEnumerable<double> Signed(int count) => Enumerable.Range(0, count).Select(i => (i * i % 7 % 2 == 0 ? 1 : -1) * ((i * i) + 1) / 64.0);

    private static void AssertRelative(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-11, 1 + 1e-11);

    private static double EverySign(double[] values)
    {
        int[] ranks = [.. values.Select(value => values.Count(other => Math.Abs(other) <= Math.Abs(value)))];
        int plus = values.Select((value, i) => value > 0 ? ranks[i] : 0).Sum();
        int total = ranks.Sum();
        int extreme = 0;
        for (int signs = 0; signs < 1 << ranks.Length; signs++)
        {
            int sum = ranks.Where((_, i) => (signs >> i & 1) == 1).Sum();
            extreme += Math.Abs((2 * sum) - total) >= Math.Abs((2 * plus) - total) ? 1 : 0;
        }

        return (double)extreme / (1 << ranks.Length);
    }
}
