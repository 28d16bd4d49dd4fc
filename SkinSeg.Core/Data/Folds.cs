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
}
