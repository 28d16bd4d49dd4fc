using Plotly.NET;
using SkinSeg.Metrics;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>How far probabilities can be trusted, and what it brings to refer images to a human.</summary>
internal static class TrustCharts
{
    private const int LargestMarker = 26;
    private const int SmallestMarker = 6;

    /// <summary>Observed over predicted frequency; the size of a point says how many pixels it stands for.</summary>
    public static GenericChart Reliability(Calibration calibration)
    {
        ReliabilityBin[] bins = [.. calibration.Bins.Where(bin => bin.Pixels > 0)];
        var diagonal = Chart.Line<double, double, string>([0, 1], [0, 1], Name: "perfectly calibrated", LineColor: PlotTheme.Grey, LineWidth: 1);
        var line = Chart.Line<double, double, string>(
            bins.Select(bin => bin.MeanProbability), bins.Select(bin => bin.Frequency), LineColor: PlotTheme.Blue, LineWidth: 2, ShowLegend: false);
        var points = Chart.Point<double, double, string>(
            bins.Select(bin => bin.MeanProbability),
            bins.Select(bin => bin.Frequency),
            Name: "pixels of one range of probability; larger is more pixels",
            MarkerColor: PlotTheme.Blue,
            MultiText: bins.Select(bin => FormattableString.Invariant($"{bin.Pixels} pixels")).ToArray());
        foreach (var trace in GenericChart.getTraces(points))
        {
            ((DynamicObj.DynamicObj)trace.TryGetPropertyValue("marker").Value).SetProperty("size", bins.Select(bin => SizeOf(bin, calibration)).ToArray());
        }

        return PlotTheme.Finish(Chart.Combine([diagonal, line, points]), "predicted probability", "share of pixels that are lesion");
    }

    /// <summary>The mean score of those kept over the share that is referred, between referring at random and the best possible.</summary>
    public static GenericChart RiskCoverage(RiskCoverage curve)
    {
        int count = curve.Cases.Count;
        // The curve's first place is one image kept; the chart goes from all kept to one.
        double[] referred = [.. Enumerable.Range(0, count).Select(i => (double)i / count)];
        return PlotTheme.Finish(
            Chart.Combine([
                Line(referred, curve.OracleCurve, "best possible", PlotTheme.Green),
                Line(referred, curve.Curve, "most uncertain first", PlotTheme.Blue),
                Chart.Line<double, double, string>([0, 1], [curve.Random, curve.Random], Name: "at random", LineColor: PlotTheme.Grey, LineWidth: 1)]),
            "share of images referred",
            "mean score of the images kept");
    }

    private static GenericChart Line(double[] referred, IEnumerable<double> curve, string name, Color color) =>
        Chart.Line<double, double, string>(referred, curve.Reverse(), Name: name, LineColor: color, LineWidth: 2);

    // By area, so that ten times as many pixels look ten times as much; but every point can be seen.
    private static double SizeOf(ReliabilityBin bin, Calibration calibration) =>
        SmallestMarker + ((LargestMarker - SmallestMarker) * Math.Sqrt((double)bin.Pixels / calibration.Bins.Max(other => other.Pixels)));
}
