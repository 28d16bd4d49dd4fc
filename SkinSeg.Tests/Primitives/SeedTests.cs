using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Primitives;

public sealed class SeedTests
{
    [Fact]
    public void The_same_purpose_gives_the_same_numbers_in_every_process() =>
        Assert.Equal(Seed.Derive(42, 3, "ISIC_9000000"), Seed.Derive(42, 3, "ISIC_9000000"));

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
