using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What <see cref="DatasetVerification.Verify"/> found: counts for each part, and everything that is wrong, errors first.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Partitions">What each part holds.</param>
/// <param name="Findings">In order of severity, part, kind and file.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record VerificationReport(string Name, ValueList<PartitionSummary> Partitions, ValueList<VerificationFinding> Findings) : ISelfDisplay
{
    private const int Examples = 3;

    /// <summary>Whether there is no error; notes and warnings may be there.</summary>
    public bool Passed => ErrorCount == 0;

    /// <summary>Number of errors.</summary>
    public int ErrorCount => Findings.Count(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>What each part holds, one row for each.</summary>
    public Table CountsTable() => Table.Of(
        Name,
        ["Part", "Images", "Lesion masks", .. LesionAttributes.All.Select(attribute => attribute.FileName()), "Sizes (height×width)"],
        Partitions.Select(part => (string[])[
            part.Partition.ToString(),
            Text(part.Images),
            Text(part.LesionMasks),
            .. LesionAttributes.All.Select(attribute => Text(part.Attributes.FirstOrDefault(summary => summary.Attribute == attribute))),
            part.Sizes?.ToString() ?? string.Empty]));

    /// <summary>What was found, one row for each kind, with the number of files and the first of them.</summary>
    public Table FindingsTable() => Table.Of(
        Findings.Count == 0 ? "Nothing to report" : "Findings",
        ["Severity", "What", "Part", "Files", "For example"],
        Findings.GroupBy(finding => (finding.Severity, finding.Kind, finding.Partition)).Select(group => (string[])[
            group.Key.Severity.ToString(),
            InWords(group.Key.Kind),
            group.Key.Partition.ToString(),
            Text(group.Count()),
            string.Join("; ", group.Take(Examples).Select(finding => $"{finding.File}: {finding.Detail}"))]));

    /// <inheritdoc/>
    public string ToHtml() => CountsTable().ToHtml() + FindingsTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => $"{CountsTable().ToMarkdown()}\n{FindingsTable().ToMarkdown()}";

    /// <summary>The counts, every error and warning on a line of its own, and the notes by kind with their number.</summary>
    public override string ToString()
    {
        var lines = Findings.Where(finding => finding.Severity != FindingSeverity.Note).Select(finding => finding.ToString());
        var notes =
            from finding in Findings
            where finding.Severity == FindingSeverity.Note
            group finding by (finding.Kind, finding.Partition) into alike
            let count = string.Create(CultureInfo.InvariantCulture, $"{alike.Count()} file(s)")
            select $"Note: {alike.Key.Partition}: {InWords(alike.Key.Kind)}: {count}, such as {alike.First().File}: {alike.First().Detail}";
        string verdict = Passed ? "No errors." : string.Create(CultureInfo.InvariantCulture, $"{ErrorCount} error(s).");
        return string.Join('\n', [CountsTable().ToString(), string.Empty, .. lines, .. notes, verdict]);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    // Positives of all masks, for example "468 of 2000".
    private static string Text(AttributeSummary? summary) =>
        summary is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{summary.Positives} of {summary.Masks}");

    private static string InWords(FindingKind kind) => kind switch
    {
        FindingKind.ImageWithoutMask => "image without mask",
        FindingKind.MaskWithoutImage => "mask without image",
        FindingKind.MissingAttributeMask => "missing attribute mask",
        FindingKind.MissingFolder => "missing or empty folder",
        FindingKind.Duplicate => "there twice",
        FindingKind.Unreadable => "cut off or not decodable",
        FindingKind.SizeMismatch => "mask of another size",
        FindingKind.WrongMaskFormat => "wrong mask format",
        FindingKind.GreyMask => "mask with grey values",
        FindingKind.FaintMask => "faint mask, read as empty",
        FindingKind.EmptyLesionMask => "empty lesion mask",
        FindingKind.UnknownAttribute => "unknown attribute",
        _ => kind.ToString(),
    };
}
