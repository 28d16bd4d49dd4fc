using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class NestedChoiceTests
{
    private static readonly ThresholdGrid Small = new() { High = [0.3, 0.5, 0.7], Low = [0.2, 0.4, 0.6] };

    [Theory]
    [InlineData(LandscapeScore.MeanThresholdJaccard)]
    [InlineData(LandscapeScore.PooledJaccard)]
    public void It_equals_a_search_on_the_other_folds_and_a_score_on_the_one(LandscapeScore score)
    {
        var search = new GridSearch { Grid = Small, Score = score };
        var items = Items(31).ToArray();
        var folds = items.Index().GroupBy(item => item.Index % 4, item => item.Item).ToArray();
        var landscape = search.Run(items, cancellationToken: TestContext.Current.CancellationToken);

        var nested = landscape.Nested(folds.Select(fold => fold.Select(item => item.Id)));

        Assert.Equal(4, nested.Folds.Count);
        var masks = new Dictionary<string, PixelCounts>();
        foreach (var (fold, choice) in folds.Zip(nested.Folds))
        {
            var others = search.Run(items.Except(fold), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(others.Best, choice.Chosen);
            Assert.Equal((search with { Grid = new() { High = [others.Best.High], Low = [others.Best.Low] } }).Run(fold, cancellationToken: TestContext.Current.CancellationToken).Best.Score, choice.HeldOut, 12);
            foreach (var item in fold)
            {
                masks[item.Id] = PixelCounts.Compare(item.Truth, others.BestRule.Apply(item.Map));
            }
        }

        Assert.Equal(Score(score, [.. masks.Values]), nested.Score.Mean, 12);
        Assert.Equal(landscape.BestEstimate, nested.Optimistic);
        Assert.Equal(nested.Optimistic.Mean - nested.Score.Mean, nested.Optimism.Mean, 12);
        Assert.InRange(nested.Optimism.Mean, nested.Optimism.Low, nested.Optimism.High);
    }

    [Fact]
    public void Folds_that_agree_have_no_optimism_and_print_so()
    {
        var items = Enumerable.Range(0, 4).Select(i => new LabeledMap($"{i}", Drawn.Map(1, 2, 0.9, 0.1), Drawn.Mask("#."))).ToArray();

        var nested = new GridSearch { Grid = Small }.Run(items, cancellationToken: TestContext.Current.CancellationToken).Nested([["0", "1"], ["2", "3"], []]);

        Assert.Equal(2, nested.Folds.Count); // a fold without images chooses nothing
        Assert.StartsWith("Nested 1.000 ± 0.000 (n = 4), optimistic 1.000, optimism 0.0000 (0.0000 to 0.0000)", nested.ToString(), StringComparison.Ordinal);
        Assert.Contains("| 1 | 2 | 0.30 | 0.20 | 1.0000 | 1.0000 |", nested.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_that_do_not_fit_the_images_are_refused_by_the_image()
    {
        var landscape = new GridSearch { Grid = Small }.Run(Items(3), cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("ISIC_0000002: expected every image in a fold, got 1 in none.", Message([["ISIC_0000000"], ["ISIC_0000001"]]), StringComparison.Ordinal);
        Assert.StartsWith("ISIC_0000001: expected each image in one fold", Message([["ISIC_0000000", "ISIC_0000001"], ["ISIC_0000001", "ISIC_0000002"]]), StringComparison.Ordinal);
        Assert.StartsWith("Expected at least two folds with images, got 1.", Message([["ISIC_0000000", "ISIC_0000001", "ISIC_0000002"], ["elsewhere"]]), StringComparison.Ordinal);

        string Message(string[][] folds) => Assert.Throws<ArgumentException>(() => landscape.Nested(folds)).Message;
    }

    private static double Score(LandscapeScore score, PixelCounts[] counts) => score == LandscapeScore.MeanThresholdJaccard
        ? counts.Average(count => count.Jaccard >= 0.65 ? count.Jaccard : 0)
        : counts.Sum(count => (double)count.TruePositive / count.Total) / counts.Sum(count => (double)(count.Total - count.TrueNegative) / count.Total);

    // Each image's truth has thresholds of its own, so that folds choose differently.
    private static IEnumerable<LabeledMap> Items(int count) =>
        from seed in Enumerable.Range(0, count)
        let map = Drawn.Map(new(7 + (seed % 2), 9), levels: 20, seed)
        select new LabeledMap($"ISIC_{seed:D7}", map, new DualThreshold { High = 0.3 + (0.1 * (seed % 5)), Low = 0.2 + (0.1 * (seed % 4)) }.Apply(map));
}
