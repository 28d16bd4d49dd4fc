using SkinSeg.Primitives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Shape of DeepLabV3+'s decoder. The defaults are the paper's network (facts.md §2.3).</summary>
public sealed record DeepLabConfig : DecoderConfig
{
    /// <summary>Channels of each branch of the atrous pyramid, and of their projection.</summary>
    public int PyramidWidth { get; init; } = 256;

    /// <summary>Rates of the pyramid's atrous convolutions at output stride 16.</summary>
    /// <remarks>At stride 8 they are doubled, to 12, 24 and 36, and at 32 halved: so they reach equally far in the image (facts.md §2.3).</remarks>
    public ValueList<int> Rates { get; init; } = [6, 12, 18];

    /// <summary>Channels that the encoder's map C2 is brought to; 0 leaves out that skip and the convolutions behind it (MobileNetV2, facts.md §2.4).</summary>
    public int SkipWidth { get; init; } = 48;

    /// <summary>Channels of the two convolutions that follow where the skip has joined.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Share of the pyramid's numbers that a training step leaves out, drawn by torch: <see cref="Tensors.TorchRuntime.Seed"/> repeats it.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Added to the variance in the decoder's batch norms.</summary>
    public double BatchNormEpsilon { get; init; } = 1e-5;

    /// <summary>The form that goes with MobileNetV2: no atrous convolutions and no skip (facts.md §2.4).</summary>
    public static DeepLabConfig PoolingOnly { get; } = new() { Rates = [], SkipWidth = 0 };

    /// <summary>The decoder of the compact network, to be trained from scratch.</summary>
    /// <remarks>
    /// Its rates, 2, 4 and 6 at output stride 8, suit maps of 12×16 pixels. It is drawn as the adopted code draws pyramids: after Glorot's rule the
    /// depthwise convolutions start so small that 40 steps do not suffice to learn one image by heart.
    /// </remarks>
    public static DeepLabConfig Compact { get; } = new()
    {
        PyramidWidth = 96,
        Rates = [1, 2, 3],
        SkipWidth = 48,
        Width = 96,
        Initializer = WeightInitializer.HeNormal,
        BatchNormMomentum = 0.1,
    };

    internal override IEnumerable<int> Widths => [PyramidWidth, SkipWidth, Width, OutputMaps];

    /// <summary>What the batch norms have in common.</summary>
    internal BatchNormRule Norm => new(BatchNormEpsilon, BatchNormMomentum);

    internal override SegmentationNetwork Join(Module<Tensor, SkipTensors> encoder, EncoderChannels channels, int seed) =>
        new DeepLabNetwork(encoder, channels, this, seed);

    internal override void Sketch(GraphSketch sketch, SkipNodes skips) => new DeepLabSketch(sketch, this).Draw(skips);
}
