using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Moves the pixels of an image (bilinear) or a mask (nearest, so that it stays binary) by one affine map.</summary>
internal static class AffineWarp
{
    /// <summary>The moved pixels of an image as an array of their own, whatever the map.</summary>
    public static byte[] Apply(AffineMap map, BorderFill border, RgbImage image)
    {
        if (map == AffineMap.Identity)
        {
            return (byte[])image.Values.Clone();
        }

        byte[] values = GC.AllocateUninitializedArray<byte>(image.Values.Length);
        using var source = Mats.View(image);
        using var target = Mat.FromPixelData(source.Rows, source.Cols, MatType.CV_8UC3, values);
        Warp(source, target, map, InterpolationFlags.Linear, border);
        return values;
    }

    public static Mask Apply(AffineMap map, BorderFill border, Mask mask)
    {
        if (map == AffineMap.Identity)
        {
            return mask;
        }

        byte[] values = GC.AllocateUninitializedArray<byte>(mask.Values.Length);
        using var source = Mats.View(mask);
        using var target = Mat.FromPixelData(source.Rows, source.Cols, MatType.CV_8UC1, values);
        Warp(source, target, map, InterpolationFlags.Nearest, border);
        return new(mask.Size, values);
    }

    // The target has the right size and type already, so that OpenCV writes into its array.
    private static void Warp(Mat source, Mat target, AffineMap map, InterpolationFlags interpolation, BorderFill border)
    {
        double[] numbers = [map.A, map.B, map.C, map.D, map.E, map.F];
        using var matrix = Mat.FromPixelData(2, 3, MatType.CV_64FC1, numbers);
        var mode = border == BorderFill.Reflect ? BorderTypes.Reflect101 : BorderTypes.Constant;
        Cv2.WarpAffine(source, target, matrix, target.Size(), interpolation | InterpolationFlags.WarpInverseMap, mode);
    }
}
