using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class GridSearchTests
{
    // Levels that fall on, between and around the grid's thresholds, so that every fallback and every tie occurs.
    private static readonly ThresholdGrid Mixed = new() { High = [0.3, 0.5, 0.6, 0.8, 0.975], Low = [0.3, 0.4, 0.5, 0.6, 0.85] };

    /// <summary>Every combination of the options.</summary>
    public static TheoryData<bool, EmptyMarkerRule, bool> Options => new(
        from largest in (bool[])[true, false]
        from rule in Enum.GetValues<EmptyMarkerRule>()
        from holes in (bool[])[true, false]
        select (largest, rule, holes));

    [Theory]
    [MemberData(nameof(Options))]
    public void Shared_labels_give_the_same_counts_as_one_run_per_pair(bool keepLargest, EmptyMarkerRule emptyMarker, bool fillHoles)
    {
        var rule = new DualThreshold { KeepLargestMarker = keepLargest, EmptyMarker = emptyMarker, FillHoles = fillHoles };
        var pairs = Mixed.Pairs(rule);
        var sources = new HashSet<MarkerSource>();
        foreach (var item in Items(60, new(9, 13)))
        {
            var plain = pairs.Select(pair => PixelCounts.Compare(item.Truth, pair.Apply(item.Map))).ToArray();
            sources.UnionWith(pairs.Select(pair => pair.Explain(item.Map).Source));
            if (!fillHoles)
            {
                Assert.Equal(plain, new PairCounter(Mixed, rule).Count(item));
            }

            var landscape = new GridSearch { Grid = Mixed, Rule = rule }.Run([item], cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(plain.Select(counts => new ImageScores(item.Id, counts).ThresholdJaccard), landscape.Pairs.Select(pair => pair.Score));
        }

        Assert.Equal(emptyMarker == EmptyMarkerRule.FallBack ? 3 : 2, sources.Count); // the maps exercise every way out
    }

    [Fact]
    public void The_paper_tries_84_pairs_and_the_extension_more_below()
    {
        Assert.Equal(84, ThresholdGrid.Paper.Pairs(new()).Count);
        Assert.Equal((0.8, 0.3, 0.996, 0.85), (ThresholdGrid.Paper.High[0], ThresholdGrid.Paper.Low[0], ThresholdGrid.Paper.High[^1], ThresholdGrid.Paper.Low[^1]));
        Assert.Equal(13 * 12, ThresholdGrid.Extended.Pairs(new()).Count);
        Assert.Equal(new ThresholdGrid(), ThresholdGrid.Paper);
    }

    [Fact]
    public void The_mean_and_the_best_pair_are_those_of_a_plain_loop()
    {
        var items = Items(40, new(12, 16)).ToArray();
        var reports = new List<int>();

        var landscape = new GridSearch { Grid = Mixed }.Run(items, new Reports(reports), TestContext.Current.CancellationToken);

        var plain = Mixed.Pairs(new()).Select(rule => (rule.High, rule.Low, Mean: items.Average(item => ImageScores.Compare(item.Id, item.Truth, rule.Apply(item.Map)).ThresholdJaccard))).ToArray();
        Assert.Equal(plain.Select(pair => new PairScore(pair.High, pair.Low, pair.Mean)), landscape.Pairs);
        Assert.Equal(plain.Max(pair => pair.Mean), landscape.Best.Score);
        Assert.Equal(new DualThreshold { High = landscape.Best.High, Low = landscape.Best.Low }, landscape.BestRule);
        Assert.Equal(Enumerable.Range(1, 40), reports);
    }

    [Fact]
    public void Of_equal_pairs_the_lowest_thresholds_are_best_and_the_table_marks_them()
    {
        var sure = new LabeledMap("a", Drawn.Map(1, 2, 1, 0), Drawn.Mask("#."));

        var landscape = new GridSearch().Run([sure], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new PairScore(0.8, 0.3, 1), landscape.Best);
        string[] lines = landscape.ToString().Split('\n');
        Assert.Equal("Mean thresholded Jaccard of 1 images; best 1.0000 at T_H 0.80, T_L 0.30", lines[0]);
        Assert.StartsWith("T_L   T_H 0.80  T_H 0.90", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("0.30  1.0000 *  1.0000", lines[3], StringComparison.Ordinal);
        Assert.Equal(1, landscape.ToMarkdown().Count(character => character == '*') - 4); // four belong to the bold title
    }

    [Fact]
    public void Bad_input_is_refused_in_words()
    {
        Assert.StartsWith("Expected at least one map with its truth, got none.", Message(() => new GridSearch().Run([])));
        Assert.StartsWith("Expected at least one high and one low threshold, got 0 and 12.", Message(() => new GridSearch { Grid = new() { High = [] } }.Run([])));
        Assert.StartsWith(
            "ISIC_0000001: expected a map of the truth's size 2×1 (height×width), got 1×2. Resize one of them.",
            Message(() => new LabeledMap("ISIC_0000001", Drawn.Map(1, 2, 0, 0), Mask.Empty(new(2, 1)))));

        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void It_can_be_cancelled() => Assert.Throws<OperationCanceledException>(
        () => new GridSearch().Run(Items(3, new(5, 5)), cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void Maps_of_a_lesson_score_pair_by_pair_as_the_plain_rule_does()
    {
        var items = Items(4, new(96, 128)).ToArray();

        var landscape = new GridSearch().Run(items);

        Assert.Equal(84, landscape.Pairs.Count);
        Assert.All(landscape.Pairs, pair =>
        {
            var plain = landscape.Rule with { High = pair.High, Low = pair.Low };
            double expected = items.Average(item => ImageScores.Compare(item.Id, item.Truth, plain.Apply(item.Map)).ThresholdJaccard);
            Assert.Equal(expected, pair.Score, 12);
        });
    }

    private static IEnumerable<LabeledMap> Items(int count, ImageSize size) =>
        from seed in Enumerable.Range(0, count)
        let map = Drawn.Map(size, levels: 20, seed)
        select new LabeledMap($"ISIC_{seed:D7}", map, new DualThreshold { High = 0.55, Low = 0.45 }.Apply(map));

    private sealed class Reports(List<int> values) : IProgress<int>
    {
        public void Report(int value) => values.Add(value);
    }
}
