using FsCheck;
using FsCheck.Xunit;
using SkinSeg.Data;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class FoldStrataTests
{
    [Property]
    public void Stratified_folds_partition_the_images_and_sizes_differ_by_at_most_one(PositiveInt extra, byte folds, int seed)
    {
        int count = 2 + (folds % 6);
        var images = Images(count + (extra.Get % 150), seed);

        var plan = Folds.Split(images, new() { Count = count, Seed = seed, Stratify = true }, []);

        Assert.Equal(images.Select(image => image.Id), plan.HeldOut.SelectMany(ids => ids).Order(StringComparer.Ordinal));
        Assert.InRange(plan.HeldOut.Max(ids => ids.Count) - plan.HeldOut.Min(ids => ids.Count), 0, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2018)]
    public void Stratified_folds_share_out_every_attribute(int seed)
    {
        var images = Images(1000, seed);
        var plan = Folds.Split(images, new() { Seed = seed, Stratify = true }, []);

        foreach (var attribute in LesionAttributes.All)
        {
            var with = images.Where(image => image.Attributes.Contains(attribute)).Select(image => image.Id).ToHashSet();
            int[] shares = [.. plan.HeldOut.Select(ids => ids.Count(with.Contains))];
            Assert.InRange(shares.Max() - shares.Min(), 0, 6);
        }
    }

    [Property]
    public void A_group_is_never_split(int seed, bool stratify)
    {
        var images = Images(60, seed);
        ValueList<ValueList<string>> groups = [[Id(1), Id(9), Id(30)], [Id(30), Id(31)], [Id(40), Id(59)]];

        var plan = Folds.Split(images, new() { Seed = seed, Stratify = stratify }, groups);

        Assert.Equal(60, plan.HeldOut.Sum(ids => ids.Count));
        Assert.All(groups, group => Assert.Single(group.Select(plan.FoldOf).Distinct()));
    }

    [Property]
    public bool Without_strata_and_groups_the_split_is_the_plain_one(int seed) =>
        Folds.Split(Images(41, seed), new() { Seed = seed }, []) == Folds.Split(Enumerable.Range(0, 41).Select(Id), 5, seed);

    [Property]
    public bool The_order_of_the_images_does_not_matter(int seed) =>
        Folds.Split(Images(41, 1).Reverse(), new() { Seed = seed, Stratify = true }, []) == Folds.Split(Images(41, 1), new() { Seed = seed, Stratify = true }, []);

    private static string Id(int number) => $"ISIC_{number:D7}";

    private static ValueList<ImageTraits> Images(int count, int seed)
    {
        double[] shares = [0.59, 0.07, 0.04, 0.26, 0.23]; // the training set's
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new ImageTraits(
                Id(i), random.NextDouble(), [.. LesionAttributes.All.Where(attribute => random.NextDouble() < shares[(int)attribute])])),
        ];
    }
}
