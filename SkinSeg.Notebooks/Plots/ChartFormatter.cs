using Plotly.NET;
using SkinSeg.Notebooks.Engine;

namespace SkinSeg.Notebooks.Plots;

/// <summary>How the engine shows a chart: interactive where the page has plotly.js, with a still picture for pages that have not.</summary>
internal static class ChartFormatter
{
    public static ValueFormatter Value { get; } = ValueFormatter.For<GenericChart>(static chart => ChartHtml.Fragment(chart, ChartPicture.TryRender(chart)));
}
