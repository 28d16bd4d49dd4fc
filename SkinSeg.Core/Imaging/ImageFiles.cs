using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Reads and writes image files. Files go through bytes, so that paths may hold any letters on any platform.</summary>
public static class ImageFiles
{
    /// <summary>Masks for training: a pixel above this is set. Half of 255: masks that were resized have grey edges.</summary>
    public const int TrainingThreshold = 127;

    /// <summary>Masks for scoring: a pixel above this is set, as the challenge's own scorer does (facts.md §4.5).</summary>
    public const int ScoringThreshold = 128;

    /// <summary>Reads a color image (JPEG, PNG, …) as stored, ignoring an orientation tag.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is cut off or not an image.</exception>
    public static RgbImage ReadRgb(string path) => ReadRgb(path, File.ReadAllBytes(path));

    /// <summary>Fails where <see cref="ReadRgb(string)"/> would, nearly always without decoding: a whole JPEG or PNG with a header passes.</summary>
    /// <inheritdoc cref="ReadRgb(string)" path="/exception"/>
    internal static void Check(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!ImageBytes.IsWhole(bytes) || ImageHeader.SizeOf(bytes) is null)
        {
            Decode(path, bytes, ImreadModes.Color).Dispose();
        }
    }

    /// <summary>Reads a mask: one 8-bit channel, set where the value is above <paramref name="threshold"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threshold"><see cref="TrainingThreshold"/> (default) or <see cref="ScoringThreshold"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is cut off, not an image, or not one channel of 8 bits.</exception>
    public static Mask ReadMask(string path, int threshold = TrainingThreshold) => GreyImage.Decode(path, File.ReadAllBytes(path)).Above(threshold);

    /// <summary>Reads a stored probability map: one channel of 16 bits, or of 8 bits as <c>predict</c> writes.</summary>
    /// <inheritdoc cref="ReadMask"/>
    public static ProbabilityMap ReadProbabilityMap(string path) => ReadProbabilityMap(path, File.ReadAllBytes(path));

    /// <summary>Decodes a stored probability map from the bytes of its file, whose path is for messages.</summary>
    internal static ProbabilityMap ReadProbabilityMap(string path, byte[] bytes)
    {
        using var mat = Decode(path, bytes, ImreadModes.Unchanged);
        if (mat.Type() == MatType.CV_8UC1)
        {
            mat.ConvertTo(mat, MatType.CV_16UC1, ProbabilityMap.One / 255.0);
        }

        return mat.Type() == MatType.CV_16UC1
            ? Mats.ToProbabilityMap(mat)
            : throw new InvalidDataException($"{path}: expected a probability map with one channel of 16 or 8 bits, got {Describe(mat)}.");
    }

    /// <summary>Writes a mask as an 8-bit grey PNG of 0 and 255.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Mask mask) => AtomicFile.WriteAllBytes(path, ToPng(mask));

    /// <summary>Writes an image as PNG, or as JPEG of quality 95 where the name ends in .jpg.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RgbImage image) =>
        AtomicFile.WriteAllBytes(path, Path.GetExtension(path).Equals(".jpg", StringComparison.OrdinalIgnoreCase) ? ToJpeg(image) : ToPng(image));

    /// <summary>Writes a probability map as a 16-bit grey PNG, without loss.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ProbabilityMap map)
    {
        using var mat = Mats.View(map);
        AtomicFile.WriteAllBytes(path, Encode(mat, ".png"));
    }

    /// <summary>Writes a probability map as an 8-bit grey PNG, for viewing: 255 is probability 1.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WritePreview(string path, ProbabilityMap map)
    {
        using var mat = Mats.View(map);
        using var grey = new Mat();
        mat.ConvertTo(grey, MatType.CV_8UC1, 255.0 / ProbabilityMap.One);
        AtomicFile.WriteAllBytes(path, Encode(grey, ".png"));
    }

    /// <summary>The bytes of a PNG file of <paramref name="image"/>.</summary>
    public static byte[] ToPng(RgbImage image) => EncodeRgb(image, ".png");

    /// <summary>The bytes of an 8-bit grey PNG file of <paramref name="mask"/>: 0 and 255.</summary>
    public static byte[] ToPng(Mask mask)
    {
        using var mat = Mats.View(mask);
        return Encode(mat, ".png");
    }

    /// <summary>The bytes of a JPEG file of <paramref name="image"/>.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">From 0 to 100.</param>
    public static byte[] ToJpeg(RgbImage image, int quality = 95) => EncodeRgb(image, ".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));

    /// <summary>Decodes a color image from the bytes of its file, whose path is for messages.</summary>
    internal static RgbImage ReadRgb(string path, byte[] bytes)
    {
        using var mat = Decode(path, bytes, ImreadModes.Color | ImreadModes.IgnoreOrientation);
        Cv2.CvtColor(mat, mat, ColorConversionCodes.BGR2RGB);
        return Mats.ToRgbImage(mat);
    }

    /// <summary>Decodes a whole file; the caller disposes the result.</summary>
    internal static Mat Decode(string path, ImreadModes mode) => Decode(path, File.ReadAllBytes(path), mode);

    /// <summary>Decodes the bytes of a whole file, whose path is for messages; the caller disposes the result.</summary>
    internal static Mat Decode(string path, byte[] bytes, ImreadModes mode)
    {
        if (!ImageBytes.IsWhole(bytes))
        {
            throw new InvalidDataException($"{path}: the file is cut off ({bytes.Length} bytes and no end marker). Download or copy it again.");
        }

        ImageBytes.CheckClaim(path, bytes);
        Mat? mat = null;
        try
        {
            mat = bytes.Length == 0 ? null : Cv2.ImDecode(bytes, mode);
        }
        catch (OpenCVException)
        {
            // Reported below: OpenCV throws for some broken files and returns nothing for others.
        }

        return mat is { } decoded && !decoded.Empty()
            ? decoded
            : throw new InvalidDataException($"{path}: could not be decoded as an image. Expected a whole JPEG or PNG file.");
    }

    private static byte[] EncodeRgb(RgbImage image, string extension, params ImageEncodingParam[] settings)
    {
        using var view = Mats.View(image);
        using var mat = new Mat();
        Cv2.CvtColor(view, mat, ColorConversionCodes.RGB2BGR);
        return Encode(mat, extension, settings);
    }

    private static byte[] Encode(Mat mat, string extension, params ImageEncodingParam[] settings) => mat.ImEncode(extension, settings);

    /// <summary>Channels and bits, for messages.</summary>
    internal static string Describe(Mat mat) => $"{mat.Channels()} channel(s) of {8 * mat.ElemSize1()} bits";
}
