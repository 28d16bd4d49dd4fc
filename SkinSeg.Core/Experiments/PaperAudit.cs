using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The paper checked against itself: identities, bounds, borders of grids, noise, Eq. 1, and what its text says twice. Needs no data.</summary>
/// <remarks>C#: <c>PaperAudit.Run()</c>; F#: <c>PaperAudit.Run().Findings |&gt; Seq.filter (fun finding -&gt; finding.Verdict = AuditVerdict.Contradicted)</c>.</remarks>
/// <param name="Findings">Everything that was checked, by topic.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record PaperAudit(ValueList<PaperFinding> Findings) : ISelfDisplay
{
    private static readonly string[] Columns = ["verdict", "checked", "expected", "found", "place", "how it is read"];

    /// <summary>Checks everything, within seconds: Eq. 1 is evaluated and minimised.</summary>
    public static PaperAudit Run() => new([.. OfNumbers().Findings, .. AuditOfEquation.Findings()]);

    /// <summary>The checks that numbers and text suffice for; no loss is evaluated.</summary>
    public static PaperAudit OfNumbers()
    {
        PaperFinding[] computed = [.. AuditOfTables.Findings(), .. AuditOfThresholds.Findings(), .. AuditOfNoise.Findings(), .. AuditOfText.Findings()];
        return new([.. computed, .. AuditOfText.Read(computed.Select(finding => finding.Assumption))]);
    }

    /// <summary>The finding of an id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public PaperFinding Find(string id) =>
        Findings.FirstOrDefault(finding => finding.Id == id)
        ?? throw new ArgumentException($"Expected the id of a finding, such as {Findings[0].Id}, got '{id}'. Findings lists them.", nameof(id));

    /// <summary>The findings with one verdict.</summary>
    public ValueList<PaperFinding> With(AuditVerdict verdict) => [.. Findings.Where(finding => finding.Verdict == verdict)];

    /// <summary>The findings of one topic, which is the first part of their ids.</summary>
    public PaperAudit About(string topic) => new([.. Findings.Where(finding => finding.Id == topic || finding.Id.StartsWith(topic + "/", StringComparison.Ordinal))]);

    /// <summary>How many there are of each verdict, in a sentence.</summary>
    public string Summary => $"{Findings.Count} checks: " + string.Join(", ", Findings
        .GroupBy(finding => finding.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} × {group.First().VerdictText}"));

    /// <summary>One line per check.</summary>
    public Table ToTable() => Table.Of(Summary, Columns, Findings.Select(finding => new[]
    {
        finding.VerdictText, finding.Check, finding.Expected, finding.Found, finding.Place, finding.Assumption.Length > 0 ? $"facts.md §{finding.Assumption}" : string.Empty,
    }));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();
}
