using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A zoom about the center, the same for height and width (facts.md §6.3 #33).</summary>
/// <param name="Factor">Above 1 the lesion grows; above 0.</param>
public sealed record Zoom(double Factor) : IGeometricChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Zoom;

    AffineMap IGeometricChange.Map(ImageSize size) => AffineMap.AboutCenter(size, 1 / Factor, 0, 0, 1 / Factor);

    /// <summary>For example <c>zoom 1.08</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"zoom {Factor:F2}");
}
