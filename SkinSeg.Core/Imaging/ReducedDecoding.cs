using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Decodes photographs of 10–20 megapixels at a half, a quarter or an eighth of their size when a small image is wanted.</summary>
/// <remarks>A JPEG holds blocks of 8×8 pixels as frequencies; leaving out the high ones is an area average that costs less than decoding.</remarks>
internal static class ReducedDecoding
{
    /// <summary>Decodes an image no smaller than <paramref name="target"/> on either side, and tells its full size.</summary>
    /// <param name="path">A JPEG; other files are decoded at full size.</param>
    /// <param name="target">The size that the image will be shrunk to.</param>
    /// <exception cref="InvalidDataException">The file is cut off or not an image.</exception>
    public static (RgbImage Image, ImageSize FullSize) ReadRgb(string path, ImageSize target)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bool isJpeg = bytes is [0xFF, 0xD8, ..];
        if (!isJpeg || ImageHeader.SizeOf(bytes) is not { } full)
        {
            var image = ImageFiles.ReadRgb(path, bytes, ImreadModes.Color);
            return (image, image.Size);
        }

        return (ImageFiles.ReadRgb(path, bytes, ModeFor(Math.Min(full.Height / target.Height, full.Width / target.Width))), full);
    }

    private static ImreadModes ModeFor(int timesSmaller) => timesSmaller switch
    {
        >= 8 => ImreadModes.ReducedColor8,
        >= 4 => ImreadModes.ReducedColor4,
        >= 2 => ImreadModes.ReducedColor2,
        _ => ImreadModes.Color,
    };
}
