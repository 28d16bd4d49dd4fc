using Plotly.NET;
using Plotly.NET.LayoutObjects;
using SkinSeg.Primitives;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A line of a chart of differences.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Difference">Mean and 95 % interval.</param>
/// <param name="Color">Of point and interval.</param>
internal sealed record DifferenceRow(string Name, Estimate Difference, Color Color);

/// <summary>Differences to a reference with their intervals, one below the other, and a line at zero.</summary>
internal static class DifferenceChart
{
    private const int LetterWidth = 8; // pixels of an average letter at the axis' size

    /// <summary>The chart, the first row at the top.</summary>
    public static GenericChart Draw(IReadOnlyList<DifferenceRow> rows, string axis)
    {
        DifferenceRow[] upwards = [.. rows.Reverse()];
        string[] names = [.. upwards.Select(row => row.Name)];
        var zero = Chart.Line<double, string, string>(names.Select(_ => 0.0), names, LineColor: PlotTheme.Grey, LineWidth: 1, ShowLegend: false);
        var chart = PlotTheme.Finish(Chart.Combine([zero, .. upwards.SelectMany(Interval)]), axis, string.Empty, StyleParam.AxisType.Category);
        var margin = new Margin();
        margin.SetProperty("l", 20 + (LetterWidth * names.Max(name => name.Length)));
        GenericChart.getLayout(chart).SetProperty("margin", margin);
        return chart;
    }

    private static IEnumerable<GenericChart> Interval(DifferenceRow row)
    {
        yield return Chart.Line<double, string, string>(
            [row.Difference.Low, row.Difference.High], [row.Name, row.Name], Name: row.Name, LineColor: row.Color, LineWidth: 3, ShowLegend: false);
        yield return Chart.Point<double, string, string>([row.Difference.Mean], [row.Name], Name: row.Name, MarkerColor: row.Color, ShowLegend: false);
    }
}
