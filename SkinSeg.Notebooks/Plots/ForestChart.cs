using Plotly.NET;
using Plotly.NET.LayoutObjects;
using SkinSeg.Primitives;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A line of a chart of intervals.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Mean and 95 % interval.</param>
/// <param name="Color">Of point and interval.</param>
internal sealed record IntervalRow(string Name, Estimate Value, Color Color);

/// <summary>Values with their intervals, one below the other: a forest plot.</summary>
internal static class ForestChart
{
    private const int LetterWidth = 8; // pixels of an average letter at the axis' size
    private const int RowHeight = 44;
    private const double Padding = 0.04; // of the axis, so that no interval seems to be cut off

    /// <summary>The chart, the first row at the top, of differences, which have a line at zero.</summary>
    public static GenericChart Differences(IReadOnlyList<IntervalRow> rows, string axis) => Draw(rows, axis, [0]);

    /// <summary>The chart, the first row at the top.</summary>
    /// <param name="rows">At least one.</param>
    /// <param name="axis">What is measured, with its unit.</param>
    /// <param name="lines">Where grey lines stand across all rows.</param>
    public static GenericChart Draw(IReadOnlyList<IntervalRow> rows, string axis, params double[] lines)
    {
        IntervalRow[] upwards = [.. rows.Reverse()];
        string[] names = [.. upwards.Select(row => row.Name)];
        var across = lines.Select(at => Chart.Line<double, string, string>(names.Select(_ => at), names, LineColor: PlotTheme.Grey, LineWidth: 1, ShowLegend: false));
        var chart = PlotTheme.Finish(Chart.Combine([.. across, .. upwards.SelectMany(Interval)]), axis, string.Empty, StyleParam.AxisType.Category);
        var margin = new Margin();
        margin.SetProperty("l", 20 + (LetterWidth * names.Max(name => name.Length)));
        var layout = GenericChart.getLayout(chart);
        layout.SetProperty("margin", margin);
        layout.SetProperty("height", Math.Max(PlotTheme.Height / 2, 150 + (RowHeight * rows.Count)));
        ((DynamicObj.DynamicObj)layout.TryGetPropertyValue("xaxis").Value).SetProperty("range", Range([.. rows.SelectMany(row => new[] { row.Value.Low, row.Value.High }), .. lines]));
        return chart;
    }

    private static double[] Range(double[] values)
    {
        double padding = Padding * Math.Max(values.Max() - values.Min(), 1e-6);
        return [values.Min() - padding, values.Max() + padding];
    }

    private static IEnumerable<GenericChart> Interval(IntervalRow row)
    {
        yield return Chart.Line<double, string, string>(
            [row.Value.Low, row.Value.High], [row.Name, row.Name], Name: row.Name, LineColor: row.Color, LineWidth: 3, ShowLegend: false);
        yield return Chart.Point<double, string, string>([row.Value.Mean], [row.Name], Name: row.Name, MarkerColor: row.Color, ShowLegend: false);
    }
}
