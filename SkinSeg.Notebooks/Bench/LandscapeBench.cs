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

    /// <summary>Measures both sizes.</summary>
    public IReadOnlyList<BenchRow> Run(Comparison comparison) => [.. Sizes.Select(size => Measure(size, comparison))];

    private BenchRow Measure(ImageSize size, Comparison comparison)
    {
        var rule = new DualThreshold();
        var pairs = Grid.Pairs(rule);
        var counter = new PairCounter(Grid, rule);
        var item = Draw(size);
        string name = string.Create(CultureInfo.InvariantCulture, $"{pairs.Count} pairs of thresholds, {size}");
        return comparison.Measure(name, "ms per map", 1, () => PairByPair(item, pairs), () => counter.Count(item));
    }

    private static void PairByPair(LabeledMap item, ValueList<DualThreshold> pairs)
    {
        foreach (var pair in pairs)
        {
            PixelCounts.Compare(item.Truth, pair.Apply(item.Map));
        }
    }

    // As a network's map looks: sure of the dark lesion, unsure at its border and of spots around it.
    private static LabeledMap Draw(ImageSize size)
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
}
