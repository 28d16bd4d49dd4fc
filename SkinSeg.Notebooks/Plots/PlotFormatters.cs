using SkinSeg.Notebooks.Engine;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Plots;

/// <summary>How the engine shows what this folder makes.</summary>
internal static class PlotFormatters
{
    public static ValueList<ValueFormatter> All { get; } = [ChartFormatter.Value, .. FigureFormatter.Values];
}
