using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>A number or a claim of the paper, and what a run says of it.</summary>
/// <param name="Id">Id of the number or the claim.</param>
/// <param name="Section"><c>Table I</c>, <c>Table II</c>, <c>Table III</c>, <c>leaderboard</c> or <c>claims</c>.</param>
/// <param name="What">Row and column of a table; the paper's words and what is measured for them.</param>
/// <param name="Place">Where the paper says it.</param>
/// <param name="Relation"><c>=</c> or <c>&gt;</c>.</param>
/// <param name="Expected">The paper's number, as it is read; what a claim's quantity is compared with.</param>
public sealed record ScorecardLine(string Id, string Section, string What, string Place, string Relation, double Expected)
{
    /// <summary>The paper's number with its digits and its misprints.</summary>
    public string ExpectedText { get; init; } = string.Empty;

    /// <summary>What lies farther away than this is another result; 0 for claims.</summary>
    public double Tolerance { get; init; }

    /// <summary>The part of <see cref="Tolerance"/> that is rounding.</summary>
    public double Rounding { get; init; }

    /// <summary>Why the tolerance is what it is.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>What the rest of the paper says against it; empty where nothing does.</summary>
    public string Contradiction { get; init; } = string.Empty;

    /// <summary>What was measured, with its 95 % interval over images; null where nothing was.</summary>
    public Estimate? Measured { get; init; }

    /// <summary>What it was measured with; null where nothing was.</summary>
    public RunConditions? Conditions { get; init; }

    /// <summary>Where the scores are that it was measured from, relative to the output folder; empty where there are none.</summary>
    public string Evidence { get; init; } = string.Empty;

    /// <summary>The command that measures it as the paper did.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>The verdict; it follows from the rest.</summary>
    public Verdict Verdict => Verdicts.Decide(this);

    /// <summary>The measurement for a table.</summary>
    [JsonIgnore]
    public string MeasuredText => Measured switch
    {
        null => "–",
        { } exact when exact.Low == exact.High => Invariant($"{exact.Mean:0.####}"),
        { } estimate => Invariant($"{estimate.Mean:F4} ({estimate.Low:F4} to {estimate.High:F4})").Replace('-', '−'),
    };

    /// <summary>Expected and tolerance for a table.</summary>
    [JsonIgnore]
    public string TargetText => Relation == PaperClaim.MoreThan ? $"> {ExpectedText}" : Tolerance > 0 ? Invariant($"{ExpectedText} ± {Tolerance:F4}") : ExpectedText;

    /// <summary>For example <c>within noise: Table I, resnet152, Dice: 0.9032 ± 0.0114, measured 0.8998 (0.8901 to 0.9090)</c>.</summary>
    public override string ToString() => $"{Verdict.Text()}: {Place}, {What}: {TargetText}, measured {MeasuredText}";

    internal static ScorecardLine Of(PaperNumber number) => new(number.Id, number.Table, $"{number.Row}, {number.Column}", number.Table, PaperClaim.EqualTo, number.Value)
    {
        ExpectedText = number.Text,
        Tolerance = number.Tolerance,
        Rounding = number.Rounding,
        Reason = number.Reason,
        Contradiction = number.Contradiction,
        Command = number.Command,
    };

    internal static ScorecardLine Of(PaperClaim claim, PaperAudit audit)
    {
        var finding = claim.Finding.Length > 0 ? audit.Find(claim.Finding) : null;
        return new(claim.Id, "claims", $"“{claim.Quotation}”: {claim.Quantity}", claim.Place, claim.Relation, claim.Expected)
        {
            ExpectedText = Invariant($"{claim.Expected:0.####}"),
            Reason = claim.Reason,
            Contradiction = finding is null or { Verdict: AuditVerdict.Holds } ? string.Empty : $"should be: {finding.Expected}; is: {finding.Found}",
            Command = claim.Command,
        };
    }

    internal ScorecardLine With(Measurement? measurement) => measurement is null ? this : this with
    {
        Measured = measurement.Value,
        Conditions = measurement.Conditions,
        Evidence = measurement.Evidence,
    };
}

/// <summary>A measured value and where it is from.</summary>
/// <param name="Value">With its interval.</param>
/// <param name="Conditions">What it was measured with.</param>
/// <param name="Evidence">Folder of its scores.</param>
internal sealed record Measurement(Estimate Value, RunConditions Conditions, string Evidence);
