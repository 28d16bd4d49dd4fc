using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

/// <summary>Far tails beside SciPy 1.10.1: <c>from scipy.stats import norm, chi2, binom</c>.</summary>
public sealed class TestDistributionsTests
{
    // for z in ...: print(2*norm.sf(z))
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1.96, 0.04999579029644087)]
    [InlineData(-5, 5.733031437583866e-07)]
    [InlineData(12, 3.552964224155306e-33)]
    [InlineData(37, 1.1451142445047853e-299)]
    public void Normal(double z, double expected) => AssertRelative(expected, TestDistributions.NormalBothTails(z));

    // for q in ...: print(chi2.sf(q, 1))
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(0.001, 0.9747728793699604)]
    [InlineData(3.841, 0.050013683763956804)]
    [InlineData(100, 1.5239706048320995e-23)]
    [InlineData(1300, 1.1303728441493301e-284)]
    public void Chi_square(double value, double expected) => AssertRelative(expected, TestDistributions.ChiSquareTail(value));

    // for k, n in ...: print(binom.cdf(k, n, .5)), here doubled
    [Theory]
    [InlineData(0, 5, 2 * 0.03125)]
    [InlineData(86, 236, 2 * 1.8579680697856936e-05)]
    [InlineData(300, 1000, 2 * 8.832839003974784e-38)]
    [InlineData(600, 2594, 2 * 7.041711272701743e-174)]
    [InlineData(3, 6, 1)]
    public void Coin(int successes, int throws, double expected) => AssertRelative(expected, TestDistributions.CoinBothTails(successes, throws));

    [Theory]
    [InlineData(0.0412, "0.041")]
    [InlineData(1, "1.000")]
    [InlineData(0.00096, "9.6e-4")]
    [InlineData(3.21e-17, "3.2e-17")]
    public void Text(double p, string expected) => Assert.Equal(expected, TestDistributions.Text(p));

    private static void AssertRelative(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-11, 1 + 1e-11);
}
