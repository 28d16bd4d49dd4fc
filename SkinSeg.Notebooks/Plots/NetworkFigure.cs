using SkinSeg.Models;
using static System.FormattableString;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Paints a laid-out network: bands, lines, nodes, and what the colors of the lines mean.</summary>
/// <remarks>Line colors are those of Okabe and Ito 2008, "Color universal design"; what enlarges is named on its line too.</remarks>
internal sealed class NetworkFigure(NetworkGraph graph)
{
    private const string Ink = "#1a1a1a";
    private const string Grey = "#5a5a5a";
    private const double LegendHeight = 40;

    private static readonly LineStyle Plain = new("#4d4d4d");
    private static readonly LineStyle Added = new("#009E73") { Width = 2 };
    private static readonly LineStyle Joined = new("#D55E00") { Width = 2 };
    private static readonly LineStyle Enlarged = new("#0072B2") { Width = 2 };

    private static readonly (string Text, LineStyle Style)[] Meanings = [("computed", Plain), ("added", Added), ("concatenated", Joined), ("upsampled", Enlarged)];

    private readonly NetworkLayout layout = new(graph);
    private readonly SvgCanvas canvas = new();

    /// <summary>The drawing.</summary>
    public SvgFigure Draw()
    {
        Bands();
        var routes = NetworkRoutes.Of(graph, layout).ToList();
        routes.ForEach(route => canvas.Arrow(route.Way, StyleOf(route)));
        foreach (var route in routes.Where(static route => route.Upsampling is not null))
        {
            Pill(route.Middle, route.Upsampling!.Label);
        }

        foreach (var node in layout.Placed)
        {
            Node(node);
        }

        Legend(routes.Select(StyleOf));
        string title = Invariant($"{graph.Network}: from one image of {graph.InputSize} to its mask");
        double height = layout.Bottom + LegendHeight;
        return new(title, canvas.Finish(title, layout.Width, height), new((int)Math.Ceiling(height), (int)Math.Ceiling(layout.Width)));
    }

    private static LineStyle StyleOf(NetworkRoute route) => (route.Upsampling, route.To.Kind) switch
    {
        (not null, _) => Enlarged,
        (_, GraphNodeKind.Addition) => Added,
        (_, GraphNodeKind.Concatenation) => Joined,
        _ => Plain,
    };

    private void Bands()
    {
        foreach (var band in layout.Bands)
        {
            canvas.Rectangle(band.Box, new("#f4f5f7", "none") { Radius = 0 });
            var scale = new Spot(14, band.Box.Center.Y);
            var shape = layout.Placed.First(node => node.Place.Stride == band.Stride).Shape;
            canvas.Text(new(scale.X, scale.Y - 8), Invariant($"1/{band.Stride}"), new(15, Ink) { Bold = true, Anchor = "start" });
            canvas.Text(new(scale.X, scale.Y + 9), Invariant($"{shape.Height}×{shape.Width}"), new(11, Grey) { Anchor = "start" });
        }

        Heading(layout[graph.Nodes[0].Key].Center.X, "encoding path");
        Heading(layout.ContextMiddle, "multi-scale features");
        Heading(layout[graph.Nodes[^1].Key].Center.X, "decoding path");
    }

    private void Heading(double x, string text) => canvas.Text(new(x, NetworkLayout.Top - 16), text, new(13, Grey));

    private void Pill(Spot at, string label)
    {
        canvas.Rectangle(Box.About(at, 34, 20), new("#ffffff", Enlarged.Color) { Radius = 10 });
        canvas.Text(at, label, new(12, Enlarged.Color) { Bold = true });
    }

    private void Node(GraphNode node)
    {
        var box = layout[node.Key];
        switch (node.Kind)
        {
            case GraphNodeKind.Addition:
                canvas.Ellipse(box, new("#ffffff", Added.Color) { StrokeWidth = 1.8 });
                canvas.Text(box.Center, "+", new(18, Added.Color) { Bold = true });
                return;
            case GraphNodeKind.Image or GraphNodeKind.Output:
                Picture(box, node);
                return;
            default:
                canvas.Rectangle(box, Fill(node));
                Words(box, node, Ink, Grey);
                return;
        }
    }

    private static ShapeStyle Fill(GraphNode node) => (node.Kind, node.Place.Part) switch
    {
        (GraphNodeKind.Concatenation, _) => new("#ffffff", Joined.Color) { StrokeWidth = 1.8 },
        (_, GraphPart.Encoder) => new("#dfe8f3", "#44617f"),
        (_, GraphPart.Context) => new("#ffffff", "#6b6b6b"),
        _ => new("#fbf1d9", "#86682a"),
    };

    // A lesion on skin, and its mask: what goes in and what comes out. In a low box the picture stands beside the words.
    private void Picture(Box box, GraphNode node)
    {
        bool isImage = node.Kind == GraphNodeKind.Image;
        bool isHigh = box.Height > 90;
        canvas.Rectangle(box, isImage ? new("#f0cfb8", "#8a5a3c") : new("#1a1a1a", "#1a1a1a"));
        double height = isHigh ? box.Height - 68 : box.Height - 16;
        var middle = isHigh ? new Spot(box.Center.X, box.Y + 14 + (height / 2)) : new Spot(box.X + 10 + (0.65 * height), box.Center.Y);
        var blob = Box.About(middle, height * 1.3, height);
        canvas.Blob(blob, isImage ? new("#8a5540", "#6d3f2c") : new("#ffffff", "none"));
        if (isImage)
        {
            canvas.Blob(Box.About(new(middle.X - (0.12 * height), middle.Y + (0.06 * height)), height * 0.6, height * 0.5), new("#5e3524", "none"));
        }

        var words = isHigh ? box with { Y = box.Bottom - 44, Height = 36 } : box with { X = blob.Right, Width = box.Right - blob.Right };
        Words(words, node, isImage ? Ink : "#ffffff", isImage ? "#4a3526" : "#d9d9d9");
    }

    private void Words(Box box, GraphNode node, string color, string shapeColor)
    {
        canvas.Text(new(box.Center.X, box.Center.Y - 7), node.Label, new(12.5, color) { Bold = true });
        canvas.Text(new(box.Center.X, box.Center.Y + 9), $"{node.Shape}", new(11, shapeColor));
    }

    // Only what the drawing has.
    private void Legend(IEnumerable<LineStyle> used)
    {
        double y = layout.Bottom + (LegendHeight / 2);
        double x = NetworkLayout.Gutter;
        foreach (var (text, style) in Meanings.Where(entry => used.Contains(entry.Style)))
        {
            canvas.Arrow([new(x, y), new(x + 34, y)], style);
            canvas.Text(new(x + 42, y), text, new(12, Ink) { Anchor = "start" });
            x += 62 + (7 * text.Length);
        }

        canvas.Text(new(layout.Width - 14, y), "in each box: channels×height×width of what leaves it", new(11, Grey) { Anchor = "end" });
    }
}
