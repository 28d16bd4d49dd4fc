using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>Shape of an Xception encoder. The defaults are the paper's: Keras' Xception, every window padded as TensorFlow's "same".</summary>
/// <remarks>
/// Chollet 2017, arXiv:1610.02357, Fig. 5; differences between its ports are in facts.md §3.4. With <see cref="PaddingRule.TensorFlowSame"/>
/// the two first convolutions and the poolings divide the sides exactly (facts.md §1.4). With <see cref="PaddingRule.Reference"/>
/// the two first convolutions have no padding and poolings have the same on both sides: the maps are then some pixels smaller than their
/// strides say, and the pyramid decoder refuses them.
/// </remarks>
public sealed record XceptionConfig : EncoderConfig
{
    /// <summary>The paper's encoder.</summary>
    public XceptionConfig()
    {
        BatchNormEpsilon = 1e-3; // what the published weights were trained with (facts.md §3.4)
        Padding = PaddingRule.TensorFlowSame;
    }

    /// <summary>Channels of the two plain 3×3 convolutions at the beginning; the first has stride 2.</summary>
    public ValueList<int> StemWidths { get; init; } = [32, 64];

    /// <summary>Channels of the three blocks of the entry flow, each of which halves the map.</summary>
    public ValueList<int> EntryWidths { get; init; } = [128, 256, 728];

    /// <summary>Number of blocks of the middle flow, as wide as the last of the entry flow.</summary>
    public int MiddleBlocks { get; init; } = 8;

    /// <summary>Channels of the exit flow: its block, which halves the map, and two separable convolutions.</summary>
    public ValueList<int> ExitWidths { get; init; } = [1024, 1536, 2048];

    /// <summary>Xception, the encoder of the paper's third network (section II-A).</summary>
    public static XceptionConfig Xception { get; } = new();

    /// <summary>Narrow and shallow, to be trained from scratch on a processor without a GPU; its running statistics follow faster.</summary>
    public static XceptionConfig Compact { get; } = new()
    {
        StemWidths = [16, 24],
        EntryWidths = [48, 96, 160],
        MiddleBlocks = 3,
        ExitWidths = [224, 288, 384],
        BatchNormMomentum = 0.1,
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are not two widths in the stem, three in the entry flow and three in the exit flow.</exception>
    [JsonIgnore]
    public override EncoderChannels Channels =>
        (StemWidths, EntryWidths, ExitWidths) is ([_, var c1], [_, var c2, var c3], [var c4, _, var c5])
            ? new(c1, c2, c3, c4, c5)
            : throw new ArgumentException(
                $"Expected two widths of the stem, three of the entry flow and three of the exit flow, got {StemWidths}, {EntryWidths} and {ExitWidths}.");

    // Maps are taken within a block, before it halves: the middle flow and half a block of the exit flow lie before C4 (facts.md §1.1).
    internal override IReadOnlyList<string> Stages => ["entry stem", "entry flow", "entry flow", Invariant($"middle × {MiddleBlocks}"), "exit flow"];

    internal override IEnumerable<int> Widths => [.. StemWidths, .. EntryWidths, .. ExitWidths];

    /// <inheritdoc/>
    public override torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new XceptionEncoder(this, seed);
    }
}
