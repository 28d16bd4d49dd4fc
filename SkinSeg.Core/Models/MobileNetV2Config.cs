using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;

namespace SkinSeg.Models;

/// <summary>Shape of a MobileNetV2 encoder. The defaults are the adopted DeepLab code's smaller choice (facts.md §2.4, §6.3 #29).</summary>
/// <remarks><see cref="EncoderConfig.Padding"/> is that of the first convolution and of the strided depthwise convolutions.</remarks>
public sealed record MobileNetV2Config : EncoderConfig
{
    /// <summary>The encoder at output stride 8, with padding and batch norms as the adopted code has them (momentum 0.999 in Keras).</summary>
    public MobileNetV2Config()
    {
        BatchNormEpsilon = 1e-3;
        BatchNormMomentum = 0.001;
        Padding = PaddingRule.TensorFlowSame;
    }

    /// <summary>Pixels of the image per pixel of the features: 8 in the adopted code; 16, or 32 as in the ImageNet classifier.</summary>
    public int OutputStride { get; init; } = 8;

    /// <summary>Channels of the first convolution, which halves the image.</summary>
    public int StemChannels { get; init; } = 32;

    /// <summary>Channels of the seven stages; stages 2, 3, 4 and 6 halve the map unless the output stride forbids it.</summary>
    public ValueList<int> StageWidths { get; init; } = [16, 24, 32, 64, 96, 160, 320];

    /// <summary>Number of blocks in each stage.</summary>
    public ValueList<int> BlocksPerStage { get; init; } = [1, 2, 3, 4, 3, 3, 1];

    /// <summary>How many times wider a block is inside than what comes in; the first stage is not widened.</summary>
    public int Expansion { get; init; } = 6;

    /// <inheritdoc/>
    [JsonIgnore]
    public override EncoderChannels Channels => StageWidths is [var first, var second, var third, _, var fifth, _, var last]
        ? new(first, second, third, fifth, last) { Stride = OutputStride }
        : throw new ArgumentException($"Expected the widths of seven stages, got {StageWidths}.");

    internal override IReadOnlyList<string> Stages => ["stage 1", "stage 2", "stage 3", "stages 4, 5", "stages 6, 7"];

    internal override IEnumerable<int> Widths =>
        [StemChannels, .. StageWidths, .. StageWidths.SkipLast(1).Select(width => (int)Math.Clamp((long)width * Expansion, int.MinValue, int.MaxValue))];

    /// <inheritdoc/>
    public override torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new MobileNetV2Encoder(this, seed);
    }
}
