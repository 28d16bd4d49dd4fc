using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Decodes photographs of 10–20 megapixels at a half, a quarter or an eighth of their size when a small image is wanted.</summary>
/// <remarks>A JPEG holds blocks of 8×8 pixels as frequencies; leaving out the high ones is an area average that costs less than decoding.</remarks>
internal static class ReducedDecoding
{
    // What remains is averaged over at least two pixels each way: shrinking by less after such a decoder blurs hair.
    private const int Spare = 2;

    /// <summary>Decodes an image at least twice as large as <paramref name="target"/> on both sides, and tells its full size.</summary>
    /// <param name="path">A JPEG; other files are decoded at full size.</param>
    /// <param name="target">The size that the image will be shrunk to.</param>
    /// <exception cref="InvalidDataException">The file is cut off or not an image.</exception>
    public static (RgbImage Image, ImageSize FullSize) ReadRgb(string path, ImageSize target)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bool isJpeg = bytes is [0xFF, 0xD8, ..];
        if (!isJpeg || ImageHeader.SizeOf(bytes) is not { } full)
        {
            var image = ImageFiles.ReadRgb(path, bytes);
            return (image, image.Size);
        }

        var (mode, scale) = ScaleFor(Math.Min(full.Height / target.Height, full.Width / target.Width) / Spare);
        using var decoded = ImageFiles.Decode(path, bytes, mode | ImreadModes.IgnoreOrientation);
        using var whole = decoded[0, Covered(decoded.Rows, full.Height, scale), 0, Covered(decoded.Cols, full.Width, scale)];
        using var colors = new Mat();
        Cv2.CvtColor(whole, colors, ColorConversionCodes.BGR2RGB);
        return (Mats.ToRgbImage(colors), full);
    }

    private static (ImreadModes Mode, int Scale) ScaleFor(int timesSmaller) => timesSmaller switch
    {
        >= 8 => (ImreadModes.ReducedColor8, 8),
        >= 4 => (ImreadModes.ReducedColor4, 4),
        >= 2 => (ImreadModes.ReducedColor2, 2),
        _ => (ImreadModes.Color, 1),
    };

    // The last row stands for a part of a block only. Counting it as a whole one would stretch the image against its mask:
    // it is kept where it covers at least half a block.
    private static int Covered(int decoded, int full, int scale) => Math.Min(decoded, (full + (scale / 2)) / scale);
}
