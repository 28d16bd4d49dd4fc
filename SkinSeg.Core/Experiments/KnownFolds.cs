using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SkinSeg.Data;

namespace SkinSeg.Experiments;

/// <summary>Splits that were made already: with strata or near-duplicates a split looks at every image, and each stage asks for it.</summary>
internal static class KnownFolds
{
    private static readonly ConditionalWeakTable<DermoscopyDataset, ConcurrentDictionary<FoldConfig, FoldPlan>> Plans = [];

    /// <summary>The split of a data set; the same object for the same set and settings.</summary>
    public static FoldPlan Of(DermoscopyDataset data, FoldConfig config) =>
        Plans.GetOrCreateValue(data).GetOrAdd(config, wanted => Folds.Split(data, wanted));
}
