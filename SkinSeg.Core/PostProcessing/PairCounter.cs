using SkinSeg.Imaging;
using SkinSeg.Metrics;

namespace SkinSeg.PostProcessing;

/// <summary>
/// The pixel counts of every pair of a grid for one map, exactly as one run of <see cref="DualThreshold"/> per pair, from one labelling per
/// threshold: a result is a union of objects above the low threshold, so its counts are sums over their numbers.
/// </summary>
internal sealed class PairCounter(ThresholdGrid grid, DualThreshold rule)
{
    /// <summary>Counts in the order of <see cref="ThresholdGrid.Pairs"/>. The rule's own thresholds are not used.</summary>
    public PixelCounts[] Count(LabeledMap item)
    {
        LowLevel[] lows = [.. grid.Low.Select(low => new LowLevel(item, low))];
        var mostProbable = new Lazy<PixelCounts>(() => PixelCounts.Compare(item.Truth, DualThreshold.MostProbable(item.Map)));
        return
        [
            .. from high in grid.High
               let marker = MarkerPixels(item.Map, high)
               from low in lows
               select Count(low, marker, mostProbable),
        ];
    }

    private PixelCounts Count(LowLevel low, int[] marker, Lazy<PixelCounts> mostProbable)
    {
        var grown = low.Under(marker);
        if (grown.Count > 0 || rule.EmptyMarker == EmptyMarkerRule.LeaveEmpty)
        {
            return low.Sum(grown);
        }

        return low.Largest == 0 ? mostProbable.Value : low.Sum([low.Largest]);
    }

    private int[] MarkerPixels(ProbabilityMap map, double high)
    {
        var marker = map.Above(high);
        byte[] values = (rule.KeepLargestMarker ? marker.LargestComponent() : marker).Values;
        return [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
    }

    /// <summary>The objects above one low threshold, with the truth's share of each.</summary>
    private sealed class LowLevel
    {
        private readonly ComponentLabels components;
        private readonly long[] trueAreas;
        private readonly LabeledMap item;

        public LowLevel(LabeledMap item, double low)
        {
            this.item = item;
            components = ComponentLabels.Of(item.Map.Above(low));
            trueAreas = new long[components.Areas.Length];
            for (int i = 0; i < components.Labels.Length; i++)
            {
                trueAreas[components.Labels[i]] += item.Truth.Values[i] & 1;
            }

            Largest = components.Largest();
        }

        /// <summary>Number of the largest object, 0 if there is none.</summary>
        public int Largest { get; }

        /// <summary>Numbers of the objects that hold a pixel of the marker.</summary>
        public HashSet<int> Under(int[] marker)
        {
            var found = new HashSet<int>();
            int last = 0;
            foreach (int i in marker)
            {
                int label = components.Labels[i];
                if (label != last && label != 0)
                {
                    found.Add(label);
                    last = label;
                }
            }

            return found;
        }

        /// <summary>Counts of the mask that these objects make up.</summary>
        public PixelCounts Sum(IReadOnlyCollection<int> labels) => PixelCounts.FromAreas(
            labels.Sum(label => trueAreas[label]), trueAreas.Sum(), labels.Sum(label => (long)components.Areas[label]), item.Truth.Size.Area);
    }
}
