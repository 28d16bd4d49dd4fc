using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>One image, decoded and resized with its masks.</summary>
/// <param name="Image">The image at the network's size.</param>
/// <param name="Masks">Its masks at the same size: the lesion's first, then those of the attributes where they were asked for.</param>
/// <param name="OriginalSize">Size of the files.</param>
internal sealed record PreparedSample(RgbImage Image, ValueList<Mask> Masks, ImageSize OriginalSize)
{
    /// <summary>Decodes an image and some of its masks, and resizes them.</summary>
    /// <exception cref="InvalidDataException">A file is broken, or a mask differs in size from its image; the message names the file.</exception>
    public static PreparedSample Of(PreparationConfig config, DermoscopyImage files, IEnumerable<string> maskPaths)
    {
        var (image, fullSize) = config.ReducedDecoding
            ? ReducedDecoding.ReadRgb(files.ImagePath, config.Size)
            : AtFullSize(ImageFiles.ReadRgb(files.ImagePath));
        return new(
            image.ResizeTo(config.Size, config.ImageInterpolation),
            [.. maskPaths.Select(path => MaskOf(config, files, path, fullSize))],
            fullSize);
    }

    /// <summary>Whether an error says that an image's files are bad, and not that the work was stopped or a disk is full.</summary>
    public static bool IsBadImage(Exception error) => error is InvalidDataException or IOException or UnauthorizedAccessException or OpenCVException;

    private static Mask MaskOf(PreparationConfig config, DermoscopyImage files, string path, ImageSize fullSize)
    {
        var mask = ImageFiles.ReadMask(path);
        MaskSize.Check(files.ImagePath, fullSize, path, mask.Size);
        return mask.ResizeTo(config.Size, config.MaskInterpolation);
    }

    private static (RgbImage Image, ImageSize FullSize) AtFullSize(RgbImage image) => (image, image.Size);
}
