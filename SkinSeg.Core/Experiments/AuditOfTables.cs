using SkinSeg.Data;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Identities and bounds between the scores of Tables I and III.</summary>
internal static class AuditOfTables
{
    // Of the ISIC 2018 training masks: the mean share of an image that is lesion (facts.md §4.4).
    private const double LesionShare = 0.214;

    public static IEnumerable<PaperFinding> Findings() =>
        [DiceSummary(), .. PaperNumbers.TableThree.SelectMany(DiceCells), AverageSummary(), .. PaperNumbers.TableThree.SelectMany(Averages), JaccardToDice(), ThresholdedBelow(), Failures(), ImpliedShare()];

    private static PaperFinding DiceSummary()
    {
        PaperAttributeScores[] cells = [.. PaperNumbers.TableThree.SelectMany(row => row.Attributes)];
        int agree = cells.Count(cell => !PaperIdentities.IsAbove(cell) && !PaperIdentities.IsBelow(cell));
        return new(
            "dice/all", "Dice = 2J / (1 + J) in the cells of Table III", "all agree within rounding if pixels are pooled over all images",
            Invariant($"{agree} of {cells.Length} agree: the table is pooled, not a mean over images"), 2 * agree > cells.Length ? AuditVerdict.Holds : AuditVerdict.Contradicted, "Table III");
    }

    private static IEnumerable<PaperFinding> DiceCells(PaperAttributeRow row) => row.Attributes
        .Select((cell, i) => (Cell: cell, Attribute: PaperCells.Attributes[i].FileName()))
        .Where(item => PaperIdentities.IsAbove(item.Cell) || PaperIdentities.IsBelow(item.Cell))
        .Select(item => new PaperFinding(
            $"dice/{row.Network}/{item.Attribute}",
            $"Dice of {item.Attribute.Replace('_', ' ')}, {row.Network}",
            Invariant($"{PaperIdentities.Dice(item.Cell.Jaccard):F4} from its Jaccard index of {item.Cell.Jaccard:F3}"),
            Invariant($"{item.Cell.Dice:F3}: {(PaperIdentities.IsAbove(item.Cell) ? "above, which neither pooling nor averaging can give" : "below, as averaging over folds may give")}"),
            PaperIdentities.IsAbove(item.Cell) ? AuditVerdict.Contradicted : AuditVerdict.Open,
            "Table III")
        { Assumption = "6.1-17" });

    private static PaperFinding AverageSummary()
    {
        int count = PaperNumbers.TableThree.Count * 2;
        int wrong = PaperNumbers.TableThree.Sum(row => Averages(row).Count());
        return new(
            "average/all", "Average columns of Table III", "the mean of the five cells, within rounding", Invariant($"{count - wrong} of {count} agree: the average is over attributes, not pooled"),
            wrong < count / 2 ? AuditVerdict.Holds : AuditVerdict.Contradicted, "Table III");
    }

    private static IEnumerable<PaperFinding> Averages(PaperAttributeRow row)
    {
        (string Name, double Printed, double[] Cells)[] columns =
        [
            ("Jaccard", row.Average.Jaccard, [.. row.Attributes.Select(cell => cell.Jaccard)]),
            ("Dice", row.Average.Dice, [.. row.Attributes.Select(cell => cell.Dice)]),
        ];
        return columns
            .Where(column => PaperIdentities.AverageContradiction(column.Printed, column.Cells).Length > 0)
            .Select(column => new PaperFinding(
                $"average/{row.Network}/{column.Name.ToLowerInvariant()}", $"Average {column.Name}, {row.Network}",
                Invariant($"{column.Cells.Average():F4}, the mean of its five cells"), Invariant($"{column.Printed:F3}"), AuditVerdict.Contradicted, "Table III")
            { Assumption = "6.1-16" });
    }

    private static PaperFinding JaccardToDice()
    {
        var rows = PaperNumbers.TableOne.Select(row => row.Scores);
        int inside = rows.Count(scores => scores.Dice >= scores.Jaccard && scores.Dice <= PaperIdentities.Dice(scores.Jaccard));
        double highest = rows.Max(scores => scores.Dice - PaperIdentities.Dice(scores.Jaccard));
        return new(
            "bounds/dice", "Mean Dice of Table I", "between J and 2J / (1 + J): Dice is concave in Jaccard, image by image",
            Invariant($"{inside} of {PaperNumbers.TableOne.Count} rows; all at least {-highest:F4} below the upper bound: a mean over images"),
            Verdict(inside == PaperNumbers.TableOne.Count), "Table I");
    }

    private static PaperFinding ThresholdedBelow()
    {
        int below = PaperNumbers.TableOne.Count(row => row.Scores.ThresholdJaccard <= row.Scores.Jaccard);
        return new(
            "bounds/thresholded", "Thresholded Jaccard against Jaccard", "never above it", Invariant($"{below} of {PaperNumbers.TableOne.Count} rows"), Verdict(below == PaperNumbers.TableOne.Count), "Table I");
    }

    // J − T is the mean of what failing images lose: each less than 0.65. And whoever passes scores at most 1.
    private static PaperFinding Failures()
    {
        var ensemble = PaperNumbers.TableOne[^1].Scores;
        double fewest = (ensemble.Jaccard - ensemble.ThresholdJaccard) / Metrics.ImageScores.JaccardThreshold;
        double most = 1 - ensemble.ThresholdJaccard;
        return new(
            "bounds/failures", "Images that the ensemble fails at 0.65", "more than (J − T) / 0.65, at most 1 − T",
            Invariant($"{100 * fewest:F1} % to {100 * most:F1} %: {Math.Ceiling(fewest * PaperNumbers.TrainingImages)} to {Math.Floor(most * PaperNumbers.TrainingImages)} of {PaperNumbers.TrainingImages}"),
            Verdict(fewest <= most), "Table I");
    }

    // For pooled pixels accuracy = π·sensitivity + (1 − π)·specificity, with π the lesions' share.
    private static PaperFinding ImpliedShare()
    {
        double[] shares = [.. PaperNumbers.TableOne.Select(row => (row.Scores.Specificity - row.Scores.Accuracy) / (row.Scores.Specificity - row.Scores.Sensitivity))];
        return new(
            "bounds/accuracy", "Share of lesion that accuracy, sensitivity and specificity imply", Invariant($"{100 * LesionShare:F1} %, the masks' mean, if they were pooled"),
            Invariant($"{100 * shares.Min():F1} % to {100 * shares.Max():F1} %, least in the row of {PaperNumbers.TableOne[Array.IndexOf(shares, shares.Min())].Network}: means over images need not agree"),
            AuditVerdict.Open, "Table I");
    }

    private static AuditVerdict Verdict(bool holds) => holds ? AuditVerdict.Holds : AuditVerdict.Contradicted;
}
