using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Shape of the pyramid decoder. The defaults are the paper's network (facts.md §1.2).</summary>
public sealed record PyramidConfig : DecoderConfig
{
    /// <summary>Channels of the pyramid levels P2 to P5.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Channels of each level's prediction, two 3×3 convolutions.</summary>
    public int PredictionWidth { get; init; } = 128;

    /// <summary>Channels after the four predictions are joined.</summary>
    public int AggregationWidth { get; init; } = 256;

    /// <summary>Channels after the first upsampling of the joined map, where C1 is concatenated.</summary>
    public int HalfSizeWidth { get; init; } = 128;

    /// <summary>Channels at full size.</summary>
    public int FullSizeWidth { get; init; } = 64;

    /// <summary>Added to the variance in the decoder's one batch norm.</summary>
    public double BatchNormEpsilon { get; init; } = 1.001e-5;

    /// <summary>The decoder of the compact networks (DESIGN.md §6).</summary>
    public static PyramidConfig Compact { get; } = new()
    {
        Width = 48,
        PredictionWidth = 32,
        AggregationWidth = 64,
        HalfSizeWidth = 32,
        FullSizeWidth = 24,
        BatchNormMomentum = 0.1,
    };

    internal override IEnumerable<int> Widths => [Width, PredictionWidth, AggregationWidth, HalfSizeWidth, FullSizeWidth, OutputMaps];

    internal override SegmentationNetwork Join(Module<Tensor, SkipTensors> encoder, EncoderChannels channels, int seed) =>
        new PyramidNetwork(encoder, channels, this, seed);

    internal override void Sketch(GraphSketch sketch, SkipNodes skips) => new PyramidSketch(sketch, this).Draw(skips);
}
