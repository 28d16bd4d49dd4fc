using System.Globalization;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>What the challenge's Task 1 scorer says of one image: six scores in [0, 1], all from its pixel counts.</summary>
/// <param name="Id">The image, for example ISIC_0000000.</param>
/// <param name="Counts">How its pixels agree.</param>
public sealed record ImageScores(string Id, PixelCounts Counts)
{
    /// <summary>0.65: a Jaccard index below this counts as a failure (ISIC 2018 Task 1, facts.md §4.3).</summary>
    public const double JaccardThreshold = 0.65;

    /// <summary>The Jaccard index where it is at least <see cref="JaccardThreshold"/>, else 0.</summary>
    [JsonIgnore]
    public double ThresholdJaccard => IsPass(Jaccard) ? Jaccard : 0;

    /// <inheritdoc cref="PixelCounts.Jaccard"/>
    [JsonIgnore]
    public double Jaccard => Counts.Jaccard;

    /// <inheritdoc cref="PixelCounts.Dice"/>
    [JsonIgnore]
    public double Dice => Counts.Dice;

    /// <inheritdoc cref="PixelCounts.Accuracy"/>
    [JsonIgnore]
    public double Accuracy => Counts.Accuracy;

    /// <inheritdoc cref="PixelCounts.Sensitivity"/>
    [JsonIgnore]
    public double Sensitivity => Counts.Sensitivity;

    /// <inheritdoc cref="PixelCounts.Specificity"/>
    [JsonIgnore]
    public double Specificity => Counts.Specificity;

    /// <summary>The score that <paramref name="metric"/> names.</summary>
    [JsonIgnore]
    public double this[Metric metric] => metric switch
    {
        Metric.ThresholdJaccard => ThresholdJaccard,
        Metric.Jaccard => Jaccard,
        Metric.Dice => Dice,
        Metric.Accuracy => Accuracy,
        Metric.Sensitivity => Sensitivity,
        Metric.Specificity => Specificity,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Expected one of the six Task 1 scores."),
    };

    /// <summary>Whether an image with this Jaccard index passes: it is at least <see cref="JaccardThreshold"/>.</summary>
    internal static bool IsPass(double jaccard) => jaccard >= JaccardThreshold;

    /// <summary>Scores a predicted mask.</summary>
    /// <param name="id">The image.</param>
    /// <param name="truth">The reference.</param>
    /// <param name="prediction">The mask to judge, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static ImageScores Compare(string id, Mask truth, Mask prediction) => new(id, PixelCounts.Compare(truth, prediction));

    /// <summary>For example <c>ISIC_0000000: Jaccard 0.812</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}: Jaccard {Jaccard:F3}");
}
