using Plotly.NET;
using SkinSeg.Experiments;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Training;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Charts of what the kit measures. Each returns a Plotly chart to show, to save, or to change further.</summary>
public static class Charts
{
    /// <summary>Training and validation loss over the epochs: one thin line per fold, the band between them, the mean thick.</summary>
    /// <param name="folds">The epochs of each fold, F# <c>folds |&gt; Seq.map _.Epochs</c>.</param>
    public static GenericChart Losses(IEnumerable<ValueList<EpochReport>> folds)
    {
        ValueList<EpochReport>[] all = Checked(folds);
        return PlotTheme.Finish(
            Chart.Combine([
                .. Curves(all, "training loss", PlotTheme.Blue, static epoch => epoch.TrainingLoss),
                .. Curves(all, "validation loss", PlotTheme.Vermilion, static epoch => epoch.ValidationLoss)]),
            "epoch",
            "loss (Eq. 1), logarithmic",
            StyleParam.AxisType.Log); // one epoch that went astray must not flatten all others
    }

    /// <summary>Jaccard index on the held-out images over the epochs, at threshold 0.5: one thin line per fold, the band between them, the mean thick.</summary>
    /// <inheritdoc cref="Losses"/>
    public static GenericChart Jaccards(IEnumerable<ValueList<EpochReport>> folds) => PlotTheme.Finish(
        Chart.Combine(Curves(Checked(folds), "Jaccard, held-out images", PlotTheme.Green, static epoch => epoch.ValidationJaccard)),
        "epoch",
        "Jaccard index");

    /// <summary>How far each policy's Jaccard index at threshold 0.5 lies from the first policy's on the same images: a point and its 95 % interval per policy.</summary>
    /// <param name="ablation">The ablation; its control is grey.</param>
    public static GenericChart Differences(AblationResult ablation)
    {
        ArgumentNullException.ThrowIfNull(ablation);
        var rows = ablation.Compared.Select(row => new DifferenceRow(
            row.Name, ablation.PlainDifference(row, Metric.Jaccard), ReferenceEquals(row, ablation.Control) ? PlotTheme.Grey : PlotTheme.Blue));
        return DifferenceChart.Draw([.. rows], $"Jaccard index at 0.5, minus that of '{ablation.Reference.Name}'");
    }

    /// <summary>How far each experiment's Jaccard index lies from the first's on the same images: a point and its 95 % interval per experiment.</summary>
    /// <param name="sweep">The sweep.</param>
    public static GenericChart SweepDifferences(SweepResult sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var rows = sweep.Rows.Skip(1).Select(row => new DifferenceRow(row.Name, sweep.Difference(row, Metric.Jaccard), PlotTheme.Blue));
        return DifferenceChart.Draw([.. rows], $"Jaccard index, minus that of '{sweep.Rows[0].Name}'");
    }

    /// <summary>How the score depends on the two thresholds: a heat map with a star at the best pair, a circle at the paper's and a line around the grid.</summary>
    /// <param name="landscape">What a grid search found.</param>
    public static GenericChart Landscape(ThresholdLandscape landscape)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        return new LandscapeChart(landscape).Draw();
    }

    private static ValueList<EpochReport>[] Checked(IEnumerable<ValueList<EpochReport>> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ValueList<EpochReport>[] all = [.. folds];
        return all.Length > 0 && all.All(epochs => epochs.Count > 0)
            ? all
            : throw new ArgumentException("Expected the epochs of at least one fold, got none.", nameof(folds));
    }

    private static IEnumerable<GenericChart> Curves(ValueList<EpochReport>[] folds, string name, Color color, Func<EpochReport, double> value)
    {
        int epochs = folds.Min(fold => fold.Count);
        if (folds.Length > 1)
        {
            yield return Band(epochs, i => folds.Min(fold => value(fold[i])), i => folds.Max(fold => value(fold[i])), color);
            foreach (var fold in folds)
            {
                yield return Line(fold.Select(epoch => epoch.Epoch), fold.Select(value), new(name, color, 1, 0.35, false));
            }
        }

        string label = folds.Length > 1 ? $"{name}, mean of folds" : name;
        yield return Line(
            Enumerable.Range(1, epochs), Enumerable.Range(0, epochs).Select(i => folds.Average(fold => value(fold[i]))), new(label, color, 3, 1, true));
    }

    // Once around: forth along the highest fold, back along the lowest.
    private static GenericChart Band(int epochs, Func<int, double> lowest, Func<int, double> highest, Color color)
    {
        int[] forth = [.. Enumerable.Range(0, epochs)];
        var around = Chart.Line<int, double, string>(
            forth.Concat(forth.Reverse()).Select(i => i + 1), forth.Select(highest).Concat(forth.Reverse().Select(lowest)), LineColor: color, LineWidth: 0, Opacity: 0.15, ShowLegend: false);
        return around.WithTraceFill();
    }

    private static GenericChart WithTraceFill(this GenericChart chart)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            trace.SetProperty("fill", "toself");
            trace.SetProperty("hoverinfo", "skip");
        }

        return chart;
    }

    private static GenericChart Line(IEnumerable<int> x, IEnumerable<double> y, Stroke stroke) => Chart.Line<int, double, string>(
        x, y, Name: stroke.Name, LineColor: stroke.Color, LineWidth: stroke.Width, Opacity: stroke.Opacity, ShowLegend: stroke.InLegend);

    private sealed record Stroke(string Name, Color Color, double Width, double Opacity, bool InLegend);
}
