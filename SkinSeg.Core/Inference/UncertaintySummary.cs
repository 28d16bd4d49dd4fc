using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Metrics;

namespace SkinSeg.Inference;

/// <summary>How an image's uncertainty is summed up.</summary>
public sealed record UncertaintyConfig
{
    /// <summary>Probability above which a pixel is predicted, in [0, 1]: for the predicted border, and for comparing predictions.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Pixels on each side of the predicted border that count as border, at the predictions' size; at least 1.</summary>
    public int BorderRadius { get; init; } = 2;
}

/// <summary>One number per image from several points of view: the higher, the sooner somebody should look at the image.</summary>
/// <param name="MeanEntropy">Mean predictive entropy over the image, in bits, in [0, 1]; grows with the length of the border.</param>
/// <param name="BorderEntropy">Mean predictive entropy over the band around the predicted border, in bits, in [0, 1]; over the image where nothing or everything is predicted.</param>
/// <param name="MeanStandardDeviation">Mean over the image, in [0, 0.5].</param>
/// <param name="MeanMutualInformation">Mean over the image, in bits, in [0, 1].</param>
/// <param name="Disagreement">1 − the mean Jaccard index between the predictions' masks and the mean's mask, in [0, 1]; independent of the lesion's size (Roy et al. 2019, arXiv:1811.09800).</param>
public sealed record UncertaintySummary(
    double MeanEntropy, double BorderEntropy, double MeanStandardDeviation, double MeanMutualInformation, double Disagreement)
{
    /// <summary>The summary of a set of predictions.</summary>
    /// <param name="predictions">All predictions of one image.</param>
    /// <param name="config">Threshold and width of the border; the defaults of <see cref="UncertaintyConfig"/> otherwise.</param>
    public static UncertaintySummary Of(ViewMaps predictions, UncertaintyConfig? config = null)
    {
        config ??= new();
        var maps = UncertaintyMaps.Of(predictions);
        var mask = predictions.OwnMean().Above(config.Threshold);
        var border = mask.Border(config.BorderRadius);
        return new(
            maps.Entropy.Mean,
            border.IsEmpty ? maps.Entropy.Mean : maps.Entropy.MeanOver(border),
            maps.StandardDeviation.Mean,
            maps.MutualInformation.Mean,
            1 - predictions.Maps.Average(item => PixelCounts.Compare(mask, item.Map.Above(config.Threshold)).Jaccard));
    }

    /// <summary>For example <c>entropy 0.082 bit (border 0.61), deviation 0.013, mutual information 0.004 bit, disagreement 0.031</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"entropy {MeanEntropy:F3} bit (border {BorderEntropy:F3}), deviation {MeanStandardDeviation:F3}, mutual information {MeanMutualInformation:F3} bit, disagreement {Disagreement:F3}");
}
