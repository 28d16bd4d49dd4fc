using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>Two thresholds.</summary>
/// <param name="High">T_H.</param>
/// <param name="Low">T_L.</param>
public sealed record ThresholdPair(double High, double Low);

/// <summary>Tries every pair of thresholds of a grid on maps whose truth is known (section II-B-3).</summary>
/// <remarks>
/// Chosen and judged on the same images, the best pair is optimistic, as the paper's is (facts.md §6.3 #23);
/// <see cref="ThresholdLandscape.Nested"/> says by how much.
/// </remarks>
public sealed record GridSearch
{
    /// <summary>The pairs to try.</summary>
    public ThresholdGrid Grid { get; init; } = ThresholdGrid.Paper;

    /// <summary>Everything but the thresholds: which marker objects to keep, what to do without one, holes.</summary>
    public DualThreshold Rule { get; init; } = new();

    /// <summary>What is best: the pair with the highest of these scores.</summary>
    public LandscapeScore Score { get; init; } = LandscapeScore.MeanThresholdJaccard;

    /// <summary>The pair that the paper found, to be marked; null for none.</summary>
    public ThresholdPair? Paper { get; init; }

    /// <summary>For one attribute of Task 2: all marker objects, pooled Jaccard index, thresholds extended below (facts.md §6.3 #21, #22).</summary>
    public static GridSearch Attribute { get; } = new() { Grid = ThresholdGrid.Attributes, Rule = DualThreshold.Attribute, Score = LandscapeScore.PooledJaccard };

    /// <summary>The score of every pair. All cores are used; the result does not depend on how many there are.</summary>
    /// <param name="items">Maps with their truth; taken one by one, so that a lazy sequence is never held whole.</param>
    /// <param name="progress">Told the number of maps done.</param>
    /// <param name="cancellationToken">Checked before each map.</param>
    /// <exception cref="ArgumentException">There is no map, an image comes twice, or the grid is empty.</exception>
    public ThresholdLandscape Run(IEnumerable<LabeledMap> items, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        var pairs = Grid.Pairs(Rule);
        var counter = new PairCounter(Grid, Rule);
        return new(this, new(OrderedParallel.Map(items, item => ImageLandscape.Of(item.Id, Count(item, pairs, counter)), progress, cancellationToken)));
    }

    // Holes are a matter of the finished mask, so filling them needs each pair's mask.
    private PixelCounts[] Count(LabeledMap item, ValueList<DualThreshold> pairs, PairCounter counter) => Rule.FillHoles
        ? [.. pairs.Select(pair => PixelCounts.Compare(item.Truth, pair.Apply(item.Map)))]
        : counter.Count(item);
}
