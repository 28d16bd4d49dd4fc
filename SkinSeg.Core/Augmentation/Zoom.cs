using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A zoom about the center, the same for height and width unless the policy asks for independent axes (facts.md §6.3 #33).</summary>
/// <param name="Vertical">Factor of the height; above 1 the lesion grows; above 0.</param>
/// <param name="Horizontal">Factor of the width; above 0.</param>
public sealed record Zoom(double Vertical, double Horizontal) : IGeometricChange
{
    /// <summary>The same zoom in both directions.</summary>
    /// <param name="factor">Above 1 the lesion grows; above 0.</param>
    public Zoom(double factor)
        : this(factor, factor)
    {
    }

    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Zoom;

    AffineMap IGeometricChange.Map(ImageSize size) => AffineMap.AboutCenter(size, 1 / Horizontal, 0, 0, 1 / Vertical);

    /// <summary>For example <c>zoom 1.08</c>, or <c>zoom 1.08 down, 0.93 right</c>.</summary>
    public override string ToString() => Vertical == Horizontal
        ? string.Create(CultureInfo.InvariantCulture, $"zoom {Vertical:F2}")
        : string.Create(CultureInfo.InvariantCulture, $"zoom {Vertical:F2} down, {Horizontal:F2} right");
}
