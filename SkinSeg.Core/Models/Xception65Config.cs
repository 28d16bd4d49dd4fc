using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>Shape of an aligned Xception encoder. The defaults are Xception-65 as the paper's DeepLabV3+ has it (facts.md §2.2, §6.3 #29).</summary>
/// <remarks><see cref="EncoderConfig.Padding"/> is that of the first convolution alone: all later windows are padded alike on both sides.</remarks>
public sealed record Xception65Config : EncoderConfig
{
    /// <summary>Xception-65 at output stride 16, with batch norms for weights that come from TensorFlow and padding as the adopted code has it.</summary>
    public Xception65Config()
    {
        BatchNormEpsilon = 1e-3;
        Padding = PaddingRule.TensorFlowSame;
    }

    /// <summary>Pixels of the image per pixel of the features: 16 or 8 in DeepLab; 32 as in the ImageNet classifier.</summary>
    /// <remarks>Keys and weights are the same: where a block may halve no more, the blocks after it get an atrous rate instead.</remarks>
    public int OutputStride { get; init; } = 16;

    /// <summary>Channels of the two first convolutions, of which the first halves the image.</summary>
    public ValueList<int> StemWidths { get; init; } = [32, 64];

    /// <summary>Channels of the three blocks of the entry flow, each of which halves the map.</summary>
    public ValueList<int> EntryWidths { get; init; } = [128, 256, 728];

    /// <summary>Number of blocks of the middle flow; they have as many channels as the last block before them.</summary>
    public int MiddleBlocks { get; init; } = 16;

    /// <summary>Channels that the first exit block gives, that the last one works with, and that it gives.</summary>
    public ValueList<int> ExitWidths { get; init; } = [1024, 1536, 2048];

    /// <summary>The encoder of the paper's DeepLabV3+.</summary>
    public static Xception65Config Xception65 { get; } = new();

    /// <summary>Narrow and shallow, to be trained from scratch on a processor without a GPU.</summary>
    /// <remarks>
    /// Output stride 8 leaves maps of 12×16 pixels for images of 96×128. Its running statistics follow ten times faster than the paper's: such
    /// trainings have hundreds of steps, not tens of thousands.
    /// </remarks>
    public static Xception65Config Compact { get; } = new()
    {
        OutputStride = 8,
        StemWidths = [16, 32],
        EntryWidths = [48, 80, 128],
        MiddleBlocks = 3,
        ExitWidths = [192, 192, 256],
        BatchNormMomentum = 0.1,
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override EncoderChannels Channels => (StemWidths, EntryWidths, ExitWidths) is ([_, var stem], [_, var second, var third], [_, _, var features])
        ? new(stem, second, third, third, features) { Stride = OutputStride }
        : throw new ArgumentException($"Expected 2 stem widths, 3 entry widths and 3 exit widths, got {StemWidths}, {EntryWidths} and {ExitWidths}.");

    // C2 and C3 are taken within the second and third block of the entry flow, before they halve.
    internal override IReadOnlyList<string> Stages => ["stem", "entry flow", "entry flow", Invariant($"middle × {MiddleBlocks}"), "exit flow"];

    internal override IEnumerable<int> Widths => [.. StemWidths, .. EntryWidths, .. ExitWidths];

    /// <inheritdoc/>
    public override torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new Xception65Encoder(this, seed);
    }
}
