using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkinSeg.Data;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class FoldsTests
{
    [Property]
    public bool Every_image_is_held_out_once_and_sizes_differ_by_at_most_one(PositiveInt extra, byte folds, int seed)
    {
        int count = 2 + (folds % 9);
        string[] ids = Ids(count + (extra.Get % 200));

        var plan = Folds.Split(ids, count, seed);

        return plan.HeldOut.SelectMany(fold => fold).Order(StringComparer.Ordinal).SequenceEqual(ids)
            && plan.HeldOut.Max(fold => fold.Count) - plan.HeldOut.Min(fold => fold.Count) <= 1;
    }

    [Property]
    public bool Training_and_validation_of_a_fold_are_disjoint_and_together_all(PositiveInt extra, int seed)
    {
        string[] ids = Ids(5 + (extra.Get % 100));
        var plan = Folds.Split(ids, 5, seed);

        return Enumerable.Range(0, 5).All(fold =>
            !plan.Training(fold).Intersect(plan.Validation(fold)).Any()
            && plan.Training(fold).Concat(plan.Validation(fold)).Order(StringComparer.Ordinal).SequenceEqual(ids)
            && plan.Validation(fold).All(id => plan.FoldOf(id) == fold));
    }

    [Property]
    public Property The_order_of_the_ids_does_not_matter(int seed) => Prop.ForAll(
        Gen.Shuffle(Ids(23)).ToArbitrary(),
        ids => Folds.Split(ids, 5, seed) == Folds.Split(Ids(23), 5, seed));

    [Property]
    public bool A_plan_survives_its_JSON(int seed) => FoldPlan.FromJson(Folds.Split(Ids(11), 3, seed).ToJson()) == Folds.Split(Ids(11), 3, seed);

    [Fact]
    public void The_split_is_pinned_so_that_no_runtime_changes_the_folds_of_a_published_run() => Assert.Equal(
        "3 6 8|5 7|1 9|2 4",
        string.Join('|', Folds.Split(Ids(9).Select(id => id[^1].ToString()), 4, 42).HeldOut.Select(fold => string.Join(' ', fold))));

    [Fact]
    public void Seeds_give_different_folds() => Assert.NotEqual(Folds.Split(Ids(100), 5, 1).HeldOut, Folds.Split(Ids(100), 5, 2).HeldOut);

    [Fact]
    public void A_fixed_split_is_one_fold()
    {
        var plan = Folds.Fixed(["b", "a"], ["c"]);

        Assert.Equal(1, plan.Count);
        Assert.Equal(["a", "b"], plan.Training(0));
        Assert.Equal(["c"], plan.Validation(0));
        Assert.Equal(plan, FoldPlan.FromJson(plan.ToJson()));
        Assert.Contains("No fold holds out a", Assert.Throws<ArgumentException>(() => plan.FoldOf("a")).Message);
    }

    [Fact]
    public void Folds_that_share_an_image_are_refused_by_its_id()
    {
        Assert.Contains("got a more than once", Assert.Throws<ArgumentException>(() => Folds.Split(["a", "b", "a"], 2, 1)).Message);
        Assert.Contains("got b more than once", Assert.Throws<ArgumentException>(() => Folds.Fixed(["a", "b"], ["b"])).Message);
    }

    [Fact]
    public void Fewer_images_than_folds_folds_that_are_not_there_and_empty_folds_are_refused()
    {
        Assert.Contains("at least 5 images for 5 folds, got 4", Assert.Throws<ArgumentException>(() => Folds.Split(Ids(4), 5, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Split(Ids(4), 1, 1));
        Assert.Contains("Expected a fold from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Split(Ids(4), 2, 1).Training(2)).Message);
        Assert.Contains("images to hold out and images to train on", Assert.Throws<ArgumentException>(() => Folds.Fixed([], ["a"])).Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("no JSON")]
    [InlineData("""{"seed":1,"heldOut":[["a"],["a"]],"alwaysTraining":[]}""")]
    public void JSON_of_something_else_says_what_was_expected(string json) =>
        Assert.Contains("Expected folds as FoldPlan.ToJson writes them", Assert.Throws<InvalidDataException>(() => FoldPlan.FromJson(json)).Message);

    private static string[] Ids(int count) => [.. Enumerable.Range(1, count).Select(SmallDataset.Id)];
}
