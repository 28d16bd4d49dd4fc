using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class PooledBootstrapTests
{
    // Efron and Tibshirani 1993, An Introduction to the Bootstrap, Table 10.1: hormone patches, eight people, new − old and old − placebo.
    private static readonly Pair[] Patches =
    [
        new(-1200, 8406), new(2601, 2342), new(-2705, 8187), new(1982, 8459), new(-1290, 4795), new(351, 3516), new(-638, 4796), new(-2719, 10238),
    ];

    [Fact]
    public void The_patch_data_give_the_textbooks_ratio_and_the_interval_of_all_8_to_the_8_resamples()
    {
        // SciPy 1.10.1, y and z the two columns: scipy.stats.bootstrap((y, z), lambda a, b, axis: a.sum(axis)/b.sum(axis), paired=True,
        //   vectorized=True, n_resamples=200000, method='percentile', random_state=0).confidence_interval is (-0.23123, 0.16507).
        // Exactly, by weighing itertools.combinations_with_replacement(range(8), 8) with 8!/∏ multiplicity!: the 2.5 % and 97.5 % points are
        // -0.23123 and 0.16589. 200,000 draws leave a point's rank uncertain by 0.035 %; the bounds are the points 0.2 % to either side.
        var ratio = Bootstrap.Pooled(Patches, Pair.Add, Ratio, seed: 1, resamples: 200_000);

        Assert.Equal(-0.0713, ratio.Mean, 5e-5); // their section 10.3
        Assert.InRange(ratio.Low, -0.23345271, -0.22961393);
        Assert.InRange(ratio.High, 0.15956852, 0.17098893);
        Assert.Equal(8, ratio.Count);
    }

    [Fact]
    public void Five_images_agree_with_writing_out_all_3125_resamples()
    {
        Pair[] five = Patches[..5];
        double[] all = [.. from i in five from j in five from k in five from l in five from m in five select Ratio(i + j + k + l + m)];
        Array.Sort(all);

        var interval = Bootstrap.Pooled(five, Pair.Add, Ratio, seed: 2, resamples: 100_000);

        // 100,000 draws leave the rank of a 2.5 % point uncertain by 0.05 %: between the 2.3 % and 2.7 % points is four times that.
        Assert.InRange(interval.Low, all[(int)(0.023 * all.Length)], all[(int)(0.027 * all.Length)]);
        Assert.InRange(interval.High, all[(int)(0.973 * all.Length)], all[(int)(0.977 * all.Length)]);
    }

    [Fact]
    public void A_mean_as_a_pooled_score_is_the_mean()
    {
        double[] values = [0.25, 0.5, 0.75, 0.125, 0.0625];

        var pooled = Bootstrap.Pooled(values.Select(value => new Pair(value, 1)), Pair.Add, Ratio, seed: 5);

        Assert.Equal(Bootstrap.Mean(values, seed: 5), pooled);
    }

    [Fact]
    public void Pixel_counts_pool_to_the_Jaccard_index_of_all_pixels_not_to_the_mean_over_images()
    {
        PixelCounts[] counts = [new(10, 0, 0, 0), new(0, 0, 90, 0)];

        var pooled = Bootstrap.Pooled(counts, PixelCounts.Add, sum => sum.Jaccard, seed: 0);

        Assert.Equal(0.1, pooled.Mean, 1e-15);
        Assert.Equal((0.0, 1.0), (pooled.Low, pooled.High));
    }

    [Fact]
    public void A_difference_draws_the_same_images_for_both()
    {
        PixelCounts[] ours = [new(10, 5, 5, 0), new(1, 50, 49, 0), new(80, 0, 20, 0)];

        Assert.Equal(new(0, 0, 0, 3), Bootstrap.PooledDifference(ours, ours, PixelCounts.Add, sum => sum.Jaccard));
        var more = Bootstrap.PooledDifference(ours, ours.Select(image => image with { FalsePositive = 0 }), PixelCounts.Add, sum => sum.Jaccard);
        Assert.True(more.Low >= 0, more.ToString());
    }

    [Fact]
    public void Nothing_other_lengths_and_scores_that_are_no_number_are_refused()
    {
        Assert.StartsWith("Expected the counts of at least one image", Assert.Throws<ArgumentException>(() => Bootstrap.Pooled<Pair>([], Pair.Add, Ratio, 0)).Message);
        Assert.StartsWith("Expected counts of the same images, got 8 and 7.", Assert.Throws<ArgumentException>(() => Bootstrap.PooledDifference(Patches, Patches[1..], Pair.Add, Ratio)).Message);
        Assert.StartsWith("Expected a finite score", Assert.Throws<ArgumentException>(() => Bootstrap.Pooled([new Pair(0, 0)], Pair.Add, Ratio, 0)).Message);
    }

    private static double Ratio(Pair sum) => sum.Part / sum.Whole;

    private readonly record struct Pair(double Part, double Whole)
    {
        public static Pair operator +(Pair left, Pair right) => new(left.Part + right.Part, left.Whole + right.Whole);

        public static Pair Add(Pair left, Pair right) => left + right;
    }
}
