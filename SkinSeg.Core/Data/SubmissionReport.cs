using System.Globalization;
using System.Net;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What the check of a submission found.</summary>
/// <param name="Task">The task it is for.</param>
/// <param name="Path">The zip or folder.</param>
/// <param name="Masks">Masks that it must hold.</param>
/// <param name="Findings">What is wrong: errors first, then by kind and file.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record SubmissionReport(ChallengeTask Task, string Path, int Masks, ValueList<SubmissionFinding> Findings) : ISelfDisplay
{
    /// <summary>Whether the challenge's own scorer would accept it.</summary>
    public bool Passed => Errors == 0;

    /// <summary>What the scorer would refuse.</summary>
    public int Errors => Count(FindingSeverity.Error);

    /// <summary>What the scorer would pass over.</summary>
    public int Warnings => Count(FindingSeverity.Warning);

    /// <summary>A row per kind of finding: how many, and the first.</summary>
    public Table ToTable() => Table.Of(
        Summary,
        ["Severity", "Kind", "Files", "First", "What to do"],
        Kinds.Select(kind => (string[])[kind[0].Severity.ToString(), kind[0].Kind.ToString(), Number(kind.Length), $"{kind[0].File}: {kind[0].Detail}", kind[0].Remedy]));

    /// <inheritdoc/>
    public string ToHtml() => Findings.Count > 0 ? ToTable().ToHtml() : $"<p>{WebUtility.HtmlEncode(Summary)}</p>";

    /// <inheritdoc/>
    public string ToMarkdown() => Findings.Count > 0 ? ToTable().ToMarkdown() : $"{Summary}\n";

    /// <summary>One line that sums up, and one per kind of finding: how many, and the first.</summary>
    public override string ToString() => string.Join('\n', Kinds.Select(Line).Prepend(Summary));

    private string Summary =>
        $"{Path}: task {Number((int)Task)}, {Number(Masks)} mask(s) expected: "
        + (Findings.Count == 0 ? "nothing to object to." : $"{Number(Errors)} error(s), {Number(Warnings)} warning(s). The challenge's scorer would {(Passed ? "accept" : "refuse")} it.");

    private IEnumerable<SubmissionFinding[]> Kinds => Findings.GroupBy(finding => (finding.Severity, finding.Kind)).Select(group => group.ToArray());

    private static string Line(SubmissionFinding[] kind) => kind.Length == 1 ? kind[0].ToString() : $"{kind[0]} ({Number(kind.Length - 1)} more of this kind.)";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private int Count(FindingSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
