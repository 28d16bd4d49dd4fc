using System.Globalization;
using Plotly.NET;
using SkinSeg.PostProcessing;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A threshold landscape as a heat map: T_H across, T_L up, each pair's score in its cell, the grid's border around them.</summary>
/// <param name="landscape">The scores.</param>
internal sealed class LandscapeChart(ThresholdLandscape landscape)
{
    private readonly double[] high = [.. landscape.Grid.High];
    private readonly double[] low = [.. landscape.Grid.Low];

    // More columns or rows leave no room for them and the markers.
    private bool HasNumbers => high.Length <= 10 && low.Length <= 14;

    /// <summary>The chart: a star at the best pair, a circle at the paper's.</summary>
    public GenericChart Draw()
    {
        List<GenericChart> layers = [Cells(), Border(), Marker(landscape.Best, "best", "star", 13)];
        if (landscape.Paper is { } paper)
        {
            layers.Add(Marker(paper, "the paper's pair", "circle-open", 20));
        }

        var chart = PlotTheme.Finish(Chart.Combine(layers), "T_H, for the marker", "T_L, for the mask");
        var layout = GenericChart.getLayout(chart);
        Label((DynamicObj.DynamicObj)layout.TryGetPropertyValue("xaxis").Value, high);
        Label((DynamicObj.DynamicObj)layout.TryGetPropertyValue("yaxis").Value, low);
        return chart;
    }

    private static string Text(double threshold) => threshold.ToString("0.00#", CultureInfo.InvariantCulture);

    // Thresholds are not equally far from each other: they are places on the axes, and their values the places' names.
    private static void Label(DynamicObj.DynamicObj axis, double[] thresholds)
    {
        const int Most = 20; // labels that have room
        int step = (thresholds.Length + Most - 1) / Most;
        int[] places = [.. Enumerable.Range(0, thresholds.Length).Where(place => place % step == 0)];
        axis.SetProperty("tickvals", places);
        axis.SetProperty("ticktext", places.Select(place => Text(thresholds[place])).ToArray());
        axis.SetProperty("automargin", true);
        axis.SetProperty("showgrid", false);
        axis.SetProperty("zeroline", false);
        axis.SetProperty("range", (double[])[-0.7, thresholds.Length - 0.3]);
    }

    private GenericChart Cells()
    {
        double[][] rows = [.. low.Select((_, row) => high.Select((_, column) => landscape.Pairs[(column * low.Length) + row].Score).ToArray())];
        var cells = Chart.Heatmap<double, double, double, string>(
            rows,
            X: Places(high.Length),
            Y: Places(low.Length),
            Name: landscape.Search.Score.Title(),
            ColorScale: StyleParam.Colorscale.Viridis,
            UseDefaults: false);
        var trace = GenericChart.getTraces(cells).Head;
        trace.SetProperty("texttemplate", HasNumbers ? "%{z:.3f}" : string.Empty);
        trace.SetProperty("hovertemplate", "T_H %{customdata[0]}, T_L %{customdata[1]}: %{z:.4f}<extra></extra>");
        trace.SetProperty("colorbar", Bar());
        trace.SetProperty("customdata", low.Select(l => high.Select(h => (string[])[Text(h), Text(l)]).ToArray()).ToArray());
        return cells;
    }

    private GenericChart Border()
    {
        var (right, top) = (high.Length - 0.5, low.Length - 0.5);
        return Chart.Line<double, double, string>(
            [-0.5, right, right, -0.5, -0.5], [-0.5, -0.5, top, top, -0.5], Name: "the grid's border", LineColor: PlotTheme.Grey, LineWidth: 2, LineDash: StyleParam.DrawingStyle.Dash);
    }

    private ColorBar Bar()
    {
        var title = new Title();
        title.SetProperty("text", landscape.Search.Score.Title());
        title.SetProperty("side", "right");
        var bar = new ColorBar();
        bar.SetProperty("title", title);
        bar.SetProperty("thickness", 16);
        return bar;
    }

    private GenericChart Marker(PairScore pair, string name, string symbol, int size)
    {
        var line = new Line();
        line.SetProperty("width", symbol == "star" ? 1.5 : 2.5);
        line.SetProperty("color", "white");
        var marker = new Plotly.NET.TraceObjects.Marker();
        marker.SetProperty("symbol", symbol);
        marker.SetProperty("size", size);
        marker.SetProperty("color", PlotTheme.Vermilion);
        marker.SetProperty("line", line);
        string label = string.Create(CultureInfo.InvariantCulture, $"{name}, {pair.Score:F4}");
        double besideNumber = HasNumbers ? 0.38 : 0;
        return Chart.Point<double, double, string>(
            [Array.IndexOf(high, pair.High) - besideNumber], [Array.IndexOf(low, pair.Low)], Name: label, Marker: marker, UseDefaults: false);
    }

    private static double[] Places(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
}
