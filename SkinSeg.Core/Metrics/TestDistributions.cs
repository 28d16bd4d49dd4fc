using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace SkinSeg.Metrics;

/// <summary>The tails that p-values are, from MathNet.Numerics, and how a p-value is written.</summary>
/// <remarks>
/// Each in the form that stays exact far out: 1 minus a distribution function would be 0 beyond about 8 standard deviations. Compared with
/// SciPy 1.10.1 they agree to 1e-11 of the value, down to 1e-300.
/// </remarks>
internal static class TestDistributions
{
    /// <summary>Probability that a standard normal number lies at least as far from 0 as <paramref name="z"/>.</summary>
    public static double NormalBothTails(double z) => 2 * Normal.CDF(0, 1, -Math.Abs(z));

    /// <summary>Probability that a chi-square number with one degree of freedom is at least <paramref name="value"/>.</summary>
    public static double ChiSquareTail(double value) => value <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(0.5, value / 2);

    /// <summary>Twice the probability of at most <paramref name="successes"/> heads in <paramref name="throws"/> throws of a fair coin, at most 1.</summary>
    public static double CoinBothTails(int successes, int throws) => Math.Min(1, 2 * Binomial.CDF(0.5, throws, successes));

    /// <summary>For example <c>0.041</c> or <c>3.2e-17</c>.</summary>
    public static string Text(double p) => p >= 0.001
        ? p.ToString("F3", CultureInfo.InvariantCulture)
        : p.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
