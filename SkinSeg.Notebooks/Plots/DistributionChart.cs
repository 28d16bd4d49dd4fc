using Plotly.NET;
using SkinSeg.Metrics;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Which share of images scores at most so much: a staircase per network, and the challenge's 0.65.</summary>
internal static class DistributionChart
{
    private static readonly StyleParam.DrawingStyle[] Dashes =
        [StyleParam.DrawingStyle.Solid, StyleParam.DrawingStyle.Dash, StyleParam.DrawingStyle.Dot, StyleParam.DrawingStyle.DashDot, StyleParam.DrawingStyle.LongDash];

    /// <summary>The chart; the first networks have colors of their own, all have their own dashes.</summary>
    public static GenericChart Draw(IReadOnlyList<NamedScores> networks) => PlotTheme.Finish(
        Chart.Combine([
            .. networks.Select(Staircase),
            Chart.Line<double, double, string>(
                [ImageScores.JaccardThreshold, ImageScores.JaccardThreshold], [0, 1], Name: "0.65, below which an image fails", LineColor: PlotTheme.Grey, LineWidth: 1)]),
        "Jaccard index",
        "share of images with at most so much");

    private static GenericChart Staircase(NamedScores network, int place)
    {
        double[] sorted = [.. network.Scores.Values(Metric.Jaccard).Order()];
        var line = Chart.Line<double, double, string>(
            [0, .. sorted, 1],
            [0, .. sorted.Select((_, i) => (i + 1.0) / sorted.Length), 1],
            Name: network.Name,
            LineColor: PlotTheme.Series[place % PlotTheme.Series.Count],
            LineWidth: 2,
            LineDash: Dashes[place / PlotTheme.Series.Count % Dashes.Length]);
        foreach (var trace in GenericChart.getTraces(line))
        {
            ((DynamicObj.DynamicObj)trace.TryGetPropertyValue("line").Value).SetProperty("shape", "hv");
        }

        return line;
    }
}
