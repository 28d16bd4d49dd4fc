using System.Globalization;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Images that have something in common, and how they score.</summary>
/// <param name="Condition">What they are sorted by, for example <c>hair</c>.</param>
/// <param name="Name">Which of them these are, for example <c>most: 1.2–5.0 %</c>.</param>
/// <param name="Jaccard">Mean Jaccard index with its 95 % interval.</param>
/// <param name="ThresholdJaccard">Mean thresholded Jaccard index with its 95 % interval.</param>
/// <param name="Passes">Share of images whose Jaccard index is 0.65 or more.</param>
/// <param name="WorstStage">The stage after the network that lost most on average.</param>
/// <param name="WorstLoss">What it lost on average; 0 or below where no stage lost.</param>
public sealed record ErrorSlice(
    string Condition, string Name, Estimate Jaccard, Estimate ThresholdJaccard, double Passes, PipelineStage WorstStage, double WorstLoss)
{
    /// <summary>Slices of some images by lesion size, edge, hair and contrast: thirds of what is measured, of equal numbers of images.</summary>
    internal static ValueList<ErrorSlice> Of(IReadOnlyList<ErrorCase> cases) =>
    [
        .. Thirds("lesion size", cases, item => 100 * item.Conditions.LesionShare, " %"),
        .. Split("image edge", cases),
        .. Thirds("hair", cases, item => 100 * item.Conditions.HairShare, " %"),
        .. Thirds("contrast", cases, item => item.Conditions.Contrast, string.Empty),
    ];

    private static IEnumerable<ErrorSlice> Thirds(string condition, IReadOnlyList<ErrorCase> cases, Func<ErrorCase, double> measure, string unit)
    {
        ErrorCase[] sorted = [.. cases.OrderBy(measure).ThenBy(item => item.Id, StringComparer.Ordinal)];
        string[] names = ["least", "middle", "most"];
        for (int third = 0; third < 3; third++)
        {
            ErrorCase[] part = sorted[(third * sorted.Length / 3)..((third + 1) * sorted.Length / 3)];
            if (part.Length > 0)
            {
                yield return Of(condition, string.Create(CultureInfo.InvariantCulture, $"{names[third]}: {measure(part[0]):0.0}–{measure(part[^1]):0.0}{unit}"), part);
            }
        }
    }

    private static IEnumerable<ErrorSlice> Split(string condition, IReadOnlyList<ErrorCase> cases) =>
        from part in cases.GroupBy(item => item.Conditions.TouchesBorder)
        orderby part.Key
        select Of(condition, part.Key ? "lesion touches it" : "lesion within", [.. part]);

    private static ErrorSlice Of(string condition, string name, ErrorCase[] part)
    {
        var scores = ScoreTable.Of(part.Select(item => item.Scores));
        double Loss(PipelineStage stage) => part.Average(item => item.Ladder.LossOf(stage));
        var worst = StageLadder.Stages.Skip(1).MaxBy(Loss);
        double passes = part.Count(item => ImageScores.IsPass(item.Scores.Jaccard)) / (double)part.Length;
        return new(condition, name, scores.Jaccard, scores.ThresholdJaccard, passes, worst, Loss(worst));
    }
}
