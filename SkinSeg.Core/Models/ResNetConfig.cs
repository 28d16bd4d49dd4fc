using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>The two residual blocks of He et al. 2016, Fig. 5.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResNetBlock>))]
public enum ResNetBlock
{
    /// <summary>Two 3×3 convolutions.</summary>
    Basic,

    /// <summary>1×1 down, 3×3, 1×1 up to four times the width.</summary>
    Bottleneck,
}

/// <summary>Which convolution of a bottleneck halves the map: a property of the weights it is to hold (facts.md §3.2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StridePosition>))]
public enum StridePosition
{
    /// <summary>The 3×3 convolution, as in torchvision ("v1.5").</summary>
    ThreeByThree,

    /// <summary>The first 1×1 convolution, as in Caffe and Keras.</summary>
    OneByOne,
}

/// <summary>Shape of a residual encoder. The defaults are ResNet152 with torchvision's stride and padding.</summary>
/// <remarks>
/// He, Zhang, Ren and Sun 2016, arXiv:1512.03385, Table 1; differences between its ports are in facts.md §3.2.
/// <see cref="EncoderConfig.Padding"/> is that of the pooling after the first convolution; all other padding is the same in every port.
/// </remarks>
public sealed record ResNetConfig : EncoderConfig
{
    /// <summary>Kind of residual block.</summary>
    public ResNetBlock Block { get; init; } = ResNetBlock.Bottleneck;

    /// <summary>Number of blocks in each of the four stages.</summary>
    public ValueList<int> BlocksPerStage { get; init; } = [3, 8, 36, 3];

    /// <summary>Channels of the first convolution, 7×7 with stride 2.</summary>
    public int StemChannels { get; init; } = 64;

    /// <summary>Width of the blocks of each stage; a bottleneck's output has four times as many channels.</summary>
    public ValueList<int> StageWidths { get; init; } = [64, 128, 256, 512];

    /// <summary>Which convolution of a bottleneck has the stride.</summary>
    public StridePosition Stride { get; init; } = StridePosition.ThreeByThree;

    /// <summary>ResNet50.</summary>
    public static ResNetConfig ResNet50 { get; } = new() { BlocksPerStage = [3, 4, 6, 3] };

    /// <summary>ResNet101.</summary>
    public static ResNetConfig ResNet101 { get; } = new() { BlocksPerStage = [3, 4, 23, 3] };

    /// <summary>ResNet152, the encoder of the paper's first network (section II-A).</summary>
    public static ResNetConfig ResNet152 { get; } = new();

    /// <summary>Narrow and shallow, to be trained from scratch on a processor without a GPU (DESIGN.md §6).</summary>
    /// <remarks>Its running statistics follow ten times faster than the paper's: such trainings have hundreds of steps, not tens of thousands.</remarks>
    public static ResNetConfig Compact { get; } = new()
    {
        Block = ResNetBlock.Basic,
        BlocksPerStage = [2, 2, 2, 2],
        StemChannels = 24,
        StageWidths = [32, 64, 96, 128],
        BatchNormMomentum = 0.1,
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override EncoderChannels Channels => StageWidths is [var first, var second, var third, var fourth]
        ? new(StemChannels, checked(first * Expansion), checked(second * Expansion), checked(third * Expansion), checked(fourth * Expansion))
        : throw new ArgumentException($"Expected the widths of four stages, got {StageWidths}.");

    /// <summary>Output channels of a block per unit of its width.</summary>
    [JsonIgnore]
    public int Expansion => Block == ResNetBlock.Bottleneck ? 4 : 1;

    internal override IReadOnlyList<string> Stages => ["7×7/2", .. BlocksPerStage.Select(static blocks => Invariant($"{blocks} blocks"))];

    /// <inheritdoc/>
    public override EncoderConfig For(WeightConvention convention) =>
        (ResNetConfig)base.For(convention) with { Stride = convention.Stride, Padding = convention.StemPooling };

    /// <inheritdoc/>
    public override torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new ResNetEncoder(this, seed);
    }
}
