using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>Shape of a densely connected encoder. The defaults are DenseNet169.</summary>
/// <remarks>
/// Huang, Liu, van der Maaten and Weinberger 2017, arXiv:1608.06993, Table 1; differences between its ports are in facts.md §3.3.
/// <see cref="EncoderConfig.Padding"/> changes nothing here: PyTorch and Keras both pad this network by the same amount on every side.
/// </remarks>
public sealed record DenseNetConfig : EncoderConfig
{
    /// <summary>Channels that each layer adds to what came in.</summary>
    public int GrowthRate { get; init; } = 32;

    /// <summary>Number of layers in each of the four blocks.</summary>
    public ValueList<int> LayersPerBlock { get; init; } = [6, 12, 32, 32];

    /// <summary>Channels of the first convolution, 7×7 with stride 2.</summary>
    public int StemChannels { get; init; } = 64;

    /// <summary>Channels between a layer's two convolutions, as a multiple of <see cref="GrowthRate"/>.</summary>
    public int BottleneckFactor { get; init; } = 4;

    /// <summary>Share of the channels that the convolution between two blocks keeps, rounded down.</summary>
    public double Compression { get; init; } = 0.5;

    /// <summary>DenseNet121.</summary>
    public static DenseNetConfig DenseNet121 { get; } = new() { LayersPerBlock = [6, 12, 24, 16] };

    /// <summary>DenseNet169, the encoder of the paper's second network (section II-A).</summary>
    public static DenseNetConfig DenseNet169 { get; } = new();

    /// <summary>Narrow and shallow, to be trained from scratch on a processor without a GPU; its running statistics follow faster.</summary>
    public static DenseNetConfig Compact { get; } = new()
    {
        GrowthRate = 24,
        LayersPerBlock = [3, 4, 6, 5],
        StemChannels = 24,
        BatchNormMomentum = 0.1,
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are not four blocks.</exception>
    [JsonIgnore]
    public override EncoderChannels Channels
    {
        get
        {
            if (LayersPerBlock is not [var first, var second, var third, var fourth])
            {
                throw new ArgumentException($"Expected the layers of four blocks, got {LayersPerBlock}.");
            }

            int c2 = Grown(StemChannels, first);
            int c3 = Grown(Compressed(c2), second);
            int c4 = Grown(Compressed(c3), third);
            return new(StemChannels, c2, c3, c4, Grown(Compressed(c4), fourth));
        }
    }

    internal override IReadOnlyList<string> Stages => ["7×7/2", .. LayersPerBlock.Select(static layers => Invariant($"{layers} layers"))];

    internal override IEnumerable<int> Widths => base.Widths.Append(BottleneckWidth);

    /// <summary>Channels between a layer's two convolutions.</summary>
    internal int BottleneckWidth => Countable((long)BottleneckFactor * GrowthRate);

    /// <inheritdoc/>
    public override torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new DenseNetEncoder(this, seed);
    }

    /// <summary>Channels after so many layers.</summary>
    internal int Grown(int channels, int layers) => Countable(channels + ((long)layers * GrowthRate));

    /// <summary>Channels after the convolution between two blocks.</summary>
    internal int Compressed(int channels) => Countable(channels * Compression);

    // A damaged description may have numbers whose products no integer holds: the largest integer is as absurd, and is refused for its size.
    private static int Countable(double channels) => (int)Math.Clamp(channels, int.MinValue, int.MaxValue);
}
