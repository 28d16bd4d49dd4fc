using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class ThresholdGridTests
{
    [Fact]
    public void It_is_extended_below_in_steps_that_one_would_write()
    {
        Assert.Equal([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.996], ThresholdGrid.Extended.High);
        Assert.Equal(ThresholdGrid.Paper.Low, ThresholdGrid.Extended.Low);
        Assert.Equal((0.2, 0.1, 19, 16), (ThresholdGrid.Attributes.High[0], ThresholdGrid.Attributes.Low[0], ThresholdGrid.Attributes.High.Count, ThresholdGrid.Attributes.Low.Count));
        Assert.Equal(ThresholdGrid.Paper, ThresholdGrid.From(0.8, 0.3));
        Assert.Equal(ThresholdGrid.Paper, ThresholdGrid.From(0.9, 1));
        Assert.Equal(300 + 7, ThresholdGrid.From(0.5, 0.3, 0.001).High.Count);
    }

    [Theory]
    [InlineData(-0.1, 0.3, 0.05)]
    [InlineData(0.5, double.NaN, 0.05)]
    [InlineData(0.5, 0.3, 0)]
    [InlineData(0.5, 0.3, double.NaN)]
    public void What_is_no_grid_is_refused(double high, double low, double step) => Assert.StartsWith(
        "Expected a threshold in [0, 1] and a step of at least 0.001, got",
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdGrid.From(high, low, step)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void More_than_255_thresholds_count_as_exactly_as_few(bool keepLargest)
    {
        var rule = new DualThreshold { KeepLargestMarker = keepLargest };
        var grid = ThresholdGrid.From(0.55, 0.2, 0.001);
        var item = new LabeledMap("a", Drawn.Map(new(5, 6), levels: 300, seed: 2), Drawn.Noise(new(5, 6), 0.4, 1));

        var counts = new PairCounter(grid, rule).Count(item);

        var pairs = grid.Pairs(rule);
        Assert.True(grid.High.Concat(grid.Low).Distinct().Count() > 255);
        Assert.All(Enumerable.Range(0, pairs.Count).Where(i => i % 97 == 0), i => Assert.Equal(PixelCounts.Compare(item.Truth, pairs[i].Apply(item.Map)), counts[i]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_grid_of_attributes_counts_as_one_run_per_pair_does(bool keepLargest)
    {
        var rule = DualThreshold.Attribute with { KeepLargestMarker = keepLargest };
        for (int seed = 0; seed < 12; seed++)
        {
            var item = new LabeledMap("a", Drawn.Map(new(11, 14), levels: 40, seed), Drawn.Noise(new(11, 14), 0.4, seed));

            Assert.Equal(
                ThresholdGrid.Attributes.Pairs(rule).Select(pair => PixelCounts.Compare(item.Truth, pair.Apply(item.Map))),
                new PairCounter(ThresholdGrid.Attributes, rule).Count(item));
        }
    }
}
