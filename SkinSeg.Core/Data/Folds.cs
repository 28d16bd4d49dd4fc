using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Splits a data set for cross-validation: the same folds for all networks and both tasks (facts.md §6.3 #24).</summary>
public static class Folds
{
    /// <summary>Number of folds in the paper.</summary>
    public const int PaperCount = 5;

    /// <summary>A random split whose folds differ by at most one image. It depends on the seed and on the set of ids, not on their order.</summary>
    /// <param name="ids">Each id once.</param>
    /// <param name="count">Number of folds, at least 2.</param>
    /// <param name="seed">The same seed gives the same folds in every process.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2.</exception>
    /// <exception cref="ArgumentException">An id occurs twice, or there are fewer images than folds.</exception>
    public static FoldPlan Split(IEnumerable<string> ids, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        string[] order = [.. ids.Order(StringComparer.Ordinal)];
        if (order.Length < count)
        {
            throw new ArgumentException(
                $"Expected at least {count} images for {count} folds, got {order.Length}. Ask for fewer folds or give more images.",
                nameof(ids));
        }

        Shuffle(order, Seed.RandomFor(seed, 0, "folds"));
        return new(seed, [.. Enumerable.Range(0, count).Select(fold => Sorted(order.Where((_, i) => i % count == fold)))], []);
    }

    /// <summary>The folds of a data set as an experiment uses them. By default this is <see cref="Split(IEnumerable{string}, int, int)"/>.</summary>
    /// <param name="data">The data set; its masks are read where the folds are stratified, its images where near-duplicates are grouped.</param>
    /// <param name="config">How to split.</param>
    /// <param name="progress">Told how far the reading is.</param>
    /// <param name="cancellationToken">Stops soon.</param>
    /// <exception cref="ArgumentException">There are fewer images than folds.</exception>
    public static FoldPlan Split(
        DermoscopyDataset data, FoldConfig config, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(config);
        ValueList<NearDuplicateGroup> groups = config.GroupNearDuplicates ? NearDuplicates.Find(data, null, progress, cancellationToken).Groups : [];
        ValueList<ImageTraits> traits = config.Stratify
            ? ImageTraits.Read(data, progress is null ? null : new MaskProgress(progress, data.Images.Count), cancellationToken)
            : [.. data.Ids.Select(id => new ImageTraits(id, 0, []))];
        return Split(traits, config, groups.Select(group => group.Ids));
    }

    /// <summary>Folds of images whose traits and groups are known; nothing is read.</summary>
    /// <remarks>
    /// Without strata and groups this is <see cref="Split(IEnumerable{string}, int, int)"/>. Else units (groups, and images that are in none) come in
    /// a random order and are dealt by iterative stratification (Sechidis et al. 2011), rarest label first, within even fold sizes.
    /// Sizes differ by at most one where there are no groups.
    /// </remarks>
    /// <param name="images">Each image once.</param>
    /// <param name="config">Count, seed, and whether to stratify.</param>
    /// <param name="groups">Ids that share a fold; ids that are not among the images are passed over.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 2.</exception>
    /// <exception cref="ArgumentException">An id occurs twice, or there are fewer images or groups than folds.</exception>
    public static FoldPlan Split(IEnumerable<ImageTraits> images, FoldConfig config, IEnumerable<ValueList<string>> groups)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(groups);
        ImageTraits[] all = [.. images];
        var plain = Split(all.Select(image => image.Id), config.Count, config.Seed);
        var units = FoldUnits.Of(all, groups, config.Stratify);
        if (units.Count < config.Count)
        {
            throw new ArgumentException(
                $"Expected at least {config.Count} groups of images for {config.Count} folds, got {units.Count}. Ask for fewer folds.", nameof(groups));
        }

        return !config.Stratify && units.Count == all.Length
            ? plain
            : new(config.Seed, [.. FoldBalance.Deal(Shuffling.Shuffle(units, config.Seed, 0, "fold units"), config.Count).Select(Sorted)], []);
    }

    /// <summary>One fold with a fixed split, for example a list that came with the data.</summary>
    /// <exception cref="ArgumentException">The lists share an id, or one of them is empty.</exception>
    public static FoldPlan Fixed(IEnumerable<string> training, IEnumerable<string> validation)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        return new(0, [Sorted(validation)], Sorted(training));
    }

    private static ValueList<string> Sorted(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal)];

    // Fisher and Yates, written out: the order must never change with the runtime's own shuffle.
    private static void Shuffle(string[] items, Random random)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private sealed class MaskProgress(IProgress<WorkProgress> progress, int count) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new(value / (double)count, "masks read for strata"));
    }
}
