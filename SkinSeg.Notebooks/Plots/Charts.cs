using Plotly.NET;
using Plotly.NET.LayoutObjects;
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
    /// <summary>Training and validation loss over the epochs: one thin line per fold, the mean of the folds thick.</summary>
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

    /// <summary>Jaccard index on the held-out images over the epochs, at threshold 0.5: one thin line per fold, the mean thick.</summary>
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
        AblationRow[] rows = [.. ablation.Compared.Reverse()]; // the first at the top
        string[] names = [.. rows.Select(row => row.Name)];
        var zero = Chart.Line<double, string, string>(names.Select(_ => 0.0), names, LineColor: PlotTheme.Grey, LineWidth: 1, ShowLegend: false);
        var chart = PlotTheme.Finish(
            Chart.Combine([zero, .. rows.SelectMany(row => Interval(ablation, row))]),
            $"Jaccard index at 0.5, minus that of '{ablation.Reference.Name}'",
            string.Empty,
            StyleParam.AxisType.Category);
        var margin = new Margin();
        margin.SetProperty("l", 210); // the longest name, "without SaltAndPepperNoise"
        GenericChart.getLayout(chart).SetProperty("margin", margin);
        return chart;
    }

    /// <summary>How the score depends on the two thresholds: a heat map with a star at the best pair, a circle at the paper's and a line around the grid.</summary>
    /// <param name="landscape">What a grid search found.</param>
    public static GenericChart Landscape(ThresholdLandscape landscape)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        return new LandscapeChart(landscape).Draw();
    }

    private static IEnumerable<GenericChart> Interval(AblationResult ablation, AblationRow row)
    {
        var difference = ablation.PlainDifference(row, Metric.Jaccard);
        var color = ReferenceEquals(row, ablation.Control) ? PlotTheme.Grey : PlotTheme.Blue;
        yield return Chart.Line<double, string, string>(
            [difference.Low, difference.High], [row.Name, row.Name], Name: row.Name, LineColor: color, LineWidth: 3, ShowLegend: false);
        yield return Chart.Point<double, string, string>([difference.Mean], [row.Name], Name: row.Name, MarkerColor: color, ShowLegend: false);
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
        if (folds.Length > 1)
        {
            foreach (var fold in folds)
            {
                yield return Line(fold.Select(epoch => epoch.Epoch), fold.Select(value), new(name, color, 1, 0.35, false));
            }
        }

        int epochs = folds.Min(fold => fold.Count);
        string label = folds.Length > 1 ? $"{name}, mean of folds" : name;
        yield return Line(
            Enumerable.Range(1, epochs), Enumerable.Range(0, epochs).Select(i => folds.Average(fold => value(fold[i]))), new(label, color, 3, 1, true));
    }

    private static GenericChart Line(IEnumerable<int> x, IEnumerable<double> y, Stroke stroke) => Chart.Line<int, double, string>(
        x, y, Name: stroke.Name, LineColor: stroke.Color, LineWidth: stroke.Width, Opacity: stroke.Opacity, ShowLegend: stroke.InLegend);

    private sealed record Stroke(string Name, Color Color, double Width, double Opacity, bool InLegend);
}
