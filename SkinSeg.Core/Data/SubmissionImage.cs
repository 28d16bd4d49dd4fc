using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>An image that a submission must answer.</summary>
/// <param name="Id">ISIC_ and seven digits.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Size">Its size, from its header.</param>
internal sealed record SubmissionImage(string Id, string Name, ImageSize Size)
{
    /// <summary>The images of a folder in order of their ids; only headers are read.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder holds no image, two of one id, one whose name has no id, or one whose header is broken.</exception>
    public static IReadOnlyList<SubmissionImage> In(string folder) => [.. ImageFolder.Open(folder).Select(Of)];

    private static SubmissionImage Of(ImageFile image)
    {
        if (PredictionIndex.IdIn(image.Id) != image.Id)
        {
            throw new InvalidDataException(
                $"{image.Path}: expected an image named ISIC_<7 digits>.jpg, by which the challenge's scorer finds its mask, got {Path.GetFileName(image.Path)}. Give the challenge's folder of images.");
        }

        return ImageHeader.ReadSize(image.Path) is { } size
            ? new(image.Id, Path.GetFileName(image.Path), size)
            : throw new InvalidDataException($"{image.Path}: its size cannot be told. Expected a whole JPEG or PNG file; copy it again.");
    }
}

/// <summary>One mask that a submission must hold.</summary>
/// <param name="Image">The image.</param>
/// <param name="Target">What the mask is of.</param>
internal sealed record SubmissionItem(SubmissionImage Image, SegmentationTarget Target)
{
    /// <summary>The file's name.</summary>
    public string Name => Target.MaskName(Image.Id);

    /// <summary>All that a task asks for, in order of name.</summary>
    public static IReadOnlyList<SubmissionItem> Of(ChallengeTask task, IReadOnlyList<SubmissionImage> images) =>
        [.. images.SelectMany(image => task.Targets().Select(target => new SubmissionItem(image, target))).OrderBy(item => item.Name, StringComparer.Ordinal)];
}
