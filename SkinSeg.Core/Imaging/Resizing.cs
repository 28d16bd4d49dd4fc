using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Stretches images, masks and maps to another size; the aspect is not kept, as in the paper (facts.md §6.3 #12–14).</summary>
/// <remarks>Extension methods, so that they pipe: <c>image.ResizeTo(size)</c>, F# <c>image |&gt; _.ResizeTo(size)</c>.</remarks>
public static class Resizing
{
    // INTER_NEAREST_EXACT, which OpenCvSharp's enum does not name: plain INTER_NEAREST is off by half a pixel.
    private const InterpolationFlags NearestExact = (InterpolationFlags)6;

    /// <summary>Area average where the image shrinks, bilinear where it grows.</summary>
    /// <param name="image">The image.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="interpolation">Bilinear also where it shrinks, if asked for.</param>
    public static RgbImage ResizeTo(this RgbImage image, ImageSize size, ImageInterpolation interpolation = ImageInterpolation.Area)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Size == size)
        {
            return image;
        }

        bool shrinks = size.Height <= image.Size.Height && size.Width <= image.Size.Width;
        bool averages = shrinks && interpolation == ImageInterpolation.Area;
        using var source = Mats.View(image);
        using var target = new Mat();
        Cv2.Resize(source, target, new Size(size.Width, size.Height), interpolation: averages ? InterpolationFlags.Area : InterpolationFlags.Linear);
        return Mats.ToRgbImage(target);
    }

    /// <summary>Nearest pixel center, or bilinear and at least a half: either way the mask stays binary.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="interpolation">Which of the two.</param>
    public static Mask ResizeTo(this Mask mask, ImageSize size, MaskInterpolation interpolation = MaskInterpolation.Nearest)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Size == size)
        {
            return mask;
        }

        using var source = Mats.View(mask);
        using var target = new Mat();
        bool isNearest = interpolation == MaskInterpolation.Nearest;
        Cv2.Resize(source, target, new Size(size.Width, size.Height), interpolation: isNearest ? NearestExact : InterpolationFlags.Linear);
        if (!isNearest)
        {
            Cv2.Threshold(target, target, Mask.Set / 2, Mask.Set, ThresholdTypes.Binary);
        }

        return Mats.ToMask(target);
    }

    /// <summary>Bilinear, in either direction: the way of a predicted map back to the size of its image (facts.md §6.3 #14).</summary>
    public static ProbabilityMap ResizeTo(this ProbabilityMap map, ImageSize size)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Size == size)
        {
            return map;
        }

        using var source = Mats.View(map);
        using var target = new Mat();
        Cv2.Resize(source, target, new Size(size.Width, size.Height), interpolation: InterpolationFlags.Linear);
        return Mats.ToProbabilityMap(target);
    }
}
