using System.Text.Json.Serialization;

namespace SkinSeg.Metrics;

/// <summary>How the pixels of many images agree, every image with the weight 1 whatever its size: the pixel counts of Task 2. F#: <c>counts |&gt; List.sum</c>.</summary>
/// <remarks>A ratio whose denominator is 0 is 1, as in the challenge's own scorer (facts.md §4.5).</remarks>
/// <param name="TruePositive">Share of an image's pixels that are set in both masks, summed over images.</param>
/// <param name="FalsePositive">Of those set in the prediction only.</param>
/// <param name="FalseNegative">Of those set in the truth only.</param>
/// <param name="TrueNegative">Of those set in neither.</param>
public readonly record struct PooledCounts(double TruePositive, double FalsePositive, double FalseNegative, double TrueNegative)
{
    /// <summary>The counts of no image.</summary>
    public static PooledCounts Zero => default;

    /// <summary>Number of images, up to rounding.</summary>
    [JsonIgnore]
    public double Total => TruePositive + FalsePositive + FalseNegative + TrueNegative;

    /// <summary>Jaccard index of the pooled pixels in [0, 1]; 1 when no mask has a set pixel.</summary>
    [JsonIgnore]
    public double Jaccard => Ratio(TruePositive, TruePositive + FalsePositive + FalseNegative);

    /// <summary>Dice coefficient of the pooled pixels in [0, 1]; 1 when no mask has a set pixel.</summary>
    [JsonIgnore]
    public double Dice => Ratio(2 * TruePositive, (2 * TruePositive) + FalsePositive + FalseNegative);

    /// <summary>Adds shares pixel class by pixel class.</summary>
    public static PooledCounts operator +(PooledCounts left, PooledCounts right) => new(
        left.TruePositive + right.TruePositive,
        left.FalsePositive + right.FalsePositive,
        left.FalseNegative + right.FalseNegative,
        left.TrueNegative + right.TrueNegative);

    /// <summary>The named form of <c>+</c>.</summary>
    public static PooledCounts Add(PooledCounts left, PooledCounts right) => left + right;

    /// <summary>One image's counts divided by its number of pixels.</summary>
    /// <exception cref="ArgumentException">The counts are of no pixel.</exception>
    public static PooledCounts Of(PixelCounts counts)
    {
        double pixels = counts.Total;
        return pixels > 0
            ? new(counts.TruePositive / pixels, counts.FalsePositive / pixels, counts.FalseNegative / pixels, counts.TrueNegative / pixels)
            : throw new ArgumentException("Expected the counts of at least one pixel, got none.", nameof(counts));
    }

    /// <summary>The sum of many.</summary>
    public static PooledCounts Sum(IEnumerable<PooledCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Aggregate(Zero, static (sum, next) => sum + next);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 1 : part / whole;
}
