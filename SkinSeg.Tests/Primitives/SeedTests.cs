using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Primitives;

public sealed class SeedTests
{
    // Computed by hand-written SplitMix64 in Python: stored runs and folds depend on these numbers for ever.
    [Theory]
    [InlineData(42, 3, "ISIC_9000000", 626622558)]
    [InlineData(-1, 0, "größe", 626877507)]
    public void The_same_purpose_gives_the_same_numbers_in_every_process(int seed, int epoch, string name, int expected) =>
        Assert.Equal(expected, Seed.Derive(seed, epoch, name));

    [Fact]
    public void Seed_epoch_and_name_each_change_the_draw()
    {
        int[] seeds = [Seed.Derive(1, 0, "a"), Seed.Derive(2, 0, "a"), Seed.Derive(1, 1, "a"), Seed.Derive(1, 0, "b"), Seed.Derive(1, 0, "aa")];

        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    [Fact]
    public void A_thousand_epochs_and_ids_collide_no_more_than_chance_allows()
    {
        var seeds = from epoch in Enumerable.Range(0, 100) from id in Enumerable.Range(0, 100) select Seed.Derive(7, epoch, $"ISIC_{id:D7}");

        Assert.True(seeds.Distinct().Count() >= 9_998); // 10⁴ draws of 2³¹: 0.02 collisions expected
    }
}
