using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A densely connected network without its classifier, tapped at strides 2 to 32.</summary>
/// <remarks>
/// Huang et al. 2017, arXiv:1608.06993. The keys of its state dictionary are torchvision's, letter for letter. C1 is the first convolution, C2 to
/// C4 are the blocks before their maps are compressed and halved, C5 is the last block; each after batch norm and ReLU (facts.md §1.1).
/// </remarks>
public sealed class DenseNetEncoder : Module<Tensor, SkipTensors>
{
    // More than the deepest published one has in a block (83, the 250 layers for small images); a damaged description must not build for hours.
    private const int MostLayers = 128;
    private const int HighestBottleneckFactor = 16;

    private readonly DenseFeatures features; // all keys of the checkpoint begin with this word

    /// <summary>Builds the encoder; convolutions are drawn with σ = √(2/fan in), batch norms start as the identity.</summary>
    /// <param name="config">Shape of the encoder.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">There are not four blocks, or a size is out of its range.</exception>
    public DenseNetEncoder(DenseNetConfig config, int seed)
        : base(nameof(DenseNetEncoder))
    {
        Check(config);
        features = new(config);
        RegisterComponents();
        Initialization.Apply(this, WeightInitializer.HeNormal, seed);
    }

    /// <summary>Image N×3×H×W, H and W multiples of 32 → five maps at strides 2 to 32.</summary>
    /// <param name="input">The preprocessed image batch.</param>
    public override SkipTensors forward(Tensor input) => features.call(input);

    private static void Check(DenseNetConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var c = config.Channels; // refuses another number of blocks than four
        if (config.LayersPerBlock.Any(layers => layers is < 1 or > MostLayers))
        {
            throw new ArgumentException($"Expected 1 to {MostLayers} layers in each block, got {config.LayersPerBlock}.", nameof(config));
        }

        bool factorFits = config.BottleneckFactor is >= 1 and <= HighestBottleneckFactor;
        if (config.GrowthRate < 1 || config.StemChannels < 1 || !factorFits)
        {
            string found = $"growth rate {config.GrowthRate}, stem {config.StemChannels} and bottleneck factor {config.BottleneckFactor}";
            throw new ArgumentException(
                $"Expected a growth rate and a stem of at least 1 and a bottleneck factor of 1 to {HighestBottleneckFactor}, got {found}.", nameof(config));
        }

        bool keepsSome = new[] { c.C2, c.C3, c.C4 }.All(channels => config.Compressed(channels) >= 1);
        if (config.Compression is not (> 0 and <= 1) || !keepsSome)
        {
            string found = config.Compression.ToString(CultureInfo.InvariantCulture);
            throw new ArgumentException($"Expected a compression above 0 and up to 1 that keeps at least one channel, got {found}.", nameof(config));
        }
    }
}

/// <summary>The blocks of the network and what lies between them.</summary>
internal sealed class DenseFeatures : Module<Tensor, SkipTensors>
{
    // Field names are the checkpoint's keys, in the order of the forward pass.
    private readonly Convolution conv0;
    private readonly BatchNorm norm0;
    private readonly DenseBlock denseblock1;
    private readonly DenseTransition transition1;
    private readonly DenseBlock denseblock2;
    private readonly DenseTransition transition2;
    private readonly DenseBlock denseblock3;
    private readonly DenseTransition transition3;
    private readonly DenseBlock denseblock4;
    private readonly BatchNorm norm5;
    private readonly MaxPooling pool = new(new(3) { Stride = 2 });

    public DenseFeatures(DenseNetConfig config)
        : base(nameof(DenseFeatures))
    {
        var c = config.Channels;
        conv0 = new(3, c.C1, new Window(7) { Stride = 2 });
        norm0 = new(c.C1, config.Norm);
        denseblock1 = new(c.C1, config.LayersPerBlock[0], config);
        transition1 = new(c.C2, config);
        denseblock2 = new(config.Compressed(c.C2), config.LayersPerBlock[1], config);
        transition2 = new(c.C3, config);
        denseblock3 = new(config.Compressed(c.C3), config.LayersPerBlock[2], config);
        transition3 = new(c.C4, config);
        denseblock4 = new(config.Compressed(c.C4), config.LayersPerBlock[3], config);
        norm5 = new(c.C5, config.Norm);
        RegisterComponents();
    }

    /// <summary>Image N×3×H×W → five maps at strides 2 to 32.</summary>
    public override SkipTensors forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var c1 = norm0.call(conv0.call(input)).relu_();                         // N×C1×H/2×W/2
        var second = Stage(denseblock1, transition1, pool.Of(c1));              // tap N×C2×H/4×W/4, output N×C2/2×H/8×W/8
        var third = Stage(denseblock2, transition2, second.Output);             // tap N×C3×H/8×W/8, output N×C3/2×H/16×W/16
        var fourth = Stage(denseblock3, transition3, third.Output);             // tap N×C4×H/16×W/16, output N×C4/2×H/32×W/32
        var c5 = norm5.call(denseblock4.call(fourth.Output)).relu_();           // N×C5×H/32×W/32
        return new SkipTensors(c1, second.Tap, third.Tap, fourth.Tap, c5).MoveToOuterDisposeScope();
    }

    // A scope of its own: outside of training the block's map, the largest there is, is gone before the next block begins.
    private static TappedMap Stage(DenseBlock block, DenseTransition transition, Tensor input)
    {
        using var scope = NewDisposeScope();
        return transition.call(block.call(input)).MoveToOuterDisposeScope();
    }
}
