using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A shift; the paper gives no range, ±10 % is our choice (facts.md §6.3 #35).</summary>
/// <param name="Down">Part of the height.</param>
/// <param name="Right">Part of the width.</param>
public sealed record Translation(double Down, double Right) : IGeometricChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Translation;

    AffineMap IGeometricChange.Map(ImageSize size) => new(1, 0, -Right * size.Width, 0, 1, -Down * size.Height);

    /// <summary>For example <c>translation 4.0 % down, -2.5 % right</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"translation {100 * Down:F1} % down, {100 * Right:F1} % right");
}
