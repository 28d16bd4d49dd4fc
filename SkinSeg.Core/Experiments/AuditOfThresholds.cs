using SkinSeg.PostProcessing;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>The printed thresholds against the grid that they were looked for on.</summary>
internal static class AuditOfThresholds
{
    public static IEnumerable<PaperFinding> Findings() => [.. Misprints(), OnGrid(), Border(), Reused(), Crossed()];

    private static IEnumerable<PaperFinding> Misprints() => PaperNumbers.TableOne.Where(row => row.PrintedLow != row.Low).Select(row => new PaperFinding(
        $"grid/misprint/{row.Network}", $"T_L of {row.Network} is a probability", Invariant($"a value of the grid, such as {row.Low}"), Invariant($"{row.PrintedLow}"), AuditVerdict.Slip, "Table I")
    { Assumption = "6.1-3" });

    private static PaperFinding OnGrid()
    {
        var grid = ThresholdGrid.Paper;
        (double High, double Low)[] pairs = [.. PaperNumbers.TableOne.Select(row => (row.High, row.Low)), .. PaperNumbers.TableTwo.Select(row => (row.High, row.Low))];
        int on = pairs.Count(pair => grid.High.Contains(pair.High) && grid.Low.Contains(pair.Low));
        return new(
            "grid/values", "Thresholds of Tables I and II", Invariant($"two of the {grid.High.Count} × {grid.Low.Count} values tried"), Invariant($"{on} of {pairs.Length} pairs, misprints put right"),
            on == pairs.Length ? AuditVerdict.Holds : AuditVerdict.Contradicted, "Tables I, II; section II-B-3");
    }

    private static PaperFinding Border()
    {
        double lowest = ThresholdGrid.Paper.High.Min();
        int at = PaperNumbers.TableOne.Count(row => row.High == lowest);
        return new(
            "grid/border", "Best T_H", "inside of what was tried", Invariant($"{at} of {PaperNumbers.TableOne.Count} rows have the lowest value, {lowest}: the optimum may lie below"),
            at == 0 ? AuditVerdict.Holds : AuditVerdict.Open, "Table I; section II-B-3")
        { Assumption = "6.2-4" };
    }

    private static PaperFinding Reused()
    {
        var changed = PaperNumbers.TableOne.Zip(PaperNumbers.TableTwo).Where(pair => pair.First.Low != pair.Second.Low).ToList();
        return new(
            "grid/reused", "“Using the obtained optimal threshold on cross-validation” for the validation set", "T_L of Table II is that of Table I",
            changed.Count == 0
                ? "it is"
                : Invariant($"it differs in {changed.Count} of {PaperNumbers.TableOne.Count} rows, for example {changed[0].First.Network}: {changed[0].First.Low} and {changed[0].Second.Low}"),
            changed.Count == 0 ? AuditVerdict.Holds : AuditVerdict.Contradicted, "section IV-A; Tables I, II")
        { Assumption = "6.2-1" };
    }

    private static PaperFinding Crossed()
    {
        var grid = ThresholdGrid.Paper;
        int crossed = grid.Pairs(new()).Count(rule => rule.High < rule.Low);
        return new(
            "grid/crossed", "Pairs with T_H below T_L", "none: reconstruction needs a marker within the mask", Invariant($"{crossed} of {grid.High.Count * grid.Low.Count}: harmless, it was never best"),
            crossed == 0 ? AuditVerdict.Holds : AuditVerdict.Open, "section II-B-3; Eq. 2")
        { Assumption = "6.3-16" };
    }
}
