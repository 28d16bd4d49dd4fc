using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A flip; exact, no pixel is interpolated.</summary>
/// <param name="Routine"><see cref="AugmentationRoutine.HorizontalFlip"/> or <see cref="AugmentationRoutine.VerticalFlip"/>.</param>
public sealed record Flip(AugmentationRoutine Routine) : IGeometricChange
{
    AffineMap IGeometricChange.Map(ImageSize size) => Routine == AugmentationRoutine.HorizontalFlip
        ? AffineMap.AboutCenter(size, -1, 0, 0, 1)
        : AffineMap.AboutCenter(size, 1, 0, 0, -1);

    /// <summary>For example <c>horizontal flip</c>.</summary>
    public override string ToString() => Routine == AugmentationRoutine.HorizontalFlip ? "horizontal flip" : "vertical flip";
}
