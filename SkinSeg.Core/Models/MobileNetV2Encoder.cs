using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>MobileNetV2 up to its last block (Sandler et al. 2018; facts.md §2.4).</summary>
/// <remarks>
/// Keys are those of torchvision's mobilenet_v2, <c>features.0</c> to <c>features.17</c>, letter for letter. C1, C2, C3, C4 and C5 are the outputs of
/// stages 1, 2, 3, 5 and 7, none of which ends in a ReLU; strides are 2, 4, 8, and for C4 and C5 the output stride (16 for C4 where that is 32).
/// </remarks>
public sealed class MobileNetV2Encoder : Module<Tensor, SkipTensors>
{
    // Several times as many as any MobileNetV2 has; a damaged description must not build for hours.
    private const int MostBlocks = 32;
    private const int MostExpansion = 64;

    private static readonly int[] StageStrides = [1, 2, 2, 2, 1, 2, 1];

    private readonly ModuleList<Module<Tensor, Tensor>> features;
    private readonly int[] stageEnds;

    /// <summary>Builds the encoder; convolutions are drawn with σ = √(2/fan in), batch norms start as the identity.</summary>
    /// <param name="config">Shape of the encoder.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">There are not seven stages, a size is out of its range, or the output stride is none of 8, 16, 32.</exception>
    public MobileNetV2Encoder(MobileNetV2Config config, int seed)
        : base(nameof(MobileNetV2Encoder))
    {
        Check(config);
        var places = Places(config).ToList();
        var first = new Window(3) { Stride = 2, Padding = places[0].Window.Padding };
        features = new([
            new CappedConvolution(new(3, config.StemChannels, first), new(config.StemChannels, config.Norm)),
            .. places.Select(place => new InvertedResidual(place))]);
        stageEnds = [.. Enumerable.Range(1, config.BlocksPerStage.Count).Select(stages => config.BlocksPerStage.Take(stages).Sum())];
        RegisterComponents();
        Initialization.Apply(this, WeightInitializer.HeNormal, seed);
    }

    /// <summary>Image N×3×H×W, H and W multiples of the output stride s → five maps.</summary>
    /// <param name="input">The preprocessed image batch.</param>
    public override SkipTensors forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = features[0].call(input);        // N×stem×H/2×W/2
        var stages = new List<Tensor>();
        for (int i = 1; i < features.Count; i++)
        {
            x = features[i].call(x);
            if (i == stageEnds[stages.Count])
            {
                stages.Add(x);                  // N×width×H/2×W/2, then at strides 4, 8, 16 or s, the same, s, s
            }
        }

        return new SkipTensors(stages[0], stages[1], stages[2], stages[4], stages[6]).MoveToOuterDisposeScope();
    }

    private static IEnumerable<InvertedResidualPlace> Places(MobileNetV2Config config)
    {
        var places =
            from stage in Enumerable.Range(0, config.StageWidths.Count)
            from block in Enumerable.Range(0, config.BlocksPerStage[stage])
            let width = config.StageWidths[stage]
            let incoming = block > 0 ? width : stage > 0 ? config.StageWidths[stage - 1] : config.StemChannels
            select new InvertedResidualPlace(incoming, width, stage == 0 ? 1 : config.Expansion, block == 0 ? StageStrides[stage] : 1, config);
        var plan = OutputStrides.Plan(2, places.Select(place => place.NominalStride), config.OutputStride);
        return places.Zip(plan, (place, step) => place with { Stride = step.Stride, Rate = step.Rate });
    }

    private static void Check(MobileNetV2Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        OutputStrides.Check(config.Channels.Stride);
        bool badBlocks = config.BlocksPerStage.Count != StageStrides.Length || config.BlocksPerStage.Any(blocks => blocks is < 1 or > MostBlocks);
        if (badBlocks || config.Expansion is < 1 or > MostExpansion || config.Widths.Any(width => width < 1))
        {
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"blocks {config.BlocksPerStage}, expansion {config.Expansion}, stem {config.StemChannels} and widths {config.StageWidths}");
            throw new ArgumentException(
                $"Expected 1 to {MostBlocks} blocks in each of seven stages, an expansion of 1 to {MostExpansion} and widths of at least 1, got {found}.",
                nameof(config));
        }
    }
}
