using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>An Xception network without its classifier, tapped at strides 2 to 32.</summary>
/// <remarks>
/// Chollet 2017, arXiv:1610.02357. The keys of its state dictionary are those of timm's <c>legacy_xception</c>, letter for letter. C1 and C5 are the
/// second and the last convolution after batch norm and ReLU. C2 to C4 are taken inside the second and third block of the entry flow and the
/// block of the exit flow, after the last batch norm and before pooling and shortcut; C3 and C4 with a ReLU, C2 without (facts.md §1.1).
/// </remarks>
public sealed class XceptionEncoder : Module<Tensor, SkipTensors>
{
    // Four times as many as the published network has; a damaged description must not build for hours.
    private const int MostMiddleBlocks = 32;

    // Field names are the checkpoint's keys; those of the blocks after the stem depend on their number.
    private readonly Convolution conv1;
    private readonly BatchNorm bn1;
    private readonly Convolution conv2;
    private readonly BatchNorm bn2;
    private readonly DownsamplingBlock[] entry;
    private readonly MiddleBlock[] middle;
    private readonly DownsamplingBlock exit;
    private readonly SeparableConvolution conv3;
    private readonly BatchNorm bn3;
    private readonly SeparableConvolution conv4;
    private readonly BatchNorm bn4;

    /// <summary>Builds the encoder; convolutions are drawn with σ = √(2/fan in), batch norms start as the identity.</summary>
    /// <param name="config">Shape of the encoder.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">A list has another length than its flow has widths, or a size is out of its range.</exception>
    public XceptionEncoder(XceptionConfig config, int seed)
        : base(nameof(XceptionEncoder))
    {
        Check(config);
        var (stem, wide, last) = (config.StemWidths, config.EntryWidths, config.ExitWidths);
        var border = config.ShrinkingPadding;
        conv1 = new(3, stem[0], new Window(3) { Stride = 2, Padding = border });
        bn1 = new(stem[0], config.Norm);
        conv2 = new(stem[0], stem[1], new Window(3) { Padding = border });
        bn2 = new(stem[1], config.Norm);
        RegisterComponents(); // the stem; the rest is registered by hand below, in the checkpoint's order
        entry =
        [
            new([stem[1], wide[0], wide[0]], config, startsWithReLU: false),
            new([wide[0], wide[1], wide[1]], config),
            new([wide[1], wide[2], wide[2]], config),
        ];
        middle = [.. Enumerable.Range(0, config.MiddleBlocks).Select(_ => new MiddleBlock(wide[2], config))];
        exit = new([wide[2], wide[2], last[0]], config);
        conv3 = new(last[0], last[1]);
        bn3 = new(last[1], config.Norm);
        conv4 = new(last[1], last[2]);
        bn4 = new(last[2], config.Norm);
        Register([.. entry, .. middle, exit]);
        Initialization.Apply(this, WeightInitializer.HeNormal, seed);
    }

    /// <summary>Image N×3×H×W → five maps, at strides 2 to 32 where H and W are multiples of 32 and the padding is TensorFlow's.</summary>
    /// <param name="input">The preprocessed image batch.</param>
    public override SkipTensors forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = bn1.call(conv1.call(input)).relu_();                // N×stem×H/2×W/2
        var c1 = bn2.call(conv2.call(x)).relu_();                   // N×C1×H/2×W/2
        var first = entry[0].call(c1);                              // output N×width×H/4×W/4
        var second = entry[1].call(first.Output);                   // tap N×C2×H/4×W/4, output N×C2×H/8×W/8
        var third = entry[2].call(second.Output);                   // tap N×C3×H/8×W/8, output N×C3×H/16×W/16
        x = middle.Aggregate(third.Output, (map, block) => block.call(map));
        var fourth = exit.call(x);                                  // tap N×C4×H/16×W/16, output N×C4×H/32×W/32
        x = bn3.call(conv3.call(fourth.Output)).relu_();            // N×width×H/32×W/32
        var c5 = bn4.call(conv4.call(x)).relu_();                   // N×C5×H/32×W/32
        return new SkipTensors(c1, second.Tap, third.Tap.relu(), fourth.Tap.relu(), c5).MoveToOuterDisposeScope();
    }

    private static void Check(XceptionConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _ = config.Channels; // refuses lists of another length
        if (config.Widths.Any(width => width < 1) || config.MiddleBlocks is < 1 or > MostMiddleBlocks)
        {
            string found = $"widths {config.StemWidths}, {config.EntryWidths} and {config.ExitWidths} and {config.MiddleBlocks} middle blocks";
            throw new ArgumentException($"Expected widths of at least 1 and 1 to {MostMiddleBlocks} middle blocks, got {found}.", nameof(config));
        }
    }

    private void Register(IReadOnlyList<Module> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            register_module(string.Create(CultureInfo.InvariantCulture, $"block{i + 1}"), blocks[i]);
        }

        register_module(nameof(conv3), conv3);
        register_module(nameof(bn3), bn3);
        register_module(nameof(conv4), conv4);
        register_module(nameof(bn4), bn4);
    }
}
