using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Inception-ResNet-v2 without its classifier, tapped at strides 2 to 32.</summary>
/// <remarks>
/// Szegedy et al. 2016, arXiv:1602.07261. The keys of its state dictionary are timm's, letter for letter. C1 and C2 are the third and the fifth
/// convolution of the stem, C3 and C4 the ends of the 35×35 and of the 17×17 blocks, C5 the last convolution (facts.md §1.1).
/// </remarks>
public sealed class InceptionResNetEncoder : Module<Tensor, SkipTensors>
{
    // Field names are the checkpoint's keys, in the order of the forward pass.
    private readonly NormedConvolution conv2d_1a;
    private readonly NormedConvolution conv2d_2a;
    private readonly NormedConvolution conv2d_2b;
    private readonly NormedConvolution conv2d_3b;
    private readonly NormedConvolution conv2d_4a;
    private readonly InceptionMixed5 mixed_5b;
    private readonly Sequential repeat;
    private readonly InceptionMixed6 mixed_6a;
    private readonly Sequential repeat_1;
    private readonly InceptionMixed7 mixed_7a;
    private readonly Sequential repeat_2;
    private readonly InceptionResidualBlock block8;
    private readonly NormedConvolution conv2d_7b;
    private readonly MaxPooling pool;

    /// <summary>Builds the encoder; convolutions are drawn with σ = √(2/fan out), batch norms start as the identity.</summary>
    /// <param name="config">Shape of the encoder.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">There are not three stages, or a property is out of its range.</exception>
    public InceptionResNetEncoder(InceptionResNetConfig config, int seed)
        : base(nameof(InceptionResNetEncoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Check();
        var layers = new InceptionLayers(config);
        conv2d_1a = layers.First(32);
        conv2d_2a = layers.Unit(32, 32, layers.Shrinking);
        conv2d_2b = layers.Unit(32, 64, new Window(3));
        conv2d_3b = layers.Unit(64, 80, new Window(1));
        conv2d_4a = layers.Unit(80, 192, layers.Shrinking);
        mixed_5b = new(layers);
        repeat = Stage(config, 0, residual => InceptionResidualBlock.At35(layers, residual));
        mixed_6a = new(layers);
        repeat_1 = Stage(config, 1, residual => InceptionResidualBlock.At17(layers, residual));
        mixed_7a = new(layers);
        repeat_2 = Stage(config, 2, residual => InceptionResidualBlock.At8(layers, residual));
        block8 = InceptionResidualBlock.At8(layers, new(Scale: 1, Rectified: false));
        conv2d_7b = layers.Unit(2080, 1536, new Window(1));
        pool = new(layers.Halving);
        RegisterComponents();
        Initialization.Apply(this, WeightInitializer.KaimingFanOut, seed);
    }

    /// <summary>Image N×3×H×W → five maps; at strides 2 to 32 with TensorFlow's padding and sides that are multiples of 32, else a little smaller.</summary>
    /// <param name="input">The preprocessed image batch.</param>
    public override SkipTensors forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        // Channels are the published ones; they scale with the configuration's unit.
        var x = conv2d_2a.call(conv2d_1a.call(input));            // N×32×H/2×W/2
        var c1 = conv2d_2b.call(x);                               // N×64×H/2×W/2
        x = conv2d_3b.call(pool.Of(c1));                          // N×80×H/4×W/4
        var c2 = conv2d_4a.call(x);                               // N×192×H/4×W/4
        var c3 = repeat.call(mixed_5b.call(pool.Of(c2)));         // N×320×H/8×W/8
        var c4 = repeat_1.call(mixed_6a.call(c3));                // N×1088×H/16×W/16
        x = block8.call(repeat_2.call(mixed_7a.call(c4)));        // N×2080×H/32×W/32
        var c5 = conv2d_7b.call(x);                               // N×1536×H/32×W/32
        return new SkipTensors(c1, c2, c3, c4, c5).MoveToOuterDisposeScope();
    }

    private static Sequential Stage(InceptionResNetConfig config, int stage, Func<InceptionResidual, InceptionResidualBlock> block) => Sequential(
        Enumerable.Range(0, config.BlocksPerStage[stage]).Select(_ => block(new(config.ResidualScales[stage]))));
}
