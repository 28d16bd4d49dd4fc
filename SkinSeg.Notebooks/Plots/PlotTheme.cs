using Plotly.NET;
using Plotly.NET.CSharp;

namespace SkinSeg.Notebooks.Plots;

/// <summary>The same fonts, sizes and colors on every chart. The colors can be told apart with any color vision.</summary>
/// <remarks>Palette of Okabe and Ito 2008, "Color universal design".</remarks>
internal static class PlotTheme
{
    public const int Width = 720;
    public const int Height = 400;

    /// <summary>First series.</summary>
    public static Color Blue { get; } = Color.fromHex("#0072B2");

    /// <summary>Second series.</summary>
    public static Color Vermilion { get; } = Color.fromHex("#D55E00");

    /// <summary>Third series.</summary>
    public static Color Green { get; } = Color.fromHex("#009E73");

    /// <summary>Reference lines and single folds behind their mean.</summary>
    public static Color Grey { get; } = Color.fromHex("#999999");

    /// <summary>Names the axes with their units and gives the chart its size.</summary>
    public static GenericChart Finish(GenericChart chart, string xTitle, string yTitle)
    {
        var grid = Color.fromHex("#e5e5e5");
        return chart
            .WithXAxisStyle<double, double, string>(TitleText: xTitle, ShowLine: true, GridColor: grid, ZeroLine: false)
            .WithYAxisStyle<double, double, string>(TitleText: yTitle, ShowLine: true, GridColor: grid, ZeroLine: false)
            .WithSize(Width, Height);
    }
}
