using System.Globalization;
using System.Xml.Linq;
using SkinSeg.Models;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Notebooks.Plots;
using Xunit;

namespace SkinSeg.Tests.Plots;

public sealed class NetworkFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. NetworkCatalogue.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_drawing_is_one_svg_element_that_needs_nothing_else(string name)
    {
        var figure = Figures.Network(Graph(name));
        var root = XDocument.Parse(figure.Svg).Root!;

        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal(figure.Title, root.Element(Svg + "title")!.Value);
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "script" or "style" or "image" or "use" or "foreignObject");
        Assert.DoesNotContain("http", figure.Svg.Replace(Svg.NamespaceName, string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.InRange(figure.Size.Width, 600, 900);
        Assert.InRange(figure.Svg.Length, 5_000, 40_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_node_is_written_into_it_and_nothing_leaves_the_page(string name)
    {
        var graph = Graph(name);
        var figure = Figures.Network(graph);
        var elements = XDocument.Parse(figure.Svg).Descendants().ToList();
        var texts = elements.Where(element => element.Name == Svg + "text").ToList();

        foreach (var group in graph.Nodes.Where(node => node.Kind != GraphNodeKind.Addition).GroupBy(node => node.Label))
        {
            Assert.True(texts.Count(text => text.Value == group.Key) >= group.Count(), $"{group.Key} is not there {group.Count()} times");
        }

        Assert.All(elements.Where(element => element.Name == Svg + "rect"), rect =>
        {
            Assert.InRange(Number(rect, "x") + Number(rect, "width"), 0, figure.Size.Width);
            Assert.InRange(Number(rect, "y") + Number(rect, "height"), 0, figure.Size.Height);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nodes_do_not_lie_on_each_other_and_lines_begin_and_end_at_them(string name)
    {
        var graph = Graph(name);
        var layout = new NetworkLayout(graph);
        var boxes = layout.Placed.Select(node => (node.Key, Box: layout[node.Key])).ToList();

        Assert.Empty(from one in boxes
                     from other in boxes
                     where string.CompareOrdinal(one.Key, other.Key) < 0
                     where one.Box.X < other.Box.Right && other.Box.X < one.Box.Right && one.Box.Y < other.Box.Bottom && other.Box.Y < one.Box.Bottom
                     select $"{one.Key} and {other.Key}");
        Assert.All(NetworkRoutes.Of(graph, layout), route =>
        {
            Assert.True(Touches(layout[route.From.Key], route.Way[0]), $"{route.From.Key} → {route.To.Key} begins elsewhere");
            Assert.True(Touches(layout[route.To.Key], route.Way[^1]), $"{route.From.Key} → {route.To.Key} ends elsewhere");
            Assert.All(route.Way.Zip(route.Way.Skip(1)), piece => Assert.True(piece.First.X == piece.Second.X || piece.First.Y == piece.Second.Y));
        });
    }

    [Fact]
    public void A_drawing_does_not_change_with_the_user_s_language()
    {
        var graph = Graph("resnet152");
        string english = Figures.Network(graph).Svg;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(english, Figures.Network(graph).Svg);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("iVBORw0KGgo=", "image/png", "iVBORw0KGgo=")]
    [InlineData("", "image/svg+xml", "<svg")]
    public void A_cell_shows_a_drawing_as_a_picture_and_as_svg_where_none_could_be_taken(string picture, string form, string start)
    {
        int pictures = 0;
        ValueFormatting.Reset([.. FigureFormatter.With(_ => ++pictures > 0 ? picture : string.Empty)]);

        var contents = ValueFormatting.Format(Figures.Network(Graph("resnet-compact")), []);

        Assert.Equal([form, "text/plain"], contents.Select(content => content.MimeType));
        Assert.StartsWith(start, contents[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, pictures);
    }

    private static NetworkGraph Graph(string name) => NetworkGraph.Of(NetworkCatalogue.Find(name), new(192, 256));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    private static bool Touches(Box box, Spot spot) =>
        spot.X >= box.X - 0.01 && spot.X <= box.Right + 0.01 && spot.Y >= box.Y - 0.01 && spot.Y <= box.Bottom + 0.01;
}
