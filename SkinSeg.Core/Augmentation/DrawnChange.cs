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

/// <summary>A change of tone whose curve depends on the image, for the image alone.</summary>
internal interface IAdaptiveToneChange : IDrawnChange
{
    /// <summary>The curve for an image's values: red, green, blue, row by row.</summary>
    IToneChange For(byte[] values);
}

/// <summary>A change that looks at a pixel's place or neighbours, for the image alone.</summary>
internal interface IPixelChange : IDrawnChange
{
    /// <summary>Changes an image's values in place: a fresh array for every change would cost more than most changes.</summary>
    void Apply(byte[] values, ImageSize size);
}
