using Plotly.NET;
using SkinSeg.Primitives;
using SkinSeg.Training;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>What epochs report as curves: thin for folds, a band between them, thick for their mean.</summary>
internal static class EpochCurves
{
    /// <summary>The epochs of at least one fold.</summary>
    public static ValueList<EpochReport>[] Checked(IEnumerable<ValueList<EpochReport>> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ValueList<EpochReport>[] all = [.. folds];
        return all.Length > 0 && all.All(epochs => epochs.Count > 0)
            ? all
            : throw new ArgumentException("Expected the epochs of at least one fold, got none.", nameof(folds));
    }

    /// <summary>One value of every epoch of every fold.</summary>
    public static IEnumerable<GenericChart> Of(ValueList<EpochReport>[] folds, string name, Color color, Func<EpochReport, double> value)
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
