using System.Globalization;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>Shape of an Inception-ResNet-v2 encoder. The defaults are the encoder of the paper's fourth network as the adopted code builds it.</summary>
/// <remarks>
/// Szegedy, Ioffe, Vanhoucke and Alemi 2016, arXiv:1602.07261, in the widths of the published weights, which differ from the article's figures (facts.md §3.5).
/// <see cref="EncoderConfig.Padding"/> is that of the stem and of the two reductions: none in the reference, which then gives maps that no decoder of the
/// kit can join, or TensorFlow's "same" (default; facts.md §1.4). All other windows keep the size of their map in both.
/// </remarks>
public sealed record InceptionResNetConfig : EncoderConfig
{
    // Three times the published network's longest stage, and 16 times its width; a damaged description must not build for hours.
    private const int MostBlocks = 60;
    private const int LargestUnit = 256;

    // All its widths are multiples of 16.
    private const int PublishedUnit = 16;

    /// <summary>The encoder of the paper's adopted code, with the epsilon of its weights (fixtures README).</summary>
    public InceptionResNetConfig()
    {
        BatchNormEpsilon = 1e-3;
        Padding = PaddingRule.TensorFlowSame;
    }

    /// <summary>Number of 35×35, 17×17 and 8×8 blocks that end in a ReLU; one more 8×8 block without it follows them.</summary>
    public ValueList<int> BlocksPerStage { get; init; } = [10, 20, 9];

    /// <summary>What the branches of each of the three kinds of blocks are multiplied by before they are added; the last block's scale is 1.</summary>
    public ValueList<double> ResidualScales { get; init; } = [0.17, 0.10, 0.20];

    /// <summary>Channels of the whole encoder: every published width is a multiple of 16, and this number takes the place of the 16.</summary>
    public int ChannelUnit { get; init; } = PublishedUnit;

    /// <summary>Whether batch norms learn a scale; Keras' have none, so that it stays 1 (facts.md §3.7 #5). Keys and shapes are the same.</summary>
    public bool LearnScale { get; init; }

    /// <summary>Inception-ResNet-v2, the encoder of the paper's fourth network (section II-A).</summary>
    public static InceptionResNetConfig InceptionResNetV2 { get; } = new();

    /// <summary>Narrow and shallow, to be trained from scratch on a processor without a GPU (DESIGN.md §6).</summary>
    /// <remarks>
    /// Its running statistics follow ten times faster than the paper's: such trainings have hundreds of steps, not tens of thousands.
    /// Its scales are learned, since no published weights want them at 1: 40 steps on one image then end at a smaller loss.
    /// </remarks>
    public static InceptionResNetConfig Compact { get; } = new()
    {
        BlocksPerStage = [2, 3, 1],
        ChannelUnit = 3,
        LearnScale = true,
        BatchNormMomentum = 0.1,
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    [JsonIgnore]
    public override EncoderChannels Channels
    {
        get
        {
            Check();
            return new(Width(64), Width(192), Width(320), Width(1088), Width(1536));
        }
    }

    internal override BatchNormRule Norm => base.Norm with { LearnScale = LearnScale };

    // The stem gives two maps; each stage's blocks follow a reduction, and one block more ends the last.
    internal override IReadOnlyList<string> Stages =>
        ["stem", "stem", Invariant($"{BlocksPerStage[0]} blocks"), Invariant($"{BlocksPerStage[1]} blocks"), Invariant($"{BlocksPerStage[2] + 1} blocks")];

    /// <inheritdoc/>
    public override torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new InceptionResNetEncoder(this, seed);
    }

    /// <summary>This encoder's width of a layer that has so many channels in the published network.</summary>
    internal int Width(int published) => published / PublishedUnit * ChannelUnit;

    /// <summary>Refuses what cannot be built, or only in hours.</summary>
    internal void Check()
    {
        if (BlocksPerStage is not { Count: 3 } || ResidualScales is not { Count: 3 })
        {
            throw new ArgumentException($"Expected blocks and residual scales of three stages, got {Found()}.");
        }

        if (BlocksPerStage.Any(blocks => blocks is < 1 or > MostBlocks) || ChannelUnit is < 1 or > LargestUnit || !ResidualScales.All(double.IsFinite))
        {
            throw new ArgumentException(
                $"Expected 1 to {MostBlocks} blocks in each stage, finite residual scales and a channel unit of 1 to {LargestUnit}, got {Found()}.");
        }
    }

    private string Found()
    {
        string scales = ResidualScales is null ? "none" : string.Join(", ", ResidualScales.Select(scale => scale.ToString(CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"blocks {BlocksPerStage}, scales [{scales}] and channel unit {ChannelUnit}");
    }
}
