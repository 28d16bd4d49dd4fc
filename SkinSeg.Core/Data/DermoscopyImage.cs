using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>One image of a data set and the files that belong to it; nothing is decoded yet.</summary>
/// <param name="Id">For example <c>ISIC_0000000</c>.</param>
/// <param name="ImagePath">The JPEG or PNG file.</param>
/// <param name="LesionMaskPath">The Task 1 mask.</param>
/// <param name="AttributeMasks">The Task 2 masks that are there: five, or none where Task 2 was not unpacked.</param>
public sealed record DermoscopyImage(string Id, string ImagePath, string LesionMaskPath, ValueList<AttributeMaskFile> AttributeMasks)
{
    /// <summary>Decodes the image at its full size.</summary>
    /// <exception cref="InvalidDataException">The file is cut off or not an image.</exception>
    public RgbImage ReadImage() => ImageFiles.ReadRgb(ImagePath);

    /// <summary>Decodes the lesion mask at its full size: set above 127 (see <see cref="ImageFiles.TrainingThreshold"/>).</summary>
    /// <exception cref="InvalidDataException">The file is broken, not an 8-bit grey image, or of another size than the image.</exception>
    public Mask ReadLesionMask() => ReadMask(LesionMaskPath);

    /// <summary>Decodes the mask of one attribute at its full size: set above 127.</summary>
    /// <inheritdoc cref="ReadLesionMask"/>
    /// <exception cref="FileNotFoundException">The data set has no such mask.</exception>
    public Mask ReadAttributeMask(LesionAttribute attribute) => ReadMask(AttributeMaskPath(attribute));

    /// <summary>Path of the mask of one attribute.</summary>
    /// <exception cref="FileNotFoundException">The data set has no such mask.</exception>
    public string AttributeMaskPath(LesionAttribute attribute) =>
        AttributeMasks.FirstOrDefault(file => file.Attribute == attribute)?.Path
        ?? throw new FileNotFoundException(
            $"{Id} has no mask of {attribute.FileName()}: expected a file {FileNames.AttributeMask(Id, attribute)}. "
            + "Unpack the ground truth of Task 2 beside the images.");

    /// <summary>The id.</summary>
    public override string ToString() => Id;

    /// <summary>All files that belong to the image.</summary>
    internal IEnumerable<string> Files => [ImagePath, LesionMaskPath, .. AttributeMasks.Select(file => file.Path)];

    private Mask ReadMask(string path)
    {
        var mask = ImageFiles.ReadMask(path);
        MaskSize.Check(ImagePath, ImageHeader.ReadSize(ImagePath) ?? mask.Size, path, mask.Size);
        return mask;
    }
}

/// <summary>The file of one attribute's mask.</summary>
/// <param name="Attribute">Which attribute.</param>
/// <param name="Path">The PNG file; all zero where the attribute is absent (facts.md §4.2).</param>
public sealed record AttributeMaskFile(LesionAttribute Attribute, string Path);
