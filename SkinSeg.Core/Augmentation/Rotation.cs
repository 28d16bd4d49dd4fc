using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A rotation about the center. The paper's "0 to 40 degrees" is read as −40° to +40° (facts.md §6.3 #32).</summary>
/// <param name="Degrees">Counter-clockwise.</param>
public sealed record Rotation(double Degrees) : IGeometricChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Rotation;

    AffineMap IGeometricChange.Map(ImageSize size)
    {
        var (sine, cosine) = Math.SinCos(Degrees * Math.PI / 180);
        return AffineMap.AboutCenter(size, cosine, -sine, sine, cosine);
    }

    /// <summary>For example <c>rotation -12.3°</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rotation {Degrees:F1}°");
}
