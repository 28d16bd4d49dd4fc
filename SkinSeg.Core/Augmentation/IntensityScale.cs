using System.Globalization;

namespace SkinSeg.Augmentation;

/// <summary>One factor for all values of an image, cut to 0–255 (facts.md §6.3 #36).</summary>
/// <param name="Factor">Above 1 the image becomes lighter; 0 or more.</param>
public sealed record IntensityScale(double Factor) : IToneChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.IntensityScale;

    double IToneChange.Change(int channel, double value) => value * Factor;

    /// <summary>For example <c>intensity × 0.85</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"intensity × {Factor:F2}");
}
