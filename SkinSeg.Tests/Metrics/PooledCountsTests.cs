using FsCheck.Xunit;
using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class PooledCountsTests
{
    [Fact]
    public void A_small_image_weighs_as_much_as_a_large_one()
    {
        // 4 pixels: 2 of 4 shared. 400 pixels: 100 found, 100 missed. Shares: TP 0.5 + 0.25, FP 0, FN 0.5 + 0.25.
        var pooled = PooledCounts.Of(new(2, 0, 2, 0)) + PooledCounts.Of(new(100, 0, 100, 200));

        Assert.Equal(new(0.75, 0, 0.75, 0.5), pooled);
        Assert.Equal(0.5, pooled.Jaccard);
        Assert.Equal(1.5 / 2.25, pooled.Dice);
        Assert.Equal(2, pooled.Total);
    }

    [Fact]
    public void Nothing_to_find_and_nothing_found_is_1() => Assert.Equal((1, 1), (PooledCounts.Zero.Jaccard, PooledCounts.Of(new(0, 0, 0, 9)).Dice));

    [Fact]
    public void Counts_of_no_pixel_are_refused() =>
        Assert.Contains("at least one pixel", Assert.Throws<ArgumentException>(() => PooledCounts.Of(PixelCounts.Zero)).Message, StringComparison.Ordinal);

    [Property]
    public bool Of_images_of_one_size_they_score_as_plain_counts_do(ushort both, ushort predicted, ushort missed)
    {
        const int Pixels = 1 << 18;
        PixelCounts[] images = [new(both, predicted, missed, Pixels - both - predicted - missed), new(missed, both, predicted, Pixels - both - predicted - missed)];
        var plain = images.Aggregate(PixelCounts.Zero, PixelCounts.Add);
        var pooled = PooledCounts.Sum(images.Select(PooledCounts.Of));
        return Math.Abs(plain.Jaccard - pooled.Jaccard) < 1e-12 && Math.Abs(plain.Dice - pooled.Dice) < 1e-12;
    }
}
