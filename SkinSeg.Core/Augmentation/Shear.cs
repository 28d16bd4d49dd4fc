using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A shear about the center: rows slide along themselves, the farther from the middle the farther; areas stay as they are.</summary>
/// <remarks>The paper's "to extent of 0.3" is read as a factor of −0.3 to +0.3 (facts.md §6.3 #34).</remarks>
/// <param name="Factor">Pixels to the right for each pixel down.</param>
public sealed record Shear(double Factor) : IGeometricChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Shear;

    AffineMap IGeometricChange.Map(ImageSize size) => AffineMap.AboutCenter(size, 1, -Factor, 0, 1);

    /// <summary>For example <c>shear 0.21</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"shear {Factor:F2}");
}
