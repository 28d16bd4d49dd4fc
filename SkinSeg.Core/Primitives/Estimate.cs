using System.Globalization;

namespace SkinSeg.Primitives;

/// <summary>A mean with its 95 % interval and the number of values behind it.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">Number of values.</param>
public sealed record Estimate(double Mean, double Low, double High, int Count)
{
    /// <summary>Mean ± 1.96 standard errors (normal approximation; the bootstrap of <c>Metrics</c> is the better interval for few values).</summary>
    /// <param name="values">At least one finite value.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Estimate Of(IEnumerable<double> values)
    {
        double[] sample = [.. values];
        if (sample.Length == 0)
        {
            throw new ArgumentException("Expected at least one value, got none.", nameof(values));
        }

        double mean = sample.Average();
        double variance = sample.Length < 2 ? 0 : sample.Sum(x => (x - mean) * (x - mean)) / (sample.Length - 1);
        double half = 1.96 * Math.Sqrt(variance / sample.Length); // 1.96: 97.5 % point of the normal distribution
        return new(mean, mean - half, mean + half, sample.Length);
    }

    /// <summary>For example <c>0.802 ± 0.011 (n = 100)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} ± {(High - Low) / 2:F3} (n = {Count})");
}
