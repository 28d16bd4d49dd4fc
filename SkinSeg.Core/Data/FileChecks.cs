using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What decoding the image and masks of one id tells.</summary>
/// <param name="Size">Size of the image; null where it is missing or cannot be decoded.</param>
/// <param name="Positives">Attributes whose mask has a pixel above 127.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record CheckedFiles(ImageSize? Size, IReadOnlyList<LesionAttribute> Positives, IReadOnlyList<VerificationFinding> Findings);

/// <summary>Decodes every file of one id and compares image and masks.</summary>
internal sealed class FileChecks(FolderIndex index, FindingWriter writer)
{
    public CheckedFiles Check(string id)
    {
        var findings = new List<VerificationFinding>();
        ImageSize? size = null;
        foreach (var file in index.Images[id])
        {
            size = ImageSizeOf(file.Path, findings) ?? size;
        }

        foreach (var file in index.LesionMasks[id])
        {
            if (IsSet(file.Path, size, findings) == false)
            {
                findings.Add(writer.Warning(FindingKind.EmptyLesionMask, file.Path, "no pixel is above 127; every image of Task 1 shows a lesion"));
            }
        }

        var positives = new List<LesionAttribute>();
        foreach (var attribute in LesionAttributes.All)
        {
            bool?[] areSet = [.. index.AttributeMasks[(id, attribute.FileName())].Select(file => IsSet(file.Path, size, findings))];
            if (areSet.Contains(true))
            {
                positives.Add(attribute);
            }
        }

        return new(size, positives, findings);
    }

    private ImageSize? ImageSizeOf(string path, List<VerificationFinding> findings)
    {
        using var mat = Decoded(path, findings);
        return mat is null ? null : Mats.SizeOf(mat);
    }

    // Whether a mask has a pixel above 127; null where it cannot be told.
    private bool? IsSet(string path, ImageSize? imageSize, List<VerificationFinding> findings)
    {
        using var mat = Decoded(path, findings);
        if (mat is null)
        {
            return null;
        }

        if (imageSize is { } size && size != Mats.SizeOf(mat))
        {
            findings.Add(writer.Error(FindingKind.SizeMismatch, path, $"the mask is {Mats.SizeOf(mat)} (height×width), its image {size}"));
        }

        if (mat.Type() != MatType.CV_8UC1)
        {
            string detail = $"expected one channel of 8 bits, got {ImageFiles.Describe(mat)}; save it as 8-bit greyscale with 0 and 255";
            findings.Add(writer.Error(FindingKind.WrongMaskFormat, path, detail));
            return null;
        }

        return IsSet(path, Mats.Copy<byte>(mat, 1), findings);
    }

    private bool? IsSet(string path, ReadOnlySpan<byte> values, List<VerificationFinding> findings)
    {
        if (values.IndexOfAnyExcept((byte)0, Mask.Set) < 0)
        {
            return values.Contains(Mask.Set);
        }

        byte largest = 0;
        foreach (byte value in values)
        {
            largest = Math.Max(largest, value);
        }

        bool isSet = largest > ImageFiles.TrainingThreshold;
        findings.Add(largest == 1
            ? writer.Error(FindingKind.WrongMaskFormat, path, "holds 0 and 1, and would be read as empty; multiply it by 255")
            : isSet
                ? writer.Note(FindingKind.GreyMask, path, "other values than 0 and 255; set above 127")
                : writer.Note(FindingKind.FaintMask, path, $"largest value {largest}: read as empty"));
        return largest == 1 ? null : isSet;
    }

    private Mat? Decoded(string path, List<VerificationFinding> findings)
    {
        try
        {
            return ImageFiles.Decode(path, ImreadModes.Unchanged);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            findings.Add(writer.Error(FindingKind.Unreadable, path, e.Message.Replace($"{path}: ", string.Empty, StringComparison.Ordinal)));
            return null;
        }
    }
}
