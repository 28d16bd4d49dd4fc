using SkinSeg.Notebooks.Engine;

namespace SkinSeg.Notebooks.Plots;

/// <summary>How the engine shows a drawing: as SVG, and as PNG for readers that know no SVG, where a browser is there to take it.</summary>
internal static class FigureFormatter
{
    public static IEnumerable<ValueFormatter> Values { get; } =
    [
        ValueFormatter.For<SvgFigure>(static figure => figure.Svg, "image/svg+xml"),
        ValueFormatter.For<SvgFigure>(Picture, "image/png"),
        ValueFormatter.For<SvgFigure>(static figure => figure.ToString(), "text/plain"),
    ];

    // Empty where there is no browser: the engine leaves out a form that a value does not have.
    private static string Picture(SvgFigure figure) =>
        PagePicture.TryRender($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>figure</title></head><body style=\"margin:0\">{figure.Svg}</body></html>", figure.Size.Width, figure.Size.Height) is { } png
            ? Convert.ToBase64String(png)
            : string.Empty;
}
