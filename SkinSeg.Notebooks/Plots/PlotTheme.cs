using Plotly.NET;
using Plotly.NET.CSharp;

namespace SkinSeg.Notebooks.Plots;

/// <summary>The same fonts, sizes and colors on every chart. The colors can be told apart with any color vision.</summary>
/// <remarks>Palette of Okabe and Ito 2008, "Color universal design".</remarks>
internal static class PlotTheme
{
    /// <summary>Height of every chart in pixels; the width is that of its place.</summary>
    public const int Height = 380;

    /// <summary>First series.</summary>
    public static Color Blue { get; } = Color.fromHex("#0072B2");

    /// <summary>Second series.</summary>
    public static Color Vermilion { get; } = Color.fromHex("#D55E00");

    /// <summary>Third series.</summary>
    public static Color Green { get; } = Color.fromHex("#009E73");

    /// <summary>Colors of any number of series, taken in turn.</summary>
    public static IReadOnlyList<Color> Series { get; } = [Blue, Vermilion, Green, Color.fromHex("#CC79A7"), Color.fromHex("#E69F00"), Color.fromHex("#56B4E9")];

    /// <summary>Reference lines and single folds behind their mean.</summary>
    public static Color Grey { get; } = Color.fromHex("#999999");

    /// <summary>Names the axes with their units and gives the chart its size.</summary>
    public static GenericChart Finish(GenericChart chart, string xTitle, string yTitle, StyleParam.AxisType? yAxis = null)
    {
        var layout = GenericChart.getLayout(chart);
        layout.SetProperty("autosize", true);
        layout.SetProperty("height", Height);
        layout.SetProperty("template", ChartTemplates.light);
        return GenericChart.setLayout(layout, chart)
            .WithXAxisStyle<double, double, string>(TitleText: xTitle)
            .WithYAxisStyle<double, double, string>(TitleText: yTitle, AxisType: yAxis ?? StyleParam.AxisType.Linear)
            .WithLegendStyle(Orientation: StyleParam.Orientation.Horizontal, X: 0, Y: 1.15);
    }
}
