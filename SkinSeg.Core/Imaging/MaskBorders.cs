using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>The pixels around the border of a mask.</summary>
public static class MaskBorders
{
    /// <summary>Pixels with a pixel of the other kind in the square of 2·radius + 1 around them: the band on both sides of the border. The image's edge is no border.</summary>
    /// <param name="mask">The mask; an empty or a full one has no border.</param>
    /// <param name="radius">Pixels on each side, at least 1.</param>
    public static Mask Border(this Mask mask, int radius = 1)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfLessThan(radius, 1);
        using var source = Mats.View(mask);
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * radius) + 1, (2 * radius) + 1));
        using var band = new Mat();
        Cv2.MorphologyEx(source, band, MorphTypes.Gradient, square); // dilated minus eroded
        return Mats.ToMask(band);
    }
}
