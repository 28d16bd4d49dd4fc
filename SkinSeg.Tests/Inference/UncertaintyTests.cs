using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Inference;

/// <summary>Uncertainty against cases worked by hand, a slow loop over probabilities, and its own laws.</summary>
public sealed class UncertaintyTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(0.3, 0.8812908992306927)] // −0.3·log₂ 0.3 − 0.7·log₂ 0.7
    public void Equal_predictions_disagree_in_nothing(double p, double entropy)
    {
        var maps = UncertaintyMaps.Of(Set(2, [[p], [p], [p], [p]]));

        Assert.Equal(p, maps.Mean[0, 0], 1e-5);
        Assert.Equal(entropy, maps.Entropy[0, 0], 1e-4);
        Assert.Equal([0, 0, 0, 0, 0], [maps.StandardDeviation[0, 0], maps.MutualInformation[0, 0], maps.Variance.Total[0, 0], maps.Variance.BetweenFolds[0, 0], maps.Variance.WithinFolds[0, 0]]);
        Assert.Equal(0, maps.Variance.FoldShare);
    }

    [Fact]
    public void Two_sure_and_opposite_folds_are_one_bit_all_of_it_disagreement_between_folds()
    {
        var maps = UncertaintyMaps.Of(Set(2, [[0], [0], [1], [1]])); // fold 0 says no twice, fold 1 yes twice

        Assert.Equal([0.5, 0.5, 1, 1], [maps.Mean[0, 0], maps.StandardDeviation[0, 0], maps.Entropy[0, 0], maps.MutualInformation[0, 0]]);
        Assert.Equal([0.25, 0.25, 0], [maps.Variance.Total[0, 0], maps.Variance.BetweenFolds[0, 0], maps.Variance.WithinFolds[0, 0]]);
        Assert.Equal(1, maps.Variance.FoldShare);
    }

    [Fact]
    public void Opposite_views_of_each_fold_are_disagreement_within_folds()
    {
        var maps = UncertaintyMaps.Of(Set(2, [[0], [1], [1], [0]]));

        Assert.Equal([0.25, 0, 0.25], [maps.Variance.Total[0, 0], maps.Variance.BetweenFolds[0, 0], maps.Variance.WithinFolds[0, 0]]);
        Assert.Equal(0, maps.Variance.FoldShare);
    }

    [Fact]
    public void Even_predictions_are_one_bit_of_doubt_and_none_of_it_disagreement()
    {
        var even = Drawn.Map(1, 1, 0.5);
        double p = even[0, 0]; // 32768/65535
        var maps = UncertaintyMaps.Of(ViewMaps.Of([new(0, "a", even), new(0, "b", even)]));

        Assert.Equal(UncertaintyMaps.EntropyInBits(p), maps.Entropy[0, 0], 15);
        Assert.Equal(1, maps.Entropy[0, 0], 1e-9);
        Assert.Equal(0, maps.MutualInformation[0, 0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    [InlineData(5, 5)]
    public void Maps_are_those_of_the_slow_loop_and_keep_their_laws(int folds, int views)
    {
        var set = Random(new(9, 13), folds, views, seed: folds + views);

        var maps = UncertaintyMaps.Of(set);

        for (int i = 0; i < set.Size.Area; i++)
        {
            double[][] p = [.. Enumerable.Range(0, folds).Select(fold => set.Maps.Where(item => item.Fold == fold).Select(item => item.Map.Values[i] / 65535.0).ToArray())];
            double[] all = [.. p.SelectMany(fold => fold)];
            Assert.Equal(all.Average(), maps.Mean.Values[i], 1e-12);
            Assert.Equal(Math.Sqrt(Variance(all)), maps.StandardDeviation.Values[i], 1e-9);
            Assert.Equal(Bits(all.Average()), maps.Entropy.Values[i], 1e-12);
            Assert.Equal(Bits(all.Average()) - all.Average(Bits), maps.MutualInformation.Values[i], 1e-12);
            Assert.Equal(Variance([.. p.Select(fold => fold.Average())]), maps.Variance.BetweenFolds.Values[i], 1e-12);
            Assert.Equal(p.Average(Variance), maps.Variance.WithinFolds.Values[i], 1e-12);
            AssertLaws(maps, i);
        }
    }

    [Fact]
    public void The_order_of_folds_and_views_does_not_matter()
    {
        var set = Random(new(4, 5), folds: 3, views: 2, seed: 8);

        var mixed = UncertaintyMaps.Of(ViewMaps.Of([.. set.Maps.OrderBy(item => item.View).ThenByDescending(item => item.Fold)]));

        Assert.Equal(UncertaintyMaps.Of(set).MutualInformation.Values, mixed.MutualInformation.Values.Select(value => value), new Close(1e-15));
        Assert.Equal(UncertaintyMaps.Of(set).Variance.WithinFolds.Values, mixed.Variance.WithinFolds.Values);
    }

    [Fact]
    public void A_summary_averages_over_the_image_and_over_the_band_around_the_predicted_border()
    {
        var size = new ImageSize(12, 16);
        var set = Random(size, folds: 2, views: 2, seed: 4);
        var maps = UncertaintyMaps.Of(set);
        var mask = set.Mean().Above(0.4);

        var summary = UncertaintySummary.Of(set, new() { Threshold = 0.4, BorderRadius = 1 });

        var band = Enumerable.Range(0, size.Area).Where(i => IsBorder(mask, i / size.Width, i % size.Width)).ToArray();
        Assert.InRange(band.Length, 1, size.Area - 1);
        Assert.Equal(band.Average(i => maps.Entropy.Values[i]), summary.BorderEntropy, 1e-12);
        Assert.Equal(maps.Entropy.Values.Average(), summary.MeanEntropy, 1e-12);
        Assert.Equal(maps.StandardDeviation.Values.Average(), summary.MeanStandardDeviation, 1e-12);
        Assert.Equal(maps.MutualInformation.Values.Average(), summary.MeanMutualInformation, 1e-12);
    }

    [Fact]
    public void Disagreement_is_one_minus_the_mean_Jaccard_with_the_mean_s_mask()
    {
        var set = ViewMaps.Of([new(0, "a", Drawn.Map(1, 4, 1, 1, 0, 0)), new(1, "a", Drawn.Map(1, 4, 1, 1, 1, 0)), new(2, "a", Drawn.Map(1, 4, 1, 0, 0, 0))]);

        Assert.Equal(1 - ((1 + (2 / 3.0) + (1 / 2.0)) / 3), UncertaintySummary.Of(set).Disagreement, 12); // mean's mask: the first two
    }

    [Fact]
    public void Without_a_border_the_whole_image_counts_and_agreement_is_complete()
    {
        var nothing = UncertaintySummary.Of(Set(1, [[0.1, 0.2, 0.3]]));

        Assert.Equal(nothing.MeanEntropy, nothing.BorderEntropy);
        Assert.Equal(0, nothing.Disagreement);
    }

    private static void AssertLaws(UncertaintyMaps maps, int i)
    {
        var variance = maps.Variance;
        Assert.Equal(variance.Total.Values[i], variance.BetweenFolds.Values[i] + variance.WithinFolds.Values[i], 1e-16); // whole numbers, three roundings below 0.25
        Assert.InRange(maps.MutualInformation.Values[i], 0, maps.Entropy.Values[i]);
        Assert.InRange(maps.Entropy.Values[i], 0, 1);
        Assert.InRange(variance.Total.Values[i], 0, maps.Mean.Values[i] * (1 - maps.Mean.Values[i]) + 1e-16); // no more than that of sure answers
        Assert.InRange(variance.BetweenFolds.Values[i], 0, 0.25);
        Assert.InRange(variance.WithinFolds.Values[i], 0, 0.25);
    }

    private static bool IsBorder(Mask mask, int row, int column) =>
        Enumerable.Range(-1, 3).SelectMany(_ => Enumerable.Range(-1, 3), (down, right) => (Row: row + down, Column: column + right))
            .Where(at => at.Row >= 0 && at.Row < mask.Size.Height && at.Column >= 0 && at.Column < mask.Size.Width)
            .Any(at => mask[at.Row, at.Column] != mask[row, column]);

    private static double Variance(double[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));

    private static double Bits(double p) => p is 0 or 1 ? 0 : ((p * Math.Log(1 / p)) + ((1 - p) * Math.Log(1 / (1 - p)))) / Math.Log(2);

    // Predictions of one row of pixels, fold by fold.
    private static ViewMaps Set(int views, double[][] predictions) =>
        ViewMaps.Of([.. predictions.Select((p, k) => new ViewMap(k / views, $"view {k % views}", Drawn.Map(1, p.Length, p)))]);

    private static ViewMaps Random(ImageSize size, int folds, int views, int seed) => ViewMaps.Of(
        [.. Enumerable.Range(0, folds * views).Select(k => new ViewMap(k / views, $"view {k % views}", Drawn.Map(size, levels: 9, (100 * seed) + k)))]);

    private sealed class Close(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
