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
    private readonly int[] limits;
    private readonly byte[] cutOfValue;
    private readonly int[] highCuts;
    private readonly int[] lowCuts;

    /// <summary>A counter for all maps that are judged by one grid.</summary>
    /// <param name="grid">The pairs.</param>
    /// <param name="rule">Everything but the thresholds.</param>
    public PairCounter(ThresholdGrid grid, DualThreshold rule)
    {
        this.rule = rule;
        limits = [.. grid.High.Concat(grid.Low).Select(ProbabilityMap.QuantizedThreshold).Distinct().OrderDescending()];
        cutOfValue = FallingWater.CutsOf(limits);
        highCuts = [.. grid.High.Select(high => Array.IndexOf(limits, ProbabilityMap.QuantizedThreshold(high)))];
        lowCuts = [.. grid.Low.Select(low => Array.IndexOf(limits, ProbabilityMap.QuantizedThreshold(low)))];
    }

    /// <summary>Counts in the order of <see cref="ThresholdGrid.Pairs"/>. The rule's own thresholds are not used.</summary>
    public PixelCounts[] Count(LabeledMap item)
    {
        var water = new FallingWater(item, cutOfValue, limits.Length);
        var grown = new Island[highCuts.Length, lowCuts.Length];
        var markers = new Island[limits.Length];
        var remembered = new Island[limits.Length][];
        int deepest = highCuts.Max();
        for (int cut = 0; cut < limits.Length; cut++)
        {
            water.FallTo(cut);
            markers[cut] = water.Largest;
            remembered[cut] = cut < deepest && Array.IndexOf(lowCuts, cut) >= 0 && rule.KeepLargestMarker ? [.. water.All(cut)] : [];
            Fill(grown, water, cut, (markers, remembered));
        }

        return Finish(item, grown, markers);
    }

    // Every pair that can be told now: with one marker when both thresholds are passed, with all of them when the low one is.
    private void Fill(Island[,] grown, FallingWater water, int cut, (Island[] Markers, Island[][] Remembered) seen)
    {
        for (int high = 0; high < highCuts.Length; high++)
        {
            for (int low = 0; low < lowCuts.Length; low++)
            {
                if ((rule.KeepLargestMarker ? Math.Max(highCuts[high], lowCuts[low]) : lowCuts[low]) == cut)
                {
                    grown[high, low] = Grown(water, (highCuts[high], lowCuts[low]), seen.Markers, seen.Remembered);
                }
            }
        }
    }

    private Island Grown(FallingWater water, (int High, int Low) cuts, Island[] markers, Island[][] remembered)
    {
        if (!rule.KeepLargestMarker)
        {
            return water.Reaching(Math.Min(cuts.High, cuts.Low));
        }

        var marker = markers[cuts.High];
        if (marker.Pixel < 0)
        {
            return Island.None;
        }

        int root = water.Of(marker.Pixel).Pixel;
        if (cuts.High <= cuts.Low)
        {
            return water.Of(root);
        }

        // The mask lies within the markers' set: the marker's share of it is every object that has become part of the marker.
        var parts = remembered[cuts.Low].Where(part => water.Of(part.Pixel).Pixel == root).ToList();
        return new(root, parts.Sum(part => part.Area), parts.Sum(part => part.TrueArea));
    }

    private PixelCounts[] Finish(LabeledMap item, Island[,] grown, Island[] largest)
    {
        long truth = item.Truth.Area;
        var mostProbable = new Lazy<PixelCounts>(() => PixelCounts.Compare(item.Truth, DualThreshold.MostProbable(item.Map)));
        PixelCounts Counts(Island island) => PixelCounts.FromAreas(island.TrueArea, truth, island.Area, item.Truth.Size.Area);
        PixelCounts Of(int high, int low)
        {
            var fallback = largest[lowCuts[low]];
            return grown[high, low].Area > 0 || rule.EmptyMarker == EmptyMarkerRule.LeaveEmpty ? Counts(grown[high, low])
                : fallback.Area > 0 ? Counts(fallback)
                : mostProbable.Value;
        }

        return [.. from high in Enumerable.Range(0, highCuts.Length) from low in Enumerable.Range(0, lowCuts.Length) select Of(high, low)];
    }
}
