using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Models;

public sealed class NetworkGraphTests
{
    private static readonly ImageSize Size = new(96, 128);

    public static TheoryData<string> Names => [.. NetworkCatalogue.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_graph_begins_with_the_image_and_ends_with_one_map_of_its_size(string name)
    {
        var graph = NetworkGraph.Of(NetworkCatalogue.Find(name), Size);

        Assert.Equal(new MapShape(3, 96, 128), graph.Nodes[0].Shape);
        Assert.Equal((GraphNodeKind.Output, new MapShape(1, 96, 128)), (graph.Nodes[^1].Kind, graph.Nodes[^1].Shape));
        Assert.Equal(graph.Nodes.Count, graph.Nodes.Select(node => node.Key).Distinct().Count());
        Assert.All(graph.Nodes.Skip(1), node => Assert.NotEmpty(graph.Inputs(node.Key)));
        Assert.All(graph.Nodes.SkipLast(1), node => Assert.Contains(graph.Edges, edge => edge.From == node.Key));
    }

    public static TheoryData<string> CompactNames => [.. NetworkCatalogue.All.Select(network => network.Name).Where(name => name.EndsWith("compact", StringComparison.Ordinal))];

    [Theory(Explicit = true)]
    [NoTensorLeak]
    [MemberData(nameof(Names))]
    public void So_have_those_of_the_full_networks(string name) => Nodes_that_are_modules_have_the_shape_that_comes_out_of_the_network(name);

    // The drawing is told by the configuration; here the network itself says whether it is true.
    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(CompactNames))]
    public void Nodes_that_are_modules_have_the_shape_that_comes_out_of_the_network(string name)
    {
        var config = NetworkCatalogue.Find(name);
        var graph = NetworkGraph.Of(config, Size);
        var layers = ModelSummary.Of(config, Size).Layers;
        var modules = graph.Nodes.Where(node => node.Kind == GraphNodeKind.Convolution).ToList();

        Assert.NotEmpty(modules);
        Assert.All(modules, node => Assert.Equal(LastShape(layers, node.Key), $"1×{node.Shape}"));
    }

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(CompactNames))]
    public void The_encoder_s_nodes_have_the_shapes_of_its_five_maps(string name)
    {
        var config = NetworkCatalogue.Find(name);
        using var scope = torch.NewDisposeScope();
        using var encoder = config.Encoder.Build(seed: 1);
        var maps = encoder.call(torch.zeros(1, 3, Size.Height, Size.Width));

        Assert.Equal(
            new[] { maps.C1, maps.C2, maps.C3, maps.C4, maps.C5 }.Select(map => string.Join('×', map.shape)),
            NetworkGraph.Of(config, Size).Nodes.Where(node => node.Kind == GraphNodeKind.Encoder).Select(node => $"1×{node.Shape}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Maps_that_meet_fit_each_other(string name)
    {
        var graph = NetworkGraph.Of(NetworkCatalogue.Find(name), Size);

        foreach (var node in graph.Nodes)
        {
            var incoming = graph.Inputs(node.Key).Select(key => graph[key].Shape).ToList();
            switch (node.Kind)
            {
                case GraphNodeKind.Addition:
                    Assert.All(incoming, shape => Assert.Equal(node.Shape, shape));
                    break;
                case GraphNodeKind.Concatenation:
                    Assert.Equal(node.Shape.Channels, incoming.Sum(shape => shape.Channels));
                    Assert.All(incoming, shape => Assert.Equal((node.Shape.Height, node.Shape.Width), (shape.Height, shape.Width)));
                    break;
                case GraphNodeKind.Upsampling:
                    Assert.Equal($"×{node.Shape.Height / incoming[0].Height}", node.Label);
                    Assert.Equal(node.Shape.Channels, Assert.Single(incoming).Channels);
                    break;
                default:
                    Assert.InRange(incoming.Count, node.Kind == GraphNodeKind.Image ? 0 : 1, 1);
                    break;
            }
        }
    }

    [Fact]
    public void A_changed_configuration_changes_the_graph()
    {
        var config = NetworkCatalogue.CompactResNet;
        var wide = config with { Decoder = PyramidConfig.Compact with { Width = 20, OutputMaps = 5 } };

        Assert.Equal(NetworkGraph.Of(config, Size), NetworkGraph.Of(config, Size));
        Assert.NotEqual(NetworkGraph.Of(config, Size), NetworkGraph.Of(wide, Size));
        Assert.Equal(new MapShape(20, 6, 8), NetworkGraph.Of(wide, Size)["decoder.merge4"].Shape);
        Assert.Equal(5, NetworkGraph.Of(wide, Size)["head"].Shape.Channels);
    }

    [Theory]
    [InlineData("deeplab", 16, "3×3, rate 18")]
    [InlineData("deeplab-os8", 8, "3×3, rate 36")]
    public void Atrous_rates_follow_the_output_stride(string name, int stride, string label)
    {
        var branch = NetworkGraph.Of(NetworkCatalogue.Find(name), new(192, 256))["aspp.aspp3"];

        Assert.Equal((stride, label), (branch.Place.Stride, branch.Label));
    }

    [Fact]
    public void It_shows_itself_as_text_page_and_json()
    {
        var graph = NetworkGraph.Of(NetworkCatalogue.ResNet152, new(192, 256));
        var json = JsonDocument.Parse(graph.ToJson()).RootElement;

        Assert.Matches(@"\ndecoder\.join +concat +4 +512×48×64 ", graph.ToString());
        Assert.Contains("<td", graph.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("| C4 · 36 blocks | 16 |", graph.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal("Encoder", json.GetProperty("nodes")[1].GetProperty("kind").GetString());
        Assert.Equal(2, json.GetProperty("nodes")[1].GetProperty("place").GetProperty("stride").GetInt32());
        Assert.Equal(192, json.GetProperty("nodes")[0].GetProperty("shape").GetProperty("height").GetInt32());
    }

    [Fact]
    public void A_node_that_is_not_there_is_named_with_those_that_are()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => NetworkGraph.Of(NetworkCatalogue.CompactResNet, Size)["decoder.smooth9"]);

        Assert.StartsWith("There is no node 'decoder.smooth9' in resnet-compact; there are image, encoder.C1,", error.Message, StringComparison.Ordinal);
    }

    private static string LastShape(IEnumerable<LayerSummary> layers, string key) => string.Join(
        '×', layers.Last(layer => layer.Key == key || layer.Key.StartsWith($"{key}.", StringComparison.Ordinal)).OutputShape);
}
