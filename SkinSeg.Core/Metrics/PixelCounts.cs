using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>How the pixels of a predicted mask agree with the truth. Adds up, so that counts of many images pool: F# <c>counts |&gt; List.sum</c>.</summary>
/// <remarks>Ratios whose denominator is 0 are 1, as in the challenge's own scorer (facts.md §4.5): nothing was there to be missed.</remarks>
/// <param name="TruePositive">Pixels set in both.</param>
/// <param name="FalsePositive">Pixels set in the prediction only.</param>
/// <param name="FalseNegative">Pixels set in the truth only.</param>
/// <param name="TrueNegative">Pixels set in neither.</param>
public readonly record struct PixelCounts(long TruePositive, long FalsePositive, long FalseNegative, long TrueNegative)
{
    /// <summary>The counts of no pixels.</summary>
    public static PixelCounts Zero => default;

    /// <summary>Number of pixels.</summary>
    [JsonIgnore]
    public long Total => TruePositive + FalsePositive + FalseNegative + TrueNegative;

    /// <summary>Jaccard index (intersection over union) in [0, 1]; 1 when both masks are empty.</summary>
    [JsonIgnore]
    public double Jaccard => Ratio(TruePositive, TruePositive + FalsePositive + FalseNegative);

    /// <summary>Dice coefficient in [0, 1]; 1 when both masks are empty.</summary>
    [JsonIgnore]
    public double Dice => Ratio(2 * TruePositive, (2 * TruePositive) + FalsePositive + FalseNegative);

    /// <summary>Share of pixels that agree, in [0, 1].</summary>
    [JsonIgnore]
    public double Accuracy => Ratio(TruePositive + TrueNegative, Total);

    /// <summary>Share of the truth's pixels that were found, in [0, 1]; 1 when the truth is empty.</summary>
    [JsonIgnore]
    public double Sensitivity => Ratio(TruePositive, TruePositive + FalseNegative);

    /// <summary>Share of the background that was left alone, in [0, 1]; 1 when there is no background.</summary>
    [JsonIgnore]
    public double Specificity => Ratio(TrueNegative, TrueNegative + FalsePositive);

    /// <summary>Adds counts pixel class by pixel class.</summary>
    public static PixelCounts operator +(PixelCounts left, PixelCounts right) => new(
        left.TruePositive + right.TruePositive,
        left.FalsePositive + right.FalsePositive,
        left.FalseNegative + right.FalseNegative,
        left.TrueNegative + right.TrueNegative);

    /// <summary>The named form of <c>+</c>.</summary>
    public static PixelCounts Add(PixelCounts left, PixelCounts right) => left + right;

    /// <summary>Counts the pixels of two masks of one size.</summary>
    /// <param name="truth">The reference.</param>
    /// <param name="prediction">The mask to judge.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static PixelCounts Compare(Mask truth, Mask prediction)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(prediction);
        return truth.Size == prediction.Size
            ? FromAreas(CountBoth(truth.Values, prediction.Values), truth.Area, prediction.Area, truth.Size.Area)
            : throw new ArgumentException(
                $"Expected a prediction of the truth's size {truth.Size} (height×width), got {prediction.Size}. Resize it first.",
                nameof(prediction));
    }

    /// <summary>Counts from the areas of the intersection, the truth, the prediction and the image.</summary>
    internal static PixelCounts FromAreas(long both, long truth, long prediction, long image) =>
        new(both, prediction - both, truth - both, image - truth - prediction + both);

    // A set pixel is a byte of eight ones (Mask.Set), so eight pixels are counted by one population count.
    private static long CountBoth(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> prediction)
    {
        var truthWords = MemoryMarshal.Cast<byte, ulong>(truth);
        var predictionWords = MemoryMarshal.Cast<byte, ulong>(prediction);
        long bits = 0;
        for (int i = 0; i < truthWords.Length; i++)
        {
            bits += BitOperations.PopCount(truthWords[i] & predictionWords[i]);
        }

        for (int i = truthWords.Length * sizeof(ulong); i < truth.Length; i++)
        {
            bits += BitOperations.PopCount((uint)(truth[i] & prediction[i]));
        }

        return bits / 8;
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
