using SkinSeg.Primitives;

namespace SkinSeg.Models;

/// <summary>The keys of the nodes whose maps an encoder hands to a decoder; as <see cref="SkipTensors"/>, level by level.</summary>
internal sealed record SkipNodes(string C1, string C2, string C3, string C4, string C5);

/// <summary>Collects the nodes of a graph. A node's size follows from its stride, so that no configuration computes one.</summary>
internal sealed class GraphSketch(ImageSize input)
{
    private readonly Dictionary<string, GraphNode> nodes = [];
    private readonly List<GraphEdge> edges = [];

    /// <summary>The nodes so far.</summary>
    public IEnumerable<GraphNode> Nodes => nodes.Values;

    /// <summary>The edges so far.</summary>
    public IEnumerable<GraphEdge> Edges => edges;

    /// <summary>Channels of a node that is there.</summary>
    public int Channels(string key) => nodes[key].Shape.Channels;

    /// <summary>Stride of a node that is there.</summary>
    public int Stride(string key) => nodes[key].Place.Stride;

    /// <summary>Adds a node that takes the maps of those before it, and returns its key.</summary>
    public string Add(GraphDraft draft, params IEnumerable<string> from)
    {
        var shape = new MapShape(draft.Channels, Side(input.Height, draft.Place.Stride), Side(input.Width, draft.Place.Stride));
        nodes.Add(draft.Key, new(draft.Key, draft.Label, draft.Kind, draft.Place, shape));
        edges.AddRange(from.Select(key => nodes.ContainsKey(key)
            ? new GraphEdge(key, draft.Key)
            : throw new ArgumentException($"Expected a node before {draft.Key}, got {key}, which is not there.", nameof(from))));
        return draft.Key;
    }

    private static int Side(int pixels, int stride) => (pixels + stride - 1) / stride;
}

/// <summary>A node whose size is not known yet.</summary>
internal sealed record GraphDraft(string Key, string Label, GraphNodeKind Kind, GraphPlace Place, int Channels);
