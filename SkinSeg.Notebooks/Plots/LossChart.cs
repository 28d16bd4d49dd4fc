using System.Globalization;
using Plotly.NET;
using SkinSeg.Experiments;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A loss as a heat map: probability on the lesion across, on the skin up.</summary>
/// <param name="points">Every pair of some probabilities.</param>
internal sealed class LossChart(LossPoint[] points)
{
    /// <summary>The chart: a star where the loss is lowest, a circle at the truth.</summary>
    public GenericChart Draw()
    {
        double[] inside = [.. points.Select(point => point.Inside).Distinct().Order()];
        double[] outside = [.. points.Select(point => point.Outside).Distinct().Order()];
        var losses = points.ToDictionary(point => (point.Inside, point.Outside), point => point.Loss);
        if (points.Length == 0 || losses.Count != inside.Length * outside.Length)
        {
            throw new ArgumentException($"Expected the loss of every pair of {inside.Length} and {outside.Length} probabilities, got {losses.Count}.", nameof(points));
        }

        var cells = Chart.Heatmap<double, double, double, string>(
            outside.Select(row => inside.Select(column => losses[(column, row)]).ToArray()), X: inside, Y: outside, Name: "loss", ColorScale: StyleParam.Colorscale.Viridis, UseDefaults: false);
        GenericChart.getTraces(cells).Head.SetProperty("hovertemplate", "lesion %{x}, skin %{y}: %{z:.3f}<extra></extra>");
        var lowest = points.MinBy(point => point.Loss)!;
        return PlotTheme.Finish(
            Chart.Combine([cells, Marker(lowest, Label("lowest", lowest), "star", 15), Marker(new(1, 0, 0), "the truth", "circle-open", 24)]), "probability on the lesion", "probability on the skin");
    }

    /// <summary>Jaccard index over the steps of minimising.</summary>
    public static GenericChart Courses(LossCourse[] courses)
    {
        var lines = courses.Select((course, i) => Chart.Line<int, double, string>(
            course.Steps.Select(step => step.Step), course.Steps.Select(step => step.Jaccard), Name: course.Name, LineColor: PlotTheme.Series[i % PlotTheme.Series.Count], LineWidth: 3));
        return PlotTheme.Finish(Chart.Combine(lines), "steps", "Jaccard index at 0.5");
    }

    private static string Label(string name, LossPoint point) => string.Create(CultureInfo.InvariantCulture, $"{name}, {point.Loss:F2}");

    private static GenericChart Marker(LossPoint point, string name, string symbol, int size)
    {
        var line = new Line();
        line.SetProperty("width", 2);
        line.SetProperty("color", symbol == "star" ? "white" : "red");
        var marker = new Plotly.NET.TraceObjects.Marker();
        marker.SetProperty("symbol", symbol);
        marker.SetProperty("size", size);
        marker.SetProperty("color", PlotTheme.Vermilion);
        marker.SetProperty("line", line);
        return Chart.Point<double, double, string>([point.Inside], [point.Outside], Name: name, Marker: marker, UseDefaults: false);
    }
}
