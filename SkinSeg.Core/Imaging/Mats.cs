using System.Runtime.InteropServices;
using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>The border to OpenCV: views of the kit's images as matrices, and back. A view shares the pixels; whoever makes one disposes it.</summary>
internal static class Mats
{
    /// <summary>A view of an image, H×W, 8 bits, three channels in red, green, blue order. Read only: images are immutable.</summary>
    public static Mat View(RgbImage image) => Mat.FromPixelData(image.Size.Height, image.Size.Width, MatType.CV_8UC3, image.Values);

    /// <summary>A view of a mask, H×W, 8 bits, 0 or 255. Read only.</summary>
    public static Mat View(Mask mask) => Mat.FromPixelData(mask.Size.Height, mask.Size.Width, MatType.CV_8UC1, mask.Values);

    /// <summary>A view of a probability map, H×W, 16 bits. Read only.</summary>
    public static Mat View(ProbabilityMap map) => Mat.FromPixelData(map.Size.Height, map.Size.Width, MatType.CV_16UC1, map.Values);

    /// <summary>Copies a three-channel 8-bit matrix in red, green, blue order.</summary>
    public static RgbImage ToRgbImage(Mat mat) => new(SizeOf(mat), Copy<byte>(mat, 3));

    /// <summary>Copies a one-channel 8-bit matrix of 0 and 255.</summary>
    public static Mask ToMask(Mat mat) => new(SizeOf(mat), Copy<byte>(mat, 1));

    /// <summary>Copies a one-channel 16-bit matrix.</summary>
    public static ProbabilityMap ToProbabilityMap(Mat mat) => new(SizeOf(mat), Copy<ushort>(mat, 1));

    /// <summary>Height and width of a matrix.</summary>
    public static ImageSize SizeOf(Mat mat) => new(mat.Rows, mat.Cols);

    /// <summary>Copies a matrix' values row by row; it need not be continuous.</summary>
    public static T[] Copy<T>(Mat mat, int channels)
        where T : unmanaged
    {
        if (mat.Channels() != channels || mat.ElemSize1() != Marshal.SizeOf<T>())
        {
            throw new ArgumentException($"Expected {channels} channels of {Marshal.SizeOf<T>()} bytes, got {mat.Type()}.", nameof(mat));
        }

        var values = new T[mat.Rows * mat.Cols * channels];
        using var target = Mat.FromPixelData(mat.Rows, mat.Cols, mat.Type(), values);
        mat.CopyTo(target);
        return values;
    }
}
