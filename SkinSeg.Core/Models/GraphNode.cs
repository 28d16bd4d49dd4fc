using System.Text.Json.Serialization;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>What a node of a <see cref="NetworkGraph"/> does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GraphNodeKind>))]
public enum GraphNodeKind
{
    /// <summary>The image that goes in.</summary>
    Image,

    /// <summary>A run of layers of the encoder.</summary>
    Encoder,

    /// <summary>One or more convolutions.</summary>
    Convolution,

    /// <summary>The mean over the map, brought back to its size.</summary>
    Pooling,

    /// <summary>Enlarges the map.</summary>
    Upsampling,

    /// <summary>Adds two maps.</summary>
    Addition,

    /// <summary>Puts the channels of maps side by side.</summary>
    Concatenation,

    /// <summary>The probability map that comes out.</summary>
    Output,
}

/// <summary>The three parts of every network of the paper.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GraphPart>))]
public enum GraphPart
{
    /// <summary>From the image down to the coarsest map.</summary>
    Encoder,

    /// <summary>Works on each scale: the pyramid, or DeepLab's atrous branches.</summary>
    Context,

    /// <summary>From the joined scales up to the mask.</summary>
    Decoder,
}

/// <summary>Where a node stands in its network.</summary>
/// <param name="Part">The part.</param>
/// <param name="Step">What is done at this point of the part, counted from 0: equal steps at different strides do the same work.</param>
/// <param name="Stride">Pixels of the image per pixel of the node's map, both ways; its level.</param>
public readonly record struct GraphPlace(GraphPart Part, int Step, int Stride);

/// <summary>Shape of one image's map.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct MapShape(int Channels, int Height, int Width)
{
    /// <summary>Channels×height×width, for example 256×48×64.</summary>
    public override string ToString() => Invariant($"{Channels}×{Height}×{Width}");
}

/// <summary>One step of a network at the grain of the paper's Fig. 1.</summary>
/// <param name="Key">Unique; where it is a module, its key in the state dictionary, such as <c>decoder.smooth4</c>.</param>
/// <param name="Label">What a figure writes into it, such as <c>P4 · 3×3</c>.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Shape">Shape of what comes out of it.</param>
public sealed record GraphNode(string Key, string Label, GraphNodeKind Kind, GraphPlace Place, MapShape Shape);

/// <summary>A map's way from one node to another.</summary>
/// <param name="From">Key of the node it comes out of.</param>
/// <param name="To">Key of the node it goes into.</param>
public sealed record GraphEdge(string From, string To);
