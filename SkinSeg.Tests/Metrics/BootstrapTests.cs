using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class BootstrapTests
{
    [Fact]
    public void Passes_and_failures_give_the_quantiles_of_the_binomial_distribution()
    {
        // A resample of n = 40 values with 10 ones holds Binomial(40, 1/4) ones; its 2.5 % and 97.5 % points are summed up here.
        double[] values = [.. Enumerable.Range(0, 40).Select(i => i < 10 ? 1.0 : 0.0)];

        var estimate = Bootstrap.Mean(values, seed: 1, resamples: 20_000);

        Assert.Equal(0.25, estimate.Mean);
        Assert.Equal(BinomialQuantile(40, 0.25, 0.025) / 40.0, estimate.Low, 1e-12);
        Assert.Equal(BinomialQuantile(40, 0.25, 0.975) / 40.0, estimate.High, 1e-12);
    }

    [Fact]
    public void Many_values_give_the_normal_interval()
    {
        // Standard error of the mean of 0, 1, …, 999 under resampling: √((1000² − 1) / 12 / 1000) = 9.1287.
        var estimate = Bootstrap.Mean(Enumerable.Range(0, 1000).Select(i => (double)i), seed: 2);

        Assert.Equal(499.5, estimate.Mean);
        Assert.Equal(499.5 - (1.96 * 9.1287), estimate.Low, 1.6); // three times the spread of such a quantile from 2000 draws, 0.06 σ
        Assert.Equal(499.5 + (1.96 * 9.1287), estimate.High, 1.6);
    }

    [Fact]
    public void One_value_and_equal_values_leave_no_doubt()
    {
        Assert.Equal(new(0.7, 0.7, 0.7, 1), Bootstrap.Mean([0.7], seed: 0));
        Assert.Equal(new(0.5, 0.5, 0.5, 4), Bootstrap.Mean([0.5, 0.5, 0.5, 0.5], seed: 0));
    }

    [Fact]
    public void A_seed_settles_the_interval()
    {
        double[] values = [0.1, 0.5, 0.7, 0.72, 0.9, 0.91];

        Assert.Equal(Bootstrap.Mean(values, seed: 3), Bootstrap.Mean(values, seed: 3));
        Assert.NotEqual(Bootstrap.Mean(values, seed: 3, resamples: 100), Bootstrap.Mean(values, seed: 4, resamples: 100));
    }

    [Fact]
    public void Nothing_and_nonsense_are_refused()
    {
        Assert.StartsWith("Expected at least one value, got none.", Assert.Throws<ArgumentException>(() => Bootstrap.Mean([], seed: 0)).Message);
        Assert.StartsWith("Expected finite values, got NaN", Assert.Throws<ArgumentException>(() => Bootstrap.Mean([1, double.NaN], seed: 0)).Message);
    }

    private static int BinomialQuantile(int n, double p, double share)
    {
        double term = Math.Pow(1 - p, n);
        double sum = term;
        int k = 0;
        while (sum < share)
        {
            k++;
            term *= (n - k + 1.0) / k * p / (1 - p);
            sum += term;
        }

        return k;
    }
}
