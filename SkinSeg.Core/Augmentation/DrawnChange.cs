using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>One change with its parameters already drawn: nothing about it is random any more.</summary>
/// <remarks>One record per routine, such as <see cref="Rotation"/>; F#: <c>match change with :? Rotation as r -&gt; r.Degrees | _ -&gt; 0.0</c>.</remarks>
public interface IDrawnChange
{
    /// <summary>The routine that drew it.</summary>
    AugmentationRoutine Routine { get; }
}

/// <summary>A change of place, for image and mask alike.</summary>
internal interface IGeometricChange : IDrawnChange
{
    /// <summary>For a pixel of the changed image, where it lay in an image of <paramref name="size"/>.</summary>
    AffineMap Map(ImageSize size);
}

/// <summary>A change of each pixel's color by itself, for the image alone.</summary>
internal interface IToneChange : IDrawnChange
{
    /// <summary>The new value; it is cut to 0–255 by the caller.</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    /// <param name="value">In [0, 255].</param>
    double Change(int channel, double value);
}
