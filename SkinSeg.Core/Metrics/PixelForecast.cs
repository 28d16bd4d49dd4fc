using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>What was predicted of one pixel, and what it was.</summary>
/// <param name="Probability">Predicted probability in [0, 1].</param>
/// <param name="IsPositive">Whether it is lesion (or attribute) in the truth.</param>
public readonly record struct PixelForecast(double Probability, bool IsPositive);

/// <summary>Counts forecasts into bins.</summary>
public static class PixelForecasts
{
    /// <summary>Counts forecasts into bins of equal width: F# <c>forecasts.In 10</c>. For probability maps there is a faster way in <c>PostProcessing</c>.</summary>
    /// <param name="forecasts">Any number of forecasts.</param>
    /// <param name="bins">Number of bins over [0, 1].</param>
    /// <exception cref="ArgumentException">A probability is NaN or outside [0, 1].</exception>
    public static Calibration In(this IEnumerable<PixelForecast> forecasts, int bins = Calibration.DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var counts = new ReliabilityBin[bins];
        double squares = 0, positives = 0;
        foreach (var (p, isPositive) in forecasts)
        {
            if (!(p is >= 0 and <= 1))
            {
                throw new ArgumentException(Invariant($"Expected probabilities in [0, 1], got {p}."), nameof(forecasts));
            }

            counts[Math.Min((int)(p * bins), bins - 1)] += new ReliabilityBin(1, isPositive ? 1 : 0, p);
            squares += p * p;
            positives += isPositive ? p : 0;
        }

        return new(new ValueList<ReliabilityBin>(counts), squares, positives);
    }
}
