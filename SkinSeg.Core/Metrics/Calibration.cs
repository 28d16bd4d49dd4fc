using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Do probabilities mean what they say? Counts per bin of predicted probability, from which reliability curve, ECE and Brier score follow.</summary>
/// <remarks>
/// Adds up, so that images pool: F# <c>images |&gt; List.sum</c>. Pixels of one image are alike: for an interval resample images,
/// <see cref="Bootstrap.Pooled"/>. <see cref="PixelForecasts.In"/> counts from numbers.
/// </remarks>
/// <param name="Bins">Bins of equal width over [0, 1]; bin k of B holds k/B ≤ p &lt; (k + 1)/B, and the last also p = 1.</param>
/// <param name="SquareSum">Sum of squared probabilities over all pixels.</param>
/// <param name="PositiveSum">Sum of the probabilities of the positive pixels.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record Calibration(ValueList<ReliabilityBin> Bins, double SquareSum, double PositiveSum) : ISelfDisplay
{
    /// <summary>15: the bins of Guo et al. 2017, <i>On calibration of modern neural networks</i>, section 5.</summary>
    public const int DefaultBins = 15;

    /// <summary>No pixels and no bins; adds to counts of any number of bins.</summary>
    public static Calibration Zero { get; } = new([], 0, 0);

    /// <summary>Number of pixels.</summary>
    [JsonIgnore]
    public long Pixels => Bins.Sum(bin => bin.Pixels);

    /// <summary>Share of positive pixels, the base rate, in [0, 1]; 0 without pixels.</summary>
    [JsonIgnore]
    public double Frequency => Mean(Bins.Sum(bin => bin.Positives));

    /// <summary>Expected calibration error in [0, 1]: mean over the pixels of their bin's |predicted − observed| (Naeini et al. 2015).</summary>
    /// <remarks>Of the probability of lesion, all of [0, 1]; not of the likelier class, [0.5, 1], as for many classes.</remarks>
    [JsonIgnore]
    public double ExpectedCalibrationError => Mean(Bins.Sum(bin => bin.Pixels * Math.Abs(bin.Gap)));

    /// <summary>Maximum calibration error in [0, 1]: |predicted − observed| of the worst bin that holds a pixel; 0 without pixels.</summary>
    [JsonIgnore]
    public double MaximumCalibrationError => Bins.Select(bin => Math.Abs(bin.Gap)).DefaultIfEmpty().Max();

    /// <summary>The Brier score of this, with its parts.</summary>
    [JsonIgnore]
    public BrierScore Brier => BrierScore.Of(this);

    /// <summary>Adds counts bin by bin.</summary>
    /// <exception cref="ArgumentException">The two have different numbers of bins, and neither is <see cref="Zero"/>.</exception>
    public static Calibration operator +(Calibration left, Calibration right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Bins.Count == 0 || right.Bins.Count == 0)
        {
            return left.Bins.Count == 0 ? right : left;
        }

        return left.Bins.Count == right.Bins.Count
            ? new(new(left.Bins.Zip(right.Bins, ReliabilityBin.Add)), left.SquareSum + right.SquareSum, left.PositiveSum + right.PositiveSum)
            : throw new ArgumentException($"Expected counts of one number of bins, got {left.Bins.Count} and {right.Bins.Count}. Count both with the same.", nameof(right));
    }

    /// <summary>The named form of <c>+</c>.</summary>
    public static Calibration Add(Calibration left, Calibration right) => left + right;

    /// <summary>Sum of the counts of many images.</summary>
    public static Calibration Pool(IEnumerable<Calibration> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.Aggregate(Zero, Add);
    }

    /// <summary>The errors and the Brier score with its parts.</summary>
    public Table ToTable() => Table.Of(
        Invariant($"Calibration, {Pixels} pixels in {Bins.Count} bins"),
        ["Measure", "Value"],
        Brier.Rows().Prepend(["Maximum calibration error", Format(MaximumCalibrationError)]).Prepend(["Expected calibration error", Format(ExpectedCalibrationError)]));

    /// <summary>The reliability curve: one line per bin that holds a pixel.</summary>
    public Table ToCurveTable() => Table.Of(
        "Reliability curve",
        ["Bin", "Pixels", "Predicted", "Observed", "Predicted − observed"],
        Bins.Select(Row).Where((_, i) => Bins[i].Pixels > 0));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml() + ToCurveTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => $"{ToTable().ToMarkdown()}\n{ToCurveTable().ToMarkdown()}";

    /// <summary>Both tables as aligned text.</summary>
    public override string ToString() => $"{ToTable()}\n\n{ToCurveTable()}";

    /// <summary>A sum over pixels as a mean; 0 without pixels.</summary>
    internal double Mean(double sum) => Pixels == 0 ? 0 : sum / Pixels;

    internal static string Format(double value) => Invariant($"{value:F4}");

    private IEnumerable<string> Row(ReliabilityBin bin, int i) =>
    [
        Invariant($"{(double)i / Bins.Count:F3} – {(i + 1.0) / Bins.Count:F3}"),
        Invariant($"{bin.Pixels}"),
        Format(bin.MeanProbability),
        Format(bin.Frequency),
        Signed.Text(bin.Gap, 4),
    ];
}
