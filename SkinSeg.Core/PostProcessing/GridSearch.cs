using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>Tries every pair of thresholds of a grid on maps whose truth is known (section II-B-3).</summary>
/// <remarks>
/// What is best is the pair with the highest mean thresholded Jaccard index (facts.md §6.3 #21). Chosen and judged on the same images it is
/// optimistic, as the paper's is (#23).
/// </remarks>
public sealed record GridSearch
{
    /// <summary>The pairs to try.</summary>
    public ThresholdGrid Grid { get; init; } = ThresholdGrid.Paper;

    /// <summary>Everything but the thresholds: which marker objects to keep, what to do without one, holes.</summary>
    public DualThreshold Rule { get; init; } = new();

    /// <summary>The mean score of every pair. All cores are used; the result does not depend on how many there are.</summary>
    /// <param name="items">Maps with their truth; taken one by one, so that a lazy sequence is never held whole.</param>
    /// <param name="progress">Told the number of maps done.</param>
    /// <param name="cancellationToken">Checked before each map.</param>
    /// <exception cref="ArgumentException">There is no map, or the grid is empty.</exception>
    public ThresholdLandscape Run(IEnumerable<LabeledMap> items, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        var pairs = Grid.Pairs(Rule);
        var counter = new PairCounter(Grid, Rule);
        double[][] scores = OrderedParallel.Map(items, item => Scores(item, pairs, counter), progress, cancellationToken);
        return scores.Length == 0
            ? throw new ArgumentException("Expected at least one map with its truth, got none.", nameof(items))
            : new(Grid, Rule, new(pairs.Select((pair, i) => new PairScore(pair.High, pair.Low, scores.Average(image => image[i])))), scores.Length);
    }

    // Holes are a matter of the finished mask, so filling them needs each pair's mask.
    private double[] Scores(LabeledMap item, ValueList<DualThreshold> pairs, PairCounter counter)
    {
        IEnumerable<PixelCounts> counts = Rule.FillHoles
            ? pairs.Select(pair => PixelCounts.Compare(item.Truth, pair.Apply(item.Map)))
            : counter.Count(item);
        return [.. counts.Select(count => new ImageScores(item.Id, count).ThresholdJaccard)];
    }
}
