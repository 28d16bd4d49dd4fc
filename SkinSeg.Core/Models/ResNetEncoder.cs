using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A residual network without its classifier, tapped at strides 2 to 32.</summary>
/// <remarks>
/// He et al. 2016, arXiv:1512.03385. The keys of its state dictionary are torchvision's, letter for letter. C1 is the first convolution
/// after batch norm and ReLU, C2 to C5 are the outputs of the four stages (facts.md §1.1).
/// </remarks>
public sealed class ResNetEncoder : Module<Tensor, SkipTensors>
{
    // More than the deepest published residual network has (1001 layers in three stages); a damaged description must not build for hours.
    private const int MostBlocks = 333;

    private readonly Convolution conv1;
    private readonly BatchNorm bn1;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly MaxPooling pool;

    /// <summary>Builds the encoder; convolutions are drawn with σ = √(2/fan out), batch norms start as the identity.</summary>
    /// <param name="config">Shape of the encoder.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">There are not four stages, or a size is below 1.</exception>
    public ResNetEncoder(ResNetConfig config, int seed)
        : base(nameof(ResNetEncoder))
    {
        Check(config);
        conv1 = new(3, config.StemChannels, new Window(7) { Stride = 2 });
        bn1 = new(config.StemChannels, config.Norm);
        layer1 = Stage(config, 0);
        layer2 = Stage(config, 1);
        layer3 = Stage(config, 2);
        layer4 = Stage(config, 3);
        pool = new(new(3) { Stride = 2, Padding = config.StridedPadding });
        RegisterComponents();
        Initialization.Apply(this, WeightInitializer.KaimingFanOut, seed);
    }

    /// <summary>Image N×3×H×W, H and W multiples of 32 → five maps at strides 2 to 32.</summary>
    /// <param name="input">The preprocessed image batch.</param>
    public override SkipTensors forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var c1 = bn1.call(conv1.call(input)).relu_();  // N×C1×H/2×W/2
        var pooled = pool.Of(c1);      // N×C1×H/4×W/4
        var c2 = layer1.call(pooled);  // N×C2×H/4×W/4
        var c3 = layer2.call(c2);      // N×C3×H/8×W/8
        var c4 = layer3.call(c3);      // N×C4×H/16×W/16
        var c5 = layer4.call(c4);      // N×C5×H/32×W/32
        return new SkipTensors(c1, c2, c3, c4, c5).MoveToOuterDisposeScope();
    }

    private static Sequential Stage(ResNetConfig config, int stage)
    {
        int width = config.StageWidths[stage];
        int incoming = stage == 0 ? config.StemChannels : config.StageWidths[stage - 1] * config.Expansion;
        var blocks = Enumerable.Range(0, config.BlocksPerStage[stage]).Select(i => i == 0
            ? new ResidualBlockPlace(incoming, width, stage == 0 ? 1 : 2, config)
            : new ResidualBlockPlace(width * config.Expansion, width, 1, config));
        return Sequential(blocks.Select(block => block.Build()));
    }

    private static void Check(ResNetConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.BlocksPerStage.Count != 4 || config.StageWidths.Count != 4)
        {
            throw new ArgumentException($"Expected four stages, got blocks {config.BlocksPerStage} and widths {config.StageWidths}.", nameof(config));
        }

        bool badBlocks = config.BlocksPerStage.Any(blocks => blocks is < 1 or > MostBlocks);
        if (badBlocks || config.StageWidths.Append(config.StemChannels).Any(width => width < 1))
        {
            string found = $"blocks {config.BlocksPerStage}, stem {config.StemChannels} and widths {config.StageWidths}";
            throw new ArgumentException($"Expected 1 to {MostBlocks} blocks in each stage and widths of at least 1, got {found}.", nameof(config));
        }
    }
}
