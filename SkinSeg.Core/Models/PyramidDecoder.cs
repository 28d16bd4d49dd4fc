using System.Globalization;
using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>The feature pyramid that all four of the paper's residual and dense networks share (paper Fig. 1; facts.md §1.2).</summary>
/// <remarks>
/// Skips are merged by addition in P4, P3 and P2; C1 alone is concatenated, as the adopted code does (facts.md §6.2 #8). Upsampling repeats pixels.
/// The one batch norm follows the aggregation. Each level's prediction is computed at its own resolution and upsampled afterwards.
/// </remarks>
public sealed class PyramidDecoder : Module<SkipTensors, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly Convolution lateral5;
    private readonly Convolution lateral4;
    private readonly Convolution lateral3;
    private readonly Convolution lateral2;
    private readonly Convolution smooth4;
    private readonly Convolution smooth3;
    private readonly Convolution smooth2;
    private readonly ConvolutionPair predict5;
    private readonly ConvolutionPair predict4;
    private readonly ConvolutionPair predict3;
    private readonly ConvolutionPair predict2;
    private readonly Aggregation aggregate;
    private readonly ConvolutionPair up4;
    private readonly ConvolutionPair up5;

    /// <summary>Builds the decoder with random weights and biases of 0.</summary>
    /// <param name="channels">Channels of the encoder's feature maps.</param>
    /// <param name="config">Widths and initializer.</param>
    /// <param name="seed">Seed of the weights.</param>
    public PyramidDecoder(EncoderChannels channels, PyramidConfig config, int seed)
        : base(nameof(PyramidDecoder))
    {
        ArgumentNullException.ThrowIfNull(channels);
        Check(config, channels.Stride);
        lateral5 = new(channels.C5, config.Width, new Window(1), withBias: true);
        lateral4 = new(channels.C4, config.Width, new Window(1), withBias: true);
        lateral3 = new(channels.C3, config.Width, new Window(1), withBias: true);
        lateral2 = new(channels.C2, config.Width, new Window(1), withBias: true);
        smooth4 = new(config.Width, config.Width, new Window(3), withBias: true);
        smooth3 = new(config.Width, config.Width, new Window(3), withBias: true);
        smooth2 = new(config.Width, config.Width, new Window(3), withBias: true);
        predict5 = new(config.Width, config.PredictionWidth);
        predict4 = new(config.Width, config.PredictionWidth);
        predict3 = new(config.Width, config.PredictionWidth);
        predict2 = new(config.Width, config.PredictionWidth);
        aggregate = new(4 * config.PredictionWidth, config);
        up4 = new(config.AggregationWidth, config.HalfSizeWidth, skipChannels: channels.C1);
        up5 = new(config.HalfSizeWidth, config.FullSizeWidth);
        RegisterComponents();
        Initialization.Apply(this, config.Initializer, seed);
    }

    /// <summary>Five maps at strides 2 to 32 → N×FullSizeWidth×H×W.</summary>
    /// <param name="input">The encoder's feature maps.</param>
    /// <exception cref="ArgumentException">A map is not twice as high and wide as the next.</exception>
    public override Tensor forward(SkipTensors input)
    {
        CheckSizes(input);
        using var scope = NewDisposeScope();
        var x = aggregate.OfEnlarged(Predictions(Pyramid(input)));  // N×AggregationWidth×H/4×W/4
        x = up4.Join(new(x, 2), input.C1);                    // N×HalfSizeWidth×H/2×W/2
        x = up5.OfEnlarged(new(x, 2));                        // N×FullSizeWidth×H×W
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>P2 to P5: from the smallest map up, each is enlarged and added to the next skip.</summary>
    internal PyramidLevels Pyramid(SkipTensors skips)
    {
        using var scope = NewDisposeScope();
        var p5 = lateral5.call(skips.C5);                                             // N×Width×H/32×W/32
        var p4 = smooth4.call(lateral4.call(skips.C4).add_(new EnlargedMap(p5, 2).Enlarge(), Scalars.One));         // N×Width×H/16×W/16
        var p3 = smooth3.call(lateral3.call(skips.C3).add_(new EnlargedMap(p4, 2).Enlarge(), Scalars.One));         // N×Width×H/8×W/8
        var p2 = smooth2.call(lateral2.call(skips.C2).add_(new EnlargedMap(p3, 2).Enlarge(), Scalars.One));         // N×Width×H/4×W/4
        return new(
            p2.MoveToOuterDisposeScope(), p3.MoveToOuterDisposeScope(), p4.MoveToOuterDisposeScope(), p5.MoveToOuterDisposeScope());
    }

    private static void CheckSizes(SkipTensors maps)
    {
        long[][] sizes = [.. new[] { maps.C1, maps.C2, maps.C3, maps.C4, maps.C5 }.Select(map => map.shape[2..])];
        if (sizes.Zip(sizes.Skip(1)).Any(pair => pair.First[0] != 2 * pair.Second[0] || pair.First[1] != 2 * pair.Second[1]))
        {
            string found = string.Join(", ", sizes.Select(size => string.Join('×', size)));
            throw new ArgumentException(
                $"Expected maps of which each is twice as high and wide as the next, got {found}; use an encoder with TensorFlowSame padding.");
        }
    }

    private static void Check(PyramidConfig config, int stride)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (stride != PyramidNetwork.Stride)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected an encoder that halves the image five times, to stride 32, got one of output stride {stride}; use DeepLab's decoder with it."));
        }

        int[] widths = [config.Width, config.PredictionWidth, config.AggregationWidth, config.HalfSizeWidth, config.FullSizeWidth, config.OutputMaps];
        if (widths.Min() < 1)
        {
            throw new ArgumentException($"Expected widths and a number of maps of at least 1, got {config}.", nameof(config));
        }
    }

    // The four predictions, to be enlarged to a quarter of the image's size and put side by side.
    private EnlargedMap[] Predictions(PyramidLevels levels) =>
    [
        new(predict5.call(levels.P5), 8),  // N×PredictionWidth×H/32×W/32
        new(predict4.call(levels.P4), 4),
        new(predict3.call(levels.P3), 2),
        new(predict2.call(levels.P2), 1),
    ];
}

/// <summary>The merged maps of the pyramid: N×Width at strides 4, 8, 16 and 32.</summary>
internal readonly record struct PyramidLevels(Tensor P2, Tensor P3, Tensor P4, Tensor P5);

/// <summary>Two 3×3 convolutions, each with ReLU and without batch norm; a skip may be concatenated between them.</summary>
internal sealed class ConvolutionPair : Module<Tensor, Tensor>
{
    private readonly Convolution conv1;
    private readonly Convolution conv2;

    public ConvolutionPair(int inChannels, int outChannels, int skipChannels = 0)
        : base(nameof(ConvolutionPair))
    {
        conv1 = new(inChannels, outChannels, new Window(3), withBias: true);
        conv2 = new(outChannels + skipChannels, outChannels, new Window(3), withBias: true);
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H×W.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return conv2.call(conv1.call(input).relu_()).relu_().MoveToOuterDisposeScope();
    }

    /// <summary>The same of an enlarged map.</summary>
    public Tensor OfEnlarged(EnlargedMap input)
    {
        using var scope = NewDisposeScope();
        return conv2.call(conv1.OfEnlarged(input).relu_()).relu_().MoveToOuterDisposeScope();
    }

    /// <summary>N×Cin×H×W, enlarged, and N×Cskip×kH×kW → N×Cout×kH×kW.</summary>
    public Tensor Join(EnlargedMap input, Tensor skip)
    {
        using var scope = NewDisposeScope();
        var x = cat([conv1.OfEnlarged(input).relu_(), skip], dim: 1);  // N×(Cout+Cskip)×kH×kW
        return conv2.call(x).relu_().MoveToOuterDisposeScope();
    }
}

/// <summary>The 3×3 convolution, batch norm and ReLU that join the predictions.</summary>
internal sealed class Aggregation : Module<Tensor, Tensor>
{
    private readonly Convolution conv;
    private readonly BatchNorm bn;

    public Aggregation(int inChannels, PyramidConfig config)
        : base(nameof(Aggregation))
    {
        conv = new(inChannels, config.AggregationWidth, new Window(3), withBias: true);
        bn = new(config.AggregationWidth, new(config.BatchNormEpsilon, config.BatchNormMomentum));
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×AggregationWidth×H×W.</summary>
    public override Tensor forward(Tensor input) => OfEnlarged(new EnlargedMap(input, 1));

    /// <summary>The same of several enlarged maps side by side.</summary>
    public Tensor OfEnlarged(params IReadOnlyList<EnlargedMap> maps)
    {
        using var scope = NewDisposeScope();
        return bn.call(conv.OfEnlarged(maps)).relu_().MoveToOuterDisposeScope();
    }
}
