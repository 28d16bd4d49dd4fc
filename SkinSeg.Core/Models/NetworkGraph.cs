using System.Text.Encodings.Web;
using System.Text.Json;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>A network as nodes and edges at the grain of the paper's Fig. 1, told by its configuration: nothing is built.</summary>
/// <remarks>Notebooks draw it: <c>Figures.Network(graph)</c>.</remarks>
/// <param name="Network">The network's name.</param>
/// <param name="InputSize">Height and width of the image that the shapes are for.</param>
/// <param name="Nodes">The nodes, each after those it takes maps from.</param>
/// <param name="Edges">The edges, in the order in which each node takes them.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record NetworkGraph(string Network, ImageSize InputSize, ValueList<GraphNode> Nodes, ValueList<GraphEdge> Edges) : ISelfDisplay
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The graph of a network.</summary>
    /// <param name="config">The network.</param>
    /// <param name="inputSize">Height and width of the image; a side that a stride does not divide is rounded up, as the layers do.</param>
    /// <exception cref="ArgumentException">The configuration describes no network.</exception>
    public static NetworkGraph Of(NetworkConfig config, ImageSize inputSize)
    {
        ArgumentNullException.ThrowIfNull(config);
        var sketch = new GraphSketch(inputSize);
        config.Decoder.Sketch(sketch, config.Encoder.Sketch(sketch));
        return new(config.Name, inputSize, new(sketch.Nodes), new(sketch.Edges));
    }

    /// <summary>The node of that key.</summary>
    /// <param name="key">For example <c>decoder.smooth4</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the keys.</exception>
    public GraphNode this[string key] => Nodes.FirstOrDefault(node => node.Key == key)
        ?? throw new KeyNotFoundException($"There is no node '{key}' in {Network}; there are {string.Join(", ", Nodes.Select(static node => node.Key))}.");

    /// <summary>The nodes that a node takes maps from.</summary>
    /// <param name="key">The node.</param>
    public ValueList<string> Inputs(string key) => new(Edges.Where(edge => edge.To == key).Select(static edge => edge.From));

    /// <summary>One row per node, with what it takes and what comes out.</summary>
    public Table ToTable() => Table.Of(
        Invariant($"{Network}: what is computed from one image of {InputSize}"),
        ["node", "does", "stride", "output", "from"],
        Nodes.Select(node => new[] { node.Key, node.Label, Invariant($"{node.Place.Stride}"), $"{node.Shape}", string.Join(", ", Inputs(node.Key)) }));

    /// <summary>The graph as JSON with <c>network</c>, <c>inputSize</c>, <c>nodes</c> and <c>edges</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as text with aligned columns.</summary>
    public override string ToString() => ToTable().ToString();
}
