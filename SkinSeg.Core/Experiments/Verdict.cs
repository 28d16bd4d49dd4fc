using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>What a run says of a number or a claim of the paper.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>Measured as the paper did, and the paper's number lies in the interval. Never said of stand-ins: see <see cref="RunConditions.Shortfalls"/>.</summary>
    Reproduced,

    /// <summary>Not told apart from the paper's number, or measured with stand-ins that agree with it.</summary>
    WithinNoise,

    /// <summary>Another result.</summary>
    Differs,

    /// <summary>Something else in the paper rules it out; no run decides that.</summary>
    ContradictedByPaper,

    /// <summary>Not measured.</summary>
    NotRun,
}

/// <summary>Verdicts in words, and how they are reached.</summary>
public static class Verdicts
{
    /// <summary>For example <c>within noise</c>.</summary>
    public static string Text(this Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.WithinNoise => "within noise",
        Verdict.Differs => "differs",
        Verdict.ContradictedByPaper => "contradicted by the paper itself",
        _ => "not run",
    };

    /// <summary>
    /// The verdict of a line. A number is reproduced where the paper's, rounded as it is, lies in the interval, within noise where it lies there or within
    /// the tolerance; a claim of more than something is reproduced where the whole interval lies above it. Stand-ins come no further than within noise.
    /// </summary>
    internal static Verdict Decide(ScorecardLine line)
    {
        if (line.Contradiction.Length > 0)
        {
            return Verdict.ContradictedByPaper;
        }

        if (line.Measured is not { } measured || line.Conditions is not { } conditions)
        {
            return Verdict.NotRun;
        }

        bool isAbove = line.Relation == PaperClaim.MoreThan;
        bool holds = isAbove ? measured.Low > line.Expected : measured.Low - line.Rounding <= line.Expected && line.Expected <= measured.High + line.Rounding;
        bool isNear = isAbove ? measured.High >= line.Expected : Math.Abs(measured.Mean - line.Expected) <= line.Tolerance;
        return holds && conditions.IsThePapers ? Verdict.Reproduced : holds || isNear ? Verdict.WithinNoise : Verdict.Differs;
    }
}
