using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Independent normal noise in proportion to each value: light pixels vary more than dark ones; cut to 0–255 (levels: facts.md §6.3 #35).</summary>
/// <param name="Deviation">Standard deviation as a share of the value; 0 or more.</param>
/// <param name="Seed">Which noise.</param>
public sealed record SpeckleNoise(double Deviation, int Seed) : IPixelChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.SpeckleNoise;

    void IPixelChange.Apply(byte[] values, ImageSize size) => PixelNoise.Add(values, Deviation, isProportional: true, Seed);

    /// <summary>For example <c>speckle noise 0.031</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"speckle noise {Deviation:F3}");
}
