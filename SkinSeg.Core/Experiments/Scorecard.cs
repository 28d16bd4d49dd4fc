using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Every number and claim of the paper, beside what a run measured of it: a line each, also for what was not run.</summary>
/// <remarks>C#: <c>Scorecard.Of(result, "lesson")</c>; F#: <c>Scorecard.Of(result).Lines |&gt; Seq.countBy _.Verdict</c>.</remarks>
/// <param name="Lines">Tables I to III, leaderboards, claims.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record Scorecard(ValueList<ScorecardLine> Lines) : ISelfDisplay
{
    private static readonly Verdict[] Order = Enum.GetValues<Verdict>();

    // Plain text: quotation marks and ± stay readable.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The sections in their order.</summary>
    [JsonIgnore]
    public ValueList<string> Sections => [.. Lines.Select(line => line.Section).Distinct()];

    /// <summary>The scorecard of what a study has finished; nothing is trained.</summary>
    /// <param name="result">What was found, also of a part of a study.</param>
    /// <param name="budget">The budget that it was found with, for the record; empty for an experiment of one's own.</param>
    public static Scorecard Of(StudyResult result, string budget = "")
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(budget);
        var numbers = new MeasuredNumbers(result, budget).All();
        var claims = new MeasuredClaims(result, budget).All();
        return new([.. Empty.Lines.Select(line => line.With(numbers.GetValueOrDefault(line.Id) ?? claims.GetValueOrDefault(line.Id)))]);
    }

    /// <summary>The scorecard of nothing: every line says which command would fill it.</summary>
    public static Scorecard Empty
    {
        get
        {
            var audit = PaperAudit.OfNumbers();
            return new([.. PaperNumbers.All.Select(ScorecardLine.Of), .. PaperClaims.All.Select(claim => ScorecardLine.Of(claim, audit))]);
        }
    }

    /// <summary>This one, filled up with what another one measured; where both did, the measurement nearer to the paper's run counts.</summary>
    public Scorecard With(Scorecard other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. Lines.Select(line => other.Lines.FirstOrDefault(one => one.Id == line.Id) is { Conditions: { } theirs } better
            && (line.Conditions is not { } ours || theirs.Shortfalls.Count < ours.Shortfalls.Count) ? better : line)]);
    }

    /// <summary>The line of a number or a claim.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ScorecardLine Find(string id) =>
        Lines.FirstOrDefault(line => line.Id == id)
        ?? throw new ArgumentException($"Expected the id of a line, such as {Lines[0].Id}, got '{id}'. Lines lists them.", nameof(id));

    /// <summary>How many lines of each section have each verdict.</summary>
    public Table ToSummary() => Table.Of(
        Summary, ["", .. Order.Select(verdict => verdict.Text()), "measured as in the paper"],
        Sections.Select(section => Counts(section, [.. Lines.Where(line => line.Section == section)])).Append(Counts("all", Lines))) with
    {
        Notes = Standing,
    };

    /// <summary>The lines of one section: expected, measured, verdict, what it was measured with, and where it is or what measures it; what contradicts it where something does.</summary>
    /// <param name="section">One of <see cref="Sections"/>.</param>
    public Table ToTable(string section) => Table.Of(
        section,
        ["verdict", "what", "the paper", "measured (95 % interval)", "measured with", "evidence; or the command that fills it"],
        Lines.Where(line => line.Section == section).Select(Row));

    /// <summary>The scorecard as JSON, with everything that is in it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is no scorecard.</exception>
    public static Scorecard FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Scorecard>(json, Json) is { Lines: not null } card ? card : throw new JsonException("it has no lines");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Expected a scorecard as Scorecard.ToJson writes it: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public string ToHtml() => ToSummary().ToHtml() + string.Concat(Sections.Select(section =>
        $"<details><summary>{WebUtility.HtmlEncode(section)}</summary><div style=\"overflow-x:auto\">{ToTable(section).ToHtml()}</div></details>"));

    /// <inheritdoc/>
    public string ToMarkdown() => ToSummary().ToMarkdown() + string.Concat(Sections.Select(section => $"\n{ToTable(section).ToMarkdown()}"));

    /// <summary>The summary as aligned text.</summary>
    public override string ToString() => ToSummary().ToString();

    private string Summary => Invariant($"Scorecard: {Lines.Count(line => line.Verdict == Verdict.Reproduced)} of {Lines.Count} numbers and claims reproduced, {Lines.Count(line => line.Measured is not null)} measured");

    // What keeps the measured lines from being called reproduced, each once.
    private ValueList<string> Standing
    {
        get
        {
            string[] shortfalls = [.. Lines.SelectMany(line => line.Conditions?.Shortfalls ?? []).Distinct()];
            return shortfalls.Length == 0
                ? []
                : [$"Not the paper's run, and so never called reproduced; “within noise” then only says that a stand-in is not far off: {string.Join("; ", shortfalls)}."];
        }
    }

    private static string[] Counts(string name, ValueList<ScorecardLine> lines) =>
    [
        name,
        .. Order.Select(verdict => Invariant($"{lines.Count(line => line.Verdict == verdict)}")),
        Invariant($"{lines.Count(line => line.Conditions is { IsThePapers: true })} of {lines.Count}"),
    ];

    private static string[] Row(ScorecardLine line) =>
    [
        line.Verdict.Text(),
        line.Section == "claims" ? $"{line.What} ({line.Place})" : line.What,
        line.TargetText,
        line.MeasuredText,
        line.Conditions is null ? "–" : $"{line.Conditions}{(line.Conditions.IsThePapers ? string.Empty : "; stand-in")}",
        line.Contradiction.Length > 0 ? line.Contradiction : line.Evidence.Length > 0 ? line.Evidence : line.Command,
    ];
}
