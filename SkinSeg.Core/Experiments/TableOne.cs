using System.Globalization;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>The paper's Table I: lesion segmentation by cross-validation, ours beside the paper's.</summary>
public static class TableOne
{
    /// <summary>What its stage is called.</summary>
    internal const string Name = "Table I";

    private const string Title = "Table I · lesion segmentation, cross-validation";

    private static readonly string[] Columns = ["", "(T_H, T_L)", .. Task1Metrics.All.Select(metric => metric.Title()), "Images"];

    /// <summary>Three rows per result: ours with 95 % half-widths, the paper's, and the difference; ours alone for a topology that the paper does not have.</summary>
    /// <remarks>A compact network stands beside the paper's of the same topology; its own name says that it is compact.</remarks>
    /// <param name="results">Cross-validations and ensembles.</param>
    public static Table Of(IEnumerable<LesionResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return Table.Of(Title, Columns, results.SelectMany(Rows));
    }

    /// <summary>The table of a study that may not be finished: what is missing stands in it as missing, with the command that fills it.</summary>
    /// <param name="result">What a study found so far.</param>
    /// <param name="command">The command that makes a missing row.</param>
    public static Table Of(StudyResult result, Func<MissingRow, string> command)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(command);
        MissingRow[] missing = [.. result.Missing.Where(row => row.Target == Data.SegmentationTarget.Lesion)];
        return missing.Length == 0
            ? Of(result.Lesions)
            : Table.Of(
                Title,
                [.. Columns, "to fill it"],
                result.Lesions.SelectMany(Rows).Select(row => row.Append(string.Empty)).Concat(missing.Select(row => MissingLine(row, command(row)))));
    }

    /// <summary>What a result was measured with: network, initial weights, data, folds and epochs. Belongs beside every number.</summary>
    public static string Conditions(LesionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var experiment = result.Run.Experiment;
        string who = string.Join(", ", result.Maps.Members.Select(member => $"{member.Network.Name} from {member.Start}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{who} at {experiment.WorkingSize} · {result.Run.Data} · {result.Maps.Folds.Count} of {experiment.Folds.Count} folds · {experiment.Training.Epochs} epochs · seed {experiment.Seed}");
    }

    private static IEnumerable<IEnumerable<string>> Rows(LesionResult result)
    {
        Estimate[] ours = [.. Task1Metrics.All.Select(result.Scores.Mean)];
        yield return [
            $"ours: {result.Maps.Name}", Pair(result.Thresholds.High, result.Thresholds.Low),
            .. ours.Select(estimate => Invariant($"{estimate.Mean:F4} ± {(estimate.High - estimate.Low) / 2:F3}")), Invariant($"{result.Scores.Count}")];
        if (PaperNumbers.TableOne.FirstOrDefault(row => row.Network == result.Maps.PaperName) is not { } paper)
        {
            yield break; // a topology of one's own
        }

        double[] theirs = [.. Task1Metrics.All.Select(metric => PaperCells.Value(paper.Scores, metric))];
        yield return [$"paper: {paper.Network}", Pair(paper.High, paper.Low), .. theirs.Select(value => Invariant($"{value:F4}")), Invariant($"{PaperNumbers.TrainingImages}")];
        yield return ["difference", string.Empty, .. ours.Zip(theirs, (mine, other) => Signed.Text(mine.Mean - other, 4)), string.Empty];
    }

    private static IEnumerable<string> MissingLine(MissingRow row, string command) =>
        [$"ours: {row.Name}, {row.FoldText}", string.Empty, .. Task1Metrics.All.Select(_ => "missing"), string.Empty, command];

    private static string Pair(double high, double low) => Invariant($"({high:0.0##}, {low:0.0##})");
}
