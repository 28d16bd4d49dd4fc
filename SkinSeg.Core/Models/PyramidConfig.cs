namespace SkinSeg.Models;

/// <summary>Shape of the pyramid decoder. The defaults are the paper's network (facts.md §1.2).</summary>
public sealed record PyramidConfig
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

    /// <summary>Number of masks that are predicted at once; 1 in the paper.</summary>
    public int OutputMaps { get; init; } = 1;

    /// <summary>How the decoder's convolutions are drawn: Glorot uniform (paper, section II-B-2).</summary>
    public WeightInitializer Initializer { get; init; } = WeightInitializer.GlorotUniform;

    /// <summary>Added to the variance in the decoder's one batch norm.</summary>
    public double BatchNormEpsilon { get; init; } = 1.001e-5;

    /// <summary>Weight of the newest batch in its running statistics: 0.01 is the 0.99 of Keras (facts.md §1.8).</summary>
    public double BatchNormMomentum { get; init; } = 0.01;

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
}
