using SkinSeg.Models;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A line of a drawn network, from one placed node to another.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Way">Its corners.</param>
/// <param name="Upsampling">What enlarges the map on its way, or null.</param>
internal sealed record NetworkRoute(GraphNode From, GraphNode To, IReadOnlyList<Spot> Way, GraphNode? Upsampling)
{
    /// <summary>Where what enlarges is drawn: in the middle of the piece that all lines of its kind begin with.</summary>
    public Spot Middle
    {
        get
        {
            var (a, b) = Way.Count == 2 ? (Way[0], Way[1]) : From.Place.Part == To.Place.Part ? (Way[1], Way[2]) : (Way[0], Way[1]);
            // Before the trunk that several lines share, not in the middle of the way to it.
            double share = Way.Count == 3 ? 0.28 : 0.5;
            return new(a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));
        }
    }
}

/// <summary>The ways of lines between the nodes of a drawn network: straight where it can be, else with right angles.</summary>
internal static class NetworkRoutes
{
    private const double Turn = 16;

    /// <summary>All lines; those through something that enlarges are one line from the node before it to the node after it.</summary>
    public static IEnumerable<NetworkRoute> Of(NetworkGraph graph, NetworkLayout layout)
    {
        foreach (var edge in graph.Edges)
        {
            var (from, to) = (graph[edge.From], graph[edge.To]);
            if (from.Kind == GraphNodeKind.Upsampling)
            {
                var source = graph[graph.Inputs(from.Key)[0]];
                yield return new(source, to, Way(source, to, layout, false), from);
            }
            else if (to.Kind != GraphNodeKind.Upsampling)
            {
                yield return new(from, to, Way(from, to, layout, HasBranches(graph, from, to)), null);
            }
        }
    }

    private static bool HasBranches(NetworkGraph graph, GraphNode from, GraphNode to) =>
        graph.Edges.Count(edge => edge.From == from.Key && graph[edge.To] is var other && other.Place == to.Place && other.Kind != GraphNodeKind.Upsampling) > 1;

    private static IReadOnlyList<Spot> Way(GraphNode from, GraphNode to, NetworkLayout layout, bool shared)
    {
        var (a, b) = (layout[from.Key], layout[to.Key]);
        bool below = a.Y >= b.Bottom;
        return (from.Place.Part, to.Place.Part) switch
        {
            (GraphPart.Encoder, GraphPart.Encoder) => [new(a.Center.X, a.Bottom), new(b.Center.X, b.Y)],
            (GraphPart.Decoder, GraphPart.Decoder) => [new(a.Center.X, a.Y), new(b.Center.X, b.Bottom)],
            (GraphPart.Context, GraphPart.Context) when below && a.Center.X >= b.Right =>
                [new(a.Center.X, a.Y), new(a.Center.X, a.Y - Turn), new(b.Center.X, a.Y - Turn), new(b.Center.X, b.Bottom)],
            (GraphPart.Context, GraphPart.Decoder) when below => [new(a.Right, a.Center.Y), new(b.Center.X, a.Center.Y), new(b.Center.X, b.Bottom)],
            _ => ToTheRight(a, b, shared),
        };
    }

    // Lines to several nodes side by side leave together.
    private static IReadOnlyList<Spot> ToTheRight(Box a, Box b, bool shared)
    {
        if (!shared && Within(b.Center.Y, a))
        {
            return [new(a.Right, b.Center.Y), new(b.X, b.Center.Y)];
        }

        if (!shared && Within(a.Center.Y, b))
        {
            return [new(a.Right, a.Center.Y), new(b.X, a.Center.Y)];
        }

        double x = b.X - Turn;
        return [new(a.Right, a.Center.Y), new(x, a.Center.Y), new(x, b.Center.Y), new(b.X, b.Center.Y)];
    }

    private static bool Within(double y, Box box) => y > box.Y && y < box.Bottom;
}
