using SkinSeg.Losses;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Eq. 1 as it is printed, against Eq. 1 with its two signs corrected.</summary>
internal static class AuditOfEquation
{
    private const int Steps = 100;

    public static IEnumerable<PaperFinding> Findings() => EquationOne.Losses.SelectMany(loss => new[] { Perfect(loss), Lowest(loss), Course(loss) });

    private static PaperFinding Perfect(Loss loss)
    {
        double perfect = EquationOne.At(loss, 1, 0);
        return new(
            $"equation-1/{loss.Name}/perfect", $"Loss of a perfect map, {Name(loss)}", "0", Invariant($"{perfect:F3}"), Math.Abs(perfect) < 1e-3 ? AuditVerdict.Holds : AuditVerdict.Contradicted, "Eq. 1")
        { Assumption = "6.1-1" };
    }

    private static PaperFinding Lowest(Loss loss)
    {
        var lowest = EquationOne.Landscape(loss).MinBy(point => point.Loss)!;
        bool isRight = lowest is { Inside: 1, Outside: 0 };
        return new(
            $"equation-1/{loss.Name}/lowest", $"Where the loss is lowest, {Name(loss)}", "at the truth: 1 on the lesion, 0 on the skin",
            Invariant($"{lowest.Loss:F2} at {lowest.Inside:0.#} on the lesion, {lowest.Outside:0.#} on the skin{(isRight ? string.Empty : ": everything wrong, and with certainty")}"),
            isRight ? AuditVerdict.Holds : AuditVerdict.Contradicted, "Eq. 1")
        { Assumption = "6.1-2" };
    }

    private static PaperFinding Course(Loss loss)
    {
        var course = EquationOne.Descend(loss, Steps).Steps;
        return new(
            $"equation-1/{loss.Name}/training", $"{Steps} steps of minimising it from a guess that is right, {Name(loss)}", "the Jaccard index stays 1, the loss falls towards 0",
            Invariant($"Jaccard {course[0].Jaccard:F2} → {course[^1].Jaccard:F2}, loss {course[0].Loss:F2} → {course[^1].Loss:F2}"),
            course[^1].Jaccard > 0.99 ? AuditVerdict.Holds : AuditVerdict.Contradicted, "Eq. 1")
        { Assumption = "6.1-2" };
    }

    private static string Name(Loss loss) => loss == Loss.JaccardCrossEntropyAsPrinted ? "as printed" : "signs corrected";
}
