using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Independent normal noise added to every value, as of a sensor in bad light; cut to 0–255 (levels: facts.md §6.3 #35).</summary>
/// <param name="Deviation">Standard deviation as a share of 255; 0 or more.</param>
/// <param name="Seed">Which noise.</param>
public sealed record GaussianNoise(double Deviation, int Seed) : IPixelChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.GaussianNoise;

    void IPixelChange.Apply(byte[] values, ImageSize size) => PixelNoise.Add(values, Deviation, isProportional: false, Seed);

    /// <summary>For example <c>Gaussian noise 0.031</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Gaussian noise {Deviation:F3}");
}
