using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>The "modified aligned" Xception of DeepLabV3+ without its classifier (facts.md §2.2): no pooling, halving by strided convolutions.</summary>
/// <remarks>
/// Keys are those of timm's xception65, letter for letter. C1 is the stem after ReLU; C2 and C3 are what the second separable convolution of entry
/// blocks 2 and 3 gives, before any ReLU (C2 is the skip of DeepLab's decoder); C4 is the output of the middle flow; C5 are the features after ReLU.
/// Strides are 2, 4, 8, and for C4 the smaller of 16 and the output stride, for C5 the output stride.
/// </remarks>
public sealed class Xception65Encoder : Module<Tensor, SkipTensors>
{
    // Four times as many as Xception-65 has; a damaged description must not build for hours.
    private const int MostBlocks = 64;

    private readonly ModuleList<NormedConvolution> stem;
    private readonly ModuleList<AlignedXceptionBlock> blocks;

    /// <summary>Builds the encoder; convolutions are drawn with σ = √(2/fan in), batch norms start as the identity.</summary>
    /// <remarks>Fan in, because fan out would make the depthwise convolutions, which mix no channels, weaker the more channels they have.</remarks>
    /// <param name="config">Shape of the encoder.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">A width or a number of blocks is missing or out of its range, or the output stride is none of 8, 16, 32.</exception>
    public Xception65Encoder(Xception65Config config, int seed)
        : base(nameof(Xception65Encoder))
    {
        Check(config);
        var first = new Window(3) { Stride = 2, Padding = config.StridedPadding };
        var (inner, outer) = (config.StemWidths[0], config.StemWidths[1]);
        stem = new(
            new(new(3, inner, first), new(inner, config.Norm)),
            new(new(inner, outer, new Window(3)), new(outer, config.Norm)));
        blocks = new([.. Places(config).Select(place => new AlignedXceptionBlock(place))]);
        RegisterComponents();
        Initialization.Apply(this, WeightInitializer.HeNormal, seed);
    }

    /// <summary>Image N×3×H×W, H and W multiples of the output stride s → five maps.</summary>
    /// <param name="input">The preprocessed image batch.</param>
    public override SkipTensors forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var c1 = stem[1].call(stem[0].call(input));      // N×C1×H/2×W/2
        var x = blocks[0].call(c1);                      // N×·×H/4×W/4
        (var c2, x) = blocks[1].WithSecond(x);           // N×C2×H/4×W/4; x at stride 8
        (var c3, x) = blocks[2].WithSecond(x);           // N×C3×H/8×W/8; x at stride 16 or s
        foreach (var block in blocks.Skip(3).SkipLast(2))
        {
            using var previous = x;
            x = block.call(previous);
        }

        var c4 = x;                                      // N×C4×H/16×W/16 or H/s×W/s
        var c5 = blocks[^1].call(blocks[^2].call(c4));   // N×C5×H/s×W/s
        return new SkipTensors(c1, c2, c3, c4, c5).MoveToOuterDisposeScope();
    }

    private static IEnumerable<AlignedBlockPlace> Places(Xception65Config config)
    {
        var (entry, exit, middle) = (config.EntryWidths, config.ExitWidths, config.EntryWidths[2]);
        var places = entry
            .Select((width, i) => Place(i == 0 ? config.StemWidths[1] : entry[i - 1], [width, width, width], AlignedBlockKind.Projected))
            .Concat(Enumerable.Repeat(Place(middle, [middle, middle, middle], AlignedBlockKind.Identity), config.MiddleBlocks))
            .Append(Place(middle, [middle, exit[0], exit[0]], AlignedBlockKind.Projected))
            .Append(Place(exit[0], [exit[1], exit[1], exit[2]], AlignedBlockKind.Plain));
        // Where a block has a convolution as its shortcut, the classifier halves the map.
        var strides = places.Select(place => place.Kind == AlignedBlockKind.Projected ? 2 : 1);
        return places.Zip(OutputStrides.Plan(2, strides, config.OutputStride), (place, step) => place with { Stride = step.Stride, Rate = step.Rate });

        AlignedBlockPlace Place(int inChannels, int[] widths, AlignedBlockKind kind) => new(inChannels, new(widths), kind, config.Norm);
    }

    private static void Check(Xception65Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        OutputStrides.Check(config.Channels.Stride);
        if (config.MiddleBlocks is < 1 or > MostBlocks || config.Widths.Any(width => width < 1))
        {
            string found = $"{config.MiddleBlocks} blocks, stem {config.StemWidths}, entry {config.EntryWidths} and exit {config.ExitWidths}";
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Expected 1 to {MostBlocks} middle blocks and widths of at least 1, got {found}."), nameof(config));
        }
    }
}
