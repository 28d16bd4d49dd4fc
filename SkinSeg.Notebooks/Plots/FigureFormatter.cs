using System.Runtime.CompilerServices;
using SkinSeg.Notebooks.Engine;

namespace SkinSeg.Notebooks.Plots;

/// <summary>How the engine shows a drawing: as PNG, and as SVG where no browser is there to take the picture.</summary>
/// <remarks>Not as both: readers prefer SVG then, and some that make pages of notebooks (nbconvert 6.5) strip all shapes from it.</remarks>
internal static class FigureFormatter
{
    public static IEnumerable<ValueFormatter> Values { get; } = With(Picture);

    /// <summary>The forms of a drawing.</summary>
    /// <param name="picture">Takes its picture: base64, empty where it cannot.</param>
    internal static IEnumerable<ValueFormatter> With(Func<SvgFigure, string> picture)
    {
        var pictures = new ConditionalWeakTable<SvgFigure, string>();
        return
        [
            ValueFormatter.For<SvgFigure>(Taken, "image/png"),
            ValueFormatter.For<SvgFigure>(figure => Taken(figure).Length > 0 ? string.Empty : figure.Svg, "image/svg+xml"),
            ValueFormatter.For<SvgFigure>(static figure => figure.ToString(), "text/plain"),
        ];

        string Taken(SvgFigure figure) => pictures.GetValue(figure, key => picture(key));
    }

    // Empty where there is no browser: the engine leaves out a form that a value does not have.
    private static string Picture(SvgFigure figure) =>
        PagePicture.TryRender($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>figure</title></head><body style=\"margin:0\">{figure.Svg}</body></html>", figure.Size.Width, figure.Size.Height) is { } png
            ? Convert.ToBase64String(png)
            : string.Empty;
}
