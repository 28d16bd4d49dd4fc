using System.Globalization;

namespace SkinSeg.Data;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; the data can be used as it is.</summary>
    Note,

    /// <summary>Probably not meant; the data can be used.</summary>
    Warning,

    /// <summary>The data cannot be used as it is.</summary>
    Error,
}

/// <summary>What can be found wrong with the files of a data set.</summary>
public enum FindingKind
{
    /// <summary>An image without a lesion mask.</summary>
    ImageWithoutMask,

    /// <summary>A mask whose image is not there.</summary>
    MaskWithoutImage,

    /// <summary>One of the five attribute masks is missing while others are there.</summary>
    MissingAttributeMask,

    /// <summary>A whole folder of masks is missing, or the folder of images holds none.</summary>
    MissingFolder,

    /// <summary>Two files that mean the same image or mask.</summary>
    Duplicate,

    /// <summary>A file that is cut off or cannot be decoded.</summary>
    Unreadable,

    /// <summary>A mask of another size than its image.</summary>
    SizeMismatch,

    /// <summary>A mask that is not one channel of 8 bits, or holds 0 and 1 instead of 0 and 255.</summary>
    WrongMaskFormat,

    /// <summary>A mask with other values than 0 and 255, as resizing by interpolation leaves at edges.</summary>
    GreyMask,

    /// <summary>A mask that has values above 0, but none above 127: it is read as empty.</summary>
    FaintMask,

    /// <summary>A lesion mask without a set pixel; every image of Task 1 shows a lesion (facts.md §4.2).</summary>
    EmptyLesionMask,

    /// <summary>A mask of an attribute that Task 2 does not know.</summary>
    UnknownAttribute,
}

/// <summary>One thing found in one file.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Partition">In which part of the data.</param>
/// <param name="File">The file, relative to the folder that was verified.</param>
/// <param name="Detail">What was found and expected, in words.</param>
public sealed record VerificationFinding(FindingSeverity Severity, FindingKind Kind, Partition Partition, string File, string Detail)
{
    /// <summary>For example <c>Error: ISIC_0000001_segmentation.png: the mask is 10×12, its image 12×16</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Severity}: {File}: {Detail}");
}
