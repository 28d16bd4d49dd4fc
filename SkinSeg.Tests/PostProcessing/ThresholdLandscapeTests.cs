using System.Text.Json;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class ThresholdLandscapeTests
{
    private static readonly ThresholdGrid Small = new() { High = [0.3, 0.5, 0.7], Low = [0.2, 0.4, 0.6] };

    private static readonly GridSearch Pooled = GridSearch.Attribute with { Grid = Small };

    [Fact]
    public void The_pooled_score_weighs_images_alike_whatever_their_size()
    {
        var items = Items(12).ToArray();

        var landscape = Pooled.Run(items, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Small.Pairs(DualThreshold.Attribute).Select(rule => Pool(items, rule)), landscape.Pairs.Select(pair => pair.Score), Close);
        Assert.True(items.Select(item => item.Map.Size.Area).Distinct().Count() > 1);
    }

    [Fact]
    public void One_image_of_ten_times_the_pixels_weighs_no_more()
    {
        var small = new LabeledMap("small", Drawn.Map(1, 2, 0.9, 0.9), Drawn.Mask("#.")); // overlap 1/2, union 1
        var large = new LabeledMap("large", Drawn.Map(1, 10, 0.9, 0, 0, 0, 0, 0, 0, 0, 0, 0), Drawn.Mask("#.........")); // 1/10, 1/10

        var landscape = Pooled.Run([small, large], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0.6 / 1.1, landscape.Best.Score, 15);
    }

    [Fact]
    public void Without_a_true_and_a_predicted_pixel_the_pooled_score_is_1() =>
        Assert.Equal(1, Pooled.Run([new("a", Drawn.Map(1, 2, 0, 0), Drawn.Mask(".."))], cancellationToken: TestContext.Current.CancellationToken).Best.Score);

    [Fact]
    public void A_pair_s_interval_is_the_bootstrap_of_its_images()
    {
        var items = Items(30).ToArray();
        var lesion = (GridSearch.Attribute with { Grid = Small, Score = LandscapeScore.MeanThresholdJaccard }).Run(items, cancellationToken: TestContext.Current.CancellationToken);
        var rule = DualThreshold.Attribute with { High = 0.5, Low = 0.4 };

        double[] scores = [.. items.Select(item => ImageScores.Compare(item.Id, item.Truth, rule.Apply(item.Map)).ThresholdJaccard)];

        Assert.Equal(Bootstrap.Mean(scores, seed: 0), lesion.Estimate(0.5, 0.4));
        Assert.Equal(lesion.Best.Score, lesion.BestEstimate.Mean);
    }

    [Fact]
    public void The_pooled_interval_draws_images_not_pixels()
    {
        var items = Items(9).ToArray();
        var rule = DualThreshold.Attribute with { High = 0.5, Low = 0.4 };

        var estimate = Pooled.Run(items, cancellationToken: TestContext.Current.CancellationToken).Estimate(0.5, 0.4);

        var random = Seed.RandomFor(0, 0, "bootstrap");
        double[] draws = [.. Enumerable.Range(0, 2000).Select(_ => Pool(items.Select(_ => items[random.Next(items.Length)]), rule)).Order()];
        Assert.Equal(Pool(items, rule), estimate.Mean, 12);
        Assert.InRange(estimate.Low, draws[49] - 1e-12, draws[50] + 1e-12);
        Assert.InRange(estimate.High, draws[1949] - 1e-12, draws[1950] + 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_stored_as_json_and_reads_back_equal(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = indented };
        var landscape = (Pooled with { Paper = new(0.5, 0.4) }).Run(Items(5), cancellationToken: TestContext.Current.CancellationToken);

        string json = JsonSerializer.Serialize(landscape, options);
        var back = JsonSerializer.Deserialize<ThresholdLandscape>(json, options)!;

        Assert.Equal(landscape, back);
        Assert.Equal(landscape.Pairs, back.Pairs);
        Assert.Equal(landscape.BestRule, back.BestRule);
        Assert.Contains("\"PooledJaccard\"", json, StringComparison.Ordinal);
        Assert.Contains($"[{string.Join(',', landscape.Images[0].Areas)}]", json, StringComparison.Ordinal); // on one line
    }

    [Fact]
    public void An_optimum_at_the_edge_is_said_in_words_and_one_inside_is_not()
    {
        Assert.Equal(["The optimum lies at the grid's edge: T_H 0.80 is the lowest tried. Try ThresholdGrid.Extended."], Notes(ThresholdGrid.Paper, null));
        Assert.Equal(
            ["The optimum lies at the grid's edge: T_H 0.70 is the highest tried and T_L 0.30 is the lowest tried. Try ThresholdGrid.From with lower thresholds."],
            [.. Landscape(new() { High = [0.5, 0.7], Low = [0.3, 0.5] }, null, 0.72, 0.33, 0.33, 0.1, 0.69, 0.69, 0.69).Notes]);
        Assert.Empty(Notes(new() { High = [0.6, 0.8, 0.99], Low = [0.3, 0.5, 0.85] }, null));
        Assert.Empty(Notes(new() { High = [0.8], Low = [0.5] }, null)); // a grid of one pair has no inside
    }

    [Fact]
    public void The_paper_s_pair_is_marked_and_compared()
    {
        var landscape = Typical(ThresholdGrid.Paper, new(0.9, 0.5));

        Assert.Equal(0.9, landscape.Paper!.High);
        Assert.EndsWith(FormattableString.Invariant($"The paper's pair (°), T_H 0.90, T_L 0.50, scores 0.0000 here, {landscape.Best.Score:F4} below the best."), landscape.ToString(), StringComparison.Ordinal);
        Assert.Equal("0.0000 °", landscape.ToTable().Rows[4][2]);
        Assert.Contains("T_H 0.81, T_L 0.50, is not in this grid.", Notes(ThresholdGrid.Paper, new(0.81, 0.5))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_refused_with_the_image()
    {
        var item = new LabeledMap("ISIC_0000007", Drawn.Map(1, 1, 0), Drawn.Mask("#"));
        var landscape = Pooled.Run([item], cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("ISIC_0000007: expected each image once", Message(() => Pooled.Run([item, item])), StringComparison.Ordinal);
        Assert.StartsWith("ISIC_0000007: expected 84 counts, one per pair, got 9 and 9.", Message(() => new ThresholdLandscape(new(), landscape.Images)), StringComparison.Ordinal);
        Assert.StartsWith("Expected at least one map with its truth, got none.", Message(() => new ThresholdLandscape(Pooled, [])), StringComparison.Ordinal);
        Assert.StartsWith("Expected a pair of the grid, got T_H 0.80, T_L 0.50.", Message(() => landscape.Estimate(0.8, 0.5)), StringComparison.Ordinal);

        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    // A true lesion of a peak and a slope, and around it what only a T_L below 0.35 takes in. Beside it, larger, what only a T_H below 0.7 lets win.
    private static string[] Notes(ThresholdGrid grid, ThresholdPair? paper) => [.. Typical(grid, paper).Notes];

    private static ThresholdLandscape Typical(ThresholdGrid grid, ThresholdPair? paper) =>
        Landscape(grid, paper, 0.85, 0.65, 0.65, 0.35, 0.35, 0.1, 0.7, 0.7, 0.7);

    private static ThresholdLandscape Landscape(ThresholdGrid grid, ThresholdPair? paper, params double[] map)
    {
        var truth = Mask.From(new(1, map.Length), (_, column) => column < 3);
        return new GridSearch { Grid = grid, Paper = paper, Rule = new() { EmptyMarker = EmptyMarkerRule.LeaveEmpty } }.Run([new("a", Drawn.Map(1, map.Length, map), truth)]);
    }

    private static double Pool(IEnumerable<LabeledMap> items, DualThreshold rule)
    {
        var counts = items.Select(item => PixelCounts.Compare(item.Truth, rule.Apply(item.Map))).ToArray();
        double union = counts.Sum(count => (double)(count.TruePositive + count.FalsePositive + count.FalseNegative) / count.Total);
        return union == 0 ? 1 : counts.Sum(count => (double)count.TruePositive / count.Total) / union;
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) < 1e-12;

    private static IEnumerable<LabeledMap> Items(int count) =>
        from seed in Enumerable.Range(0, count)
        let map = Drawn.Map(new(6 + (seed % 3), 8), levels: 20, seed)
        select new LabeledMap($"ISIC_{seed:D7}", map, new DualThreshold { High = 0.55, Low = 0.45 }.Apply(map));
}
