using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>How far two ways differ on the same images. Pairing takes the images' own difficulty out of the interval.</summary>
public static class PairedDifference
{
    /// <summary>Mean over the images of one score's difference, other minus reference; the interval is <see cref="Bootstrap.Mean"/> over images, seed 0.</summary>
    /// <param name="metric">The score.</param>
    /// <param name="reference">What is compared with.</param>
    /// <param name="other">What is compared; a positive difference means that it scores higher.</param>
    /// <exception cref="ArgumentException">The two hold different images, or the same in another order.</exception>
    public static Estimate Of(Metric metric, ScoreTable reference, ScoreTable other)
    {
        RequireSameImages(reference, other);
        return Bootstrap.Mean(other.Values(metric).Zip(reference.Values(metric), static (theirs, ours) => theirs - ours), seed: 0);
    }

    /// <summary>Refuses tables of different images, or of the same in another order: nothing paired can be said of them.</summary>
    internal static void RequireSameImages(ScoreTable reference, ScoreTable other)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(other);
        if (!reference.Images.Select(image => image.Id).SequenceEqual(other.Images.Select(image => image.Id), StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"Expected scores of the same images in the same order, got {reference.Count} and {other.Count} images whose ids differ. Score both on the same folds.",
                nameof(other));
        }
    }
}
