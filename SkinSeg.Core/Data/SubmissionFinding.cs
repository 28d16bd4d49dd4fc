namespace SkinSeg.Data;

/// <summary>What can be found wrong with a submission.</summary>
public enum SubmissionFindingKind
{
    /// <summary>An image without a mask.</summary>
    Missing,

    /// <summary>Several files that the scorer would take for one mask.</summary>
    Duplicate,

    /// <summary>A file that is cut off, damaged, no image, or not one channel of 8 bits.</summary>
    Unreadable,

    /// <summary>A mask of another size than its image.</summary>
    SizeMismatch,

    /// <summary>A mask with other values than 0 and 255; the scorer sets those above 128.</summary>
    GreyValues,

    /// <summary>A file that belongs to no image.</summary>
    ExtraFile,

    /// <summary>Files that lie in folders.</summary>
    NestedFolder,

    /// <summary>A name that differs from the truth's; the scorer finds it by its digits.</summary>
    UnusualName,

    /// <summary>A mask that is no PNG file.</summary>
    NotPng,

    /// <summary>A lesion mask of several objects; the true ones have one (facts.md §4.2).</summary>
    SeveralObjects,

    /// <summary>A lesion mask with holes; the true ones have none (facts.md §4.2).</summary>
    Holes,

    /// <summary>A lesion mask without a set pixel; every image of Task 1 shows a lesion (facts.md §4.2).</summary>
    EmptyMask,
}

/// <summary>One thing found in one file of a submission.</summary>
/// <param name="Severity"><see cref="FindingSeverity.Error"/> for what the challenge's own scorer refuses, <see cref="FindingSeverity.Warning"/> for what it passes over.</param>
/// <param name="Kind">What it is.</param>
/// <param name="File">The file.</param>
/// <param name="Detail">What was found and expected, in words.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
public sealed record SubmissionFinding(FindingSeverity Severity, SubmissionFindingKind Kind, string File, string Detail, string Remedy)
{
    /// <summary>The sentence that the finding is, for example <c>ISIC_0000001_segmentation.png: holds values other than 0 and 255. Write 0 and 255 only.</c></summary>
    internal string Sentence => $"{File}: {Detail}. {Remedy}";

    /// <summary>For example <c>Warning: ISIC_0000001_segmentation.png: holds values other than 0 and 255. Write 0 and 255 only.</c></summary>
    public override string ToString() => $"{Severity}: {Sentence}";

    internal static SubmissionFinding Error(SubmissionFindingKind kind, string file, string detail, string remedy) => new(FindingSeverity.Error, kind, file, detail, remedy);

    internal static SubmissionFinding Warning(SubmissionFindingKind kind, string file, string detail, string remedy) => new(FindingSeverity.Warning, kind, file, detail, remedy);
}
