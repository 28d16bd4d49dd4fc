using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What reading one predicted mask gave: the mask, or why the challenge's own scorer would refuse it.</summary>
/// <param name="Mask">Set above 128; null where it is refused.</param>
/// <param name="IsGrey">Whether the file holds other values than 0 and 255.</param>
/// <param name="Refusal">Why there is no mask.</param>
internal sealed record MaskReading(Mask? Mask, bool IsGrey, SubmissionFinding? Refusal)
{
    /// <summary>Reads a mask by the scorer's rules (facts.md §4.5). A size is compared before the pixels are decoded.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">The size it must have.</param>
    /// <param name="reference">The file that has this size, for messages.</param>
    public static MaskReading Of(StoredFile file, ImageSize size, string reference)
    {
        try
        {
            byte[] bytes = file.Read();
            if (ImageHeader.SizeOf(bytes) is { } claimed && claimed != size)
            {
                return OtherSize(file, claimed, size, reference);
            }

            var image = GreyImage.Decode(file.Place, bytes);
            return image.Size == size
                ? new(image.Above(ImageFiles.ScoringThreshold), !image.IsBinary, null)
                : OtherSize(file, image.Size, size, reference);
        }
        catch (InvalidDataException e)
        {
            string[] parts = e.Message.Replace($"{file.Place}: ", string.Empty, StringComparison.Ordinal).Split(". ", 2);
            return Refuse(SubmissionFindingKind.Unreadable, file, parts[0], parts.ElementAtOrDefault(1) ?? string.Empty);
        }
    }

    /// <summary>The mask.</summary>
    /// <exception cref="InvalidDataException">It was refused.</exception>
    public Mask OrThrow() => Mask ?? throw new InvalidDataException(Refusal?.Sentence);

    private static MaskReading OtherSize(StoredFile file, ImageSize size, ImageSize expected, string reference) => Refuse(
        SubmissionFindingKind.SizeMismatch, file, $"the image has dimensions {size} (height×width); expected {expected}, those of {reference}", "Write predictions at the size of their images.");

    private static MaskReading Refuse(SubmissionFindingKind kind, StoredFile file, string detail, string remedy) =>
        new(null, false, SubmissionFinding.Error(kind, file.Place, detail, remedy));
}
