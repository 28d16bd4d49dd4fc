using SkinSeg.Imaging;
using SkinSeg.Metrics;

namespace SkinSeg.PostProcessing;

/// <summary>
/// The pixel counts of every pair of a grid for one map, exactly as one run of <see cref="DualThreshold"/> per pair, from one pass over the pixels.
/// </summary>
/// <remarks>
/// A marker is one object (or all) above its high threshold; when the threshold falls further, that object grows into the very object that
/// reconstruction gives. Only where the low threshold lies above the high one do objects have to be remembered until the marker is known.
/// </remarks>
internal sealed class PairCounter
{
    private readonly DualThreshold rule;
    private readonly ushort[] cutOfValue;
    private readonly PairCuts[] pairs;    // in the order of the grid
    private readonly int[][] toldAt;      // for each cut the pairs that can be told there
    private readonly bool[] isRemembered; // for each cut whether its objects are needed further down

    /// <summary>A counter for all maps that are judged by one grid.</summary>
    /// <param name="grid">The pairs.</param>
    /// <param name="rule">Everything but the thresholds.</param>
    public PairCounter(ThresholdGrid grid, DualThreshold rule)
    {
        this.rule = rule;
        int[] limits = [.. grid.High.Concat(grid.Low).Select(ProbabilityMap.QuantizedThreshold).Distinct().OrderDescending()];
        cutOfValue = PixelsByCut.CutsOf(limits);
        var cuts = limits.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int CutOf(double threshold) => cuts[ProbabilityMap.QuantizedThreshold(threshold)];
        pairs = [.. from high in grid.High from low in grid.Low select new PairCuts(CutOf(high), CutOf(low))];

        // With one marker when both thresholds are passed, with all of them when the low one is.
        var told = Enumerable.Range(0, pairs.Length).ToLookup(pair => rule.KeepLargestMarker ? Math.Max(pairs[pair].High, pairs[pair].Low) : pairs[pair].Low);
        toldAt = [.. limits.Select((_, cut) => told[cut].ToArray())];
        isRemembered = new bool[limits.Length];
        foreach (var pair in pairs.Where(pair => rule.KeepLargestMarker && pair.High > pair.Low))
        {
            isRemembered[pair.Low] = true;
        }
    }

    /// <summary>Counts in the order of <see cref="ThresholdGrid.Pairs"/>. The rule's own thresholds are not used.</summary>
    public PixelCounts[] Count(LabeledMap item)
    {
        var water = new FallingWater(item, cutOfValue, toldAt.Length);
        var grown = new Island[pairs.Length];
        var markers = new Island[toldAt.Length];
        var remembered = new Island[toldAt.Length][];
        for (int cut = 0; cut < toldAt.Length; cut++)
        {
            water.FallTo(cut);
            markers[cut] = water.Largest;
            remembered[cut] = isRemembered[cut] ? water.All() : [];
            foreach (int pair in toldAt[cut])
            {
                grown[pair] = Grown(water, pairs[pair], markers, remembered);
            }
        }

        return Finish(item, grown, markers);
    }

    private Island Grown(FallingWater water, PairCuts cuts, Island[] markers, Island[][] remembered)
    {
        if (!rule.KeepLargestMarker)
        {
            return water.Reaching(Math.Min(cuts.High, cuts.Low));
        }

        var marker = water.Of(markers[cuts.High].Id);
        return cuts.High <= cuts.Low || marker.Id == 0 ? marker : Share(water, marker.Id, remembered[cuts.Low]);
    }

    // The mask lies within the markers' set: the marker's share of it is every object that has become part of the marker.
    private static Island Share(FallingWater water, int marker, Island[] parts)
    {
        var (area, trueArea) = (0, 0);
        foreach (var part in parts)
        {
            if (water.Of(part.Id).Id == marker)
            {
                area += part.Area;
                trueArea += part.TrueArea;
            }
        }

        return new(marker, area, trueArea);
    }

    private PixelCounts[] Finish(LabeledMap item, Island[] grown, Island[] largest)
    {
        long truth = item.Truth.Area;
        var mostProbable = new Lazy<PixelCounts>(() => PixelCounts.Compare(item.Truth, DualThreshold.MostProbable(item.Map)));
        PixelCounts Counts(Island island) => PixelCounts.FromAreas(island.TrueArea, truth, island.Area, item.Truth.Size.Area);
        PixelCounts Of(Island island, Island fallback) =>
            island.Area > 0 || rule.EmptyMarker == EmptyMarkerRule.LeaveEmpty ? Counts(island)
            : fallback.Area > 0 ? Counts(fallback)
            : mostProbable.Value;

        return [.. grown.Select((island, pair) => Of(island, largest[pairs[pair].Low]))];
    }

    // The cuts of a pair's two thresholds; the lower cut is the higher threshold.
    private readonly record struct PairCuts(int High, int Low);
}
