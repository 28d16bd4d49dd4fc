using System.Net;
using System.Text;
using static System.FormattableString;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A point of a drawing in CSS pixels from its top left.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>A rectangle of a drawing.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Spot Center => new(X + (Width / 2), Y + (Height / 2));

    /// <summary>A rectangle about its center.</summary>
    public static Box About(Spot center, double width, double height) => new(center.X - (width / 2), center.Y - (height / 2), width, height);
}

/// <summary>How a text is set.</summary>
internal sealed record TextStyle(double Size, string Color)
{
    public bool Bold { get; init; }

    /// <summary>start, middle or end.</summary>
    public string Anchor { get; init; } = "middle";
}

/// <summary>How a shape is filled and outlined.</summary>
internal sealed record ShapeStyle(string Fill, string Stroke)
{
    public double StrokeWidth { get; init; } = 1.2;

    public double Radius { get; init; } = 4;
}

/// <summary>How a line is drawn.</summary>
internal sealed record LineStyle(string Color)
{
    public double Width { get; init; } = 1.6;
}

/// <summary>Writes SVG with presentation attributes alone, which every reader of SVG understands.</summary>
internal sealed class SvgCanvas
{
    // The lowest common ground of Windows, macOS and Linux, the generic family last.
    private const string Fonts = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";
    private const double ArrowLength = 7;
    private const double ArrowWidth = 6;

    private readonly StringBuilder svg = new();

    public void Rectangle(Box box, ShapeStyle style) => svg.Append(Invariant(
        $"<rect x=\"{box.X:0.#}\" y=\"{box.Y:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" rx=\"{style.Radius:0.#}\" fill=\"{style.Fill}\" stroke=\"{style.Stroke}\" stroke-width=\"{style.StrokeWidth:0.#}\"/>\n"));

    public void Ellipse(Box box, ShapeStyle style) => svg.Append(Invariant(
        $"<ellipse cx=\"{box.Center.X:0.#}\" cy=\"{box.Center.Y:0.#}\" rx=\"{box.Width / 2:0.#}\" ry=\"{box.Height / 2:0.#}\" fill=\"{style.Fill}\" stroke=\"{style.Stroke}\" stroke-width=\"{style.StrokeWidth:0.#}\"/>\n"));

    /// <summary>A closed uneven shape that fills the box: a lesion's outline.</summary>
    public void Blob(Box box, ShapeStyle style)
    {
        // A spline that is drawn towards these corners, in parts of the box, and passes smoothly through the middle of each side.
        (double X, double Y)[] corners = [(0.1, 0.02), (0.52, -0.06), (0.94, 0.06), (1.07, 0.5), (0.9, 0.98), (0.56, 1.1), (0.16, 0.98), (-0.09, 0.56)];
        Spot[] at = [.. corners.Select(corner => new Spot(box.X + (corner.X * box.Width), box.Y + (corner.Y * box.Height)))];
        string Half(int i) => Invariant($"{(at[i].X + at[(i + 1) % at.Length].X) / 2:0.#} {(at[i].Y + at[(i + 1) % at.Length].Y) / 2:0.#}");
        string curves = string.Concat(Enumerable.Range(0, at.Length).Select(i => Invariant($"Q{at[i].X:0.#} {at[i].Y:0.#} {Half(i)}")));
        svg.Append(Invariant($"<path d=\"M{Half(at.Length - 1)}{curves}Z\" fill=\"{style.Fill}\" stroke=\"{style.Stroke}\"/>\n"));
    }

    /// <summary>A text whose middle line goes through the spot.</summary>
    public void Text(Spot at, string text, TextStyle style)
    {
        string weight = style.Bold ? " font-weight=\"600\"" : string.Empty;
        // A third of the size brings the middle of letters and digits onto the line; the attribute for that is not understood everywhere.
        svg.Append(Invariant(
            $"<text x=\"{at.X:0.#}\" y=\"{at.Y + (style.Size * 0.35):0.#}\" font-size=\"{style.Size:0.#}\" fill=\"{style.Color}\" text-anchor=\"{style.Anchor}\"{weight}>{WebUtility.HtmlEncode(text)}</text>\n"));
    }

    /// <summary>A line through the spots, with an arrow at its end.</summary>
    public void Arrow(IReadOnlyList<Spot> way, LineStyle style)
    {
        var (before, end) = (way[^2], way[^1]);
        double length = Math.Max(Math.Sqrt(Square(end.X - before.X) + Square(end.Y - before.Y)), 1);
        var ahead = new Spot((end.X - before.X) / length, (end.Y - before.Y) / length);
        var neck = new Spot(end.X - (ahead.X * ArrowLength), end.Y - (ahead.Y * ArrowLength));
        Line([.. way.SkipLast(1), neck], style);
        var side = new Spot(-ahead.Y * ArrowWidth / 2, ahead.X * ArrowWidth / 2);
        svg.Append(Invariant(
            $"<path d=\"M{end.X:0.#} {end.Y:0.#}L{neck.X + side.X:0.#} {neck.Y + side.Y:0.#}L{neck.X - side.X:0.#} {neck.Y - side.Y:0.#}Z\" fill=\"{style.Color}\"/>\n"));
    }

    /// <summary>The whole drawing on white.</summary>
    public string Finish(string title, double width, double height) => Invariant(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 {width:0} {height:0}\" style=\"max-width:100%;height:auto;background:#ffffff\" font-family=\"{Fonts}\">\n")
        + $"<title>{WebUtility.HtmlEncode(title)}</title>\n" + Invariant($"<rect width=\"{width:0}\" height=\"{height:0}\" fill=\"#ffffff\"/>\n") + svg + "</svg>\n";

    private void Line(IReadOnlyList<Spot> way, LineStyle style)
    {
        string points = string.Join(' ', way.Select(static spot => Invariant($"{spot.X:0.#},{spot.Y:0.#}")));
        svg.Append(Invariant($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{style.Color}\" stroke-width=\"{style.Width:0.#}\" stroke-linejoin=\"round\"/>\n"));
    }

    private static double Square(double value) => value * value;
}
