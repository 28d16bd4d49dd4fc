using SkinSeg.Models;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A level of a drawn network: all that has one stride lies in one band.</summary>
internal sealed record NetworkBand(int Stride, Box Box);

/// <summary>Where the nodes of a network are drawn.</summary>
/// <remarks>
/// Bands lie below each other, the finest first. The encoder fills its column from the top down; the context goes from left to right, a column
/// per step; the decoder stacks upward from the bottom of each band. What enlarges has no place of its own: it is drawn on its line.
/// </remarks>
internal sealed class NetworkLayout
{
    /// <summary>Upper end of the first band; headings stand above.</summary>
    public const double Top = 40;

    /// <summary>Left end of the encoder's column; scales stand before.</summary>
    public const double Gutter = 78;

    private const double Margin = 14;
    private const double RowHeight = 38;
    private const double RowGap = 18;
    private const double BandPadding = 8;
    private const double BandGap = 26;
    private const double EncoderWidth = 146;
    private const double NodeWidth = 96;
    private const double DecoderWidth = 124;
    private const double CircleSide = 26;
    private const double EncoderGap = 40;
    private const double StepGap = 24;
    private const double PillGap = 92;

    private readonly Dictionary<string, Box> boxes = [];
    private readonly List<NetworkBand> bands = [];
    private readonly NetworkGraph graph;

    /// <summary>Finds a place for every node.</summary>
    public NetworkLayout(NetworkGraph graph)
    {
        this.graph = graph;
        var steps = StepColumns();
        DecoderX = steps.Count > 0 ? steps.Values.Max(static column => column.Right) + PillGap : Gutter + EncoderWidth + PillGap;
        Width = DecoderX + DecoderWidth + Margin;
        double y = Top;
        foreach (var level in Placed.GroupBy(static node => node.Place.Stride).OrderBy(static level => level.Key))
        {
            var band = new NetworkBand(level.Key, new(0, y, Width, Height(level)));
            bands.Add(band);
            Place(band, [.. level], steps);
            y = band.Box.Bottom + BandGap;
        }

        Bottom = y - BandGap;
    }

    /// <summary>Width of the drawing.</summary>
    public double Width { get; }

    /// <summary>Lower end of the last band.</summary>
    public double Bottom { get; }

    /// <summary>Middle of the context's columns.</summary>
    public double ContextMiddle => (ContextX + DecoderX - PillGap) / 2;

    /// <summary>The levels, the finest first.</summary>
    public IReadOnlyList<NetworkBand> Bands => bands;

    /// <summary>The nodes that have a place of their own.</summary>
    public IEnumerable<GraphNode> Placed => graph.Nodes.Where(static node => node.Kind != GraphNodeKind.Upsampling);

    /// <summary>Where a placed node is drawn.</summary>
    public Box this[string key] => boxes[key];

    private static double ContextX => Gutter + EncoderWidth + EncoderGap;

    private double DecoderX { get; }

    private SortedDictionary<int, Box> StepColumns()
    {
        double x = ContextX;
        var columns = new SortedDictionary<int, Box>();
        foreach (var step in Placed.Where(static node => node.Place.Part == GraphPart.Context).GroupBy(static node => node.Place.Step).OrderBy(static step => step.Key))
        {
            columns.Add(step.Key, new(x, 0, step.Max(WidthOf), 0));
            x = columns[step.Key].Right + StepGap;
        }

        return columns;
    }

    private static double WidthOf(GraphNode node) => node.Kind == GraphNodeKind.Addition ? CircleSide : NodeWidth;

    private static double Height(IEnumerable<GraphNode> level)
    {
        int rows = level.GroupBy(static node => (node.Place.Part, Step: node.Place.Part == GraphPart.Context ? node.Place.Step : 0)).Max(static cell => cell.Count());
        return (2 * BandPadding) + (rows * RowHeight) + ((rows - 1) * RowGap);
    }

    private void Place(NetworkBand band, GraphNode[] level, SortedDictionary<int, Box> steps)
    {
        PlaceEncoder(band, [.. Of(level, GraphPart.Encoder)]);
        foreach (var cell in Of(level, GraphPart.Context).GroupBy(static node => node.Place.Step))
        {
            PlaceContext(band, steps[cell.Key], [.. cell], level);
        }

        foreach (var (i, node) in Of(level, GraphPart.Decoder).Index())
        {
            boxes[node.Key] = new(DecoderX, RowY(band, i), DecoderWidth, RowHeight);
        }
    }

    private static IEnumerable<GraphNode> Of(GraphNode[] level, GraphPart part) => level.Where(node => node.Place.Part == part);

    // Rows count from the bottom of the band.
    private static double RowY(NetworkBand band, double row) => band.Box.Bottom - BandPadding - RowHeight - (row * (RowHeight + RowGap));

    // Its boxes share the band's height, so that a skip can leave at the height where it is needed; each level is narrower than the one above.
    private void PlaceEncoder(NetworkBand band, GraphNode[] nodes)
    {
        double height = (band.Box.Height - (2 * BandPadding) - ((nodes.Length - 1) * RowGap)) / Math.Max(nodes.Length, 1);
        double width = EncoderWidth - (6 * bands.Count) + 6;
        foreach (var (i, node) in nodes.Index())
        {
            boxes[node.Key] = new(Gutter + ((EncoderWidth - width) / 2), band.Box.Y + BandPadding + (i * (height + RowGap)), width, height);
        }
    }

    // Alone in its step, a node stands beside the middle of what stands side by side in another step of the band.
    private void PlaceContext(NetworkBand band, Box column, GraphNode[] cell, GraphNode[] level)
    {
        int most = Of(level, GraphPart.Context).GroupBy(static node => node.Place.Step).Max(static step => step.Count());
        foreach (var (i, node) in cell.Reverse().Index())
        {
            var row = new Box(column.X, RowY(band, i + ((most - cell.Length) / 2.0)), column.Width, RowHeight);
            boxes[node.Key] = node.Kind == GraphNodeKind.Addition ? Box.About(row.Center, CircleSide, CircleSide) : row;
        }
    }
}
