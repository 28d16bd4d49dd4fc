using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Bench;

/// <summary>The counts of all pairs of a grid for one map, in one pass on one core, beside labelling and reconstructing once per pair.</summary>
/// <param name="Grid">The pairs.</param>
internal sealed record LandscapeBench(ThresholdGrid Grid)
{
    // A network's size, and that of a small photograph.
    private static readonly ImageSize[] Sizes = [new(192, 256), new(767, 1022)];

    /// <summary>Measures both sizes: with a map as networks make them, and with one of independent pixels, which has more objects than any other.</summary>
    public IReadOnlyList<BenchRow> Run(Comparison comparison) =>
    [
        .. Sizes.Select(size => Measure(string.Empty, Lesion(size), comparison)),
        .. Sizes.Select(size => Measure(", noise", Noise(size), comparison)),
    ];

    private BenchRow Measure(string kind, LabeledMap item, Comparison comparison)
    {
        var rule = new DualThreshold();
        var pairs = Grid.Pairs(rule);
        var counter = new PairCounter(Grid, rule);
        Warm(counter);
        string name = string.Create(CultureInfo.InvariantCulture, $"{pairs.Count} pairs of thresholds, {item.Map.Size}{kind}");
        return comparison.Measure(name, "ms per map", 1, () => PairByPair(item, pairs), () => counter.Count(item));
    }

    // A search has many maps, so what counts is the code that the runtime has compiled in full, which it does after some thirty calls.
    private static void Warm(PairCounter counter)
    {
        var item = Noise(new(48, 64));
        for (int i = 0; i < 40; i++)
        {
            counter.Count(item);
        }
    }

    private static void PairByPair(LabeledMap item, ValueList<DualThreshold> pairs)
    {
        foreach (var pair in pairs)
        {
            PixelCounts.Compare(item.Truth, pair.Apply(item.Map));
        }
    }

    // As a network's map looks: sure of the dark lesion, unsure at its border and of spots around it.
    private static LabeledMap Lesion(ImageSize size)
    {
        const double Steepness = 30;
        const double Middle = 0.45;
        var sample = SyntheticDermoscopy.Draw(new(), 1);
        var image = sample.Image.ResizeTo(size);
        var values = new ushort[size.Area];
        for (int i = 0; i < values.Length; i++)
        {
            double darkness = 1 - (image.Values[3 * i] / 255.0);
            values[i] = (ushort)(ProbabilityMap.One / (1 + Math.Exp(-(darkness - Middle) * Steepness)));
        }

        return new(sample.Id, new(size, values), sample.Lesion.ResizeTo(size));
    }

    private static LabeledMap Noise(ImageSize size)
    {
        var random = Seed.RandomFor(1, 0, "bench landscape");
        var values = new ushort[size.Area];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (ushort)random.Next(ProbabilityMap.One + 1);
        }

        return new("noise", new(size, values), Mask.From(size, (row, column) => values[(row * size.Width) + column] > ProbabilityMap.One / 2));
    }
}
