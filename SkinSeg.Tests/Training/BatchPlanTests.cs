using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkinSeg.Primitives;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class BatchPlanTests
{
    private static readonly TrainingConfig Shuffled = new() { BatchSize = 4 };

    [Property]
    public void Every_image_comes_once_and_only_the_last_batch_is_smaller(byte count, byte epoch)
    {
        bool[] images = new bool[count + 1];
        var plan = new BatchPlan(Shuffled, images);

        var batches = plan.Epoch(epoch);

        Assert.Equal(Enumerable.Range(0, images.Length), batches.SelectMany(batch => batch).Order());
        Assert.All(batches.SkipLast(1), batch => Assert.Equal(4, batch.Length));
        Assert.Equal(plan.Steps, batches.Count);
    }

    [Property]
    public void In_stratified_batches_a_positive_is_never_missing_and_never_far_from_its_share(byte first, byte second, byte third, byte epoch)
    {
        var (positives, others, size) = (1 + (first % 60), second % 120, 2 + (third % 9));
        bool[] images = [.. Enumerable.Repeat(true, positives), .. Enumerable.Repeat(false, others)];
        var plan = new BatchPlan(new() { BatchSize = size, BatchOrder = BatchOrder.Stratified }, images);

        var batches = plan.Epoch(epoch);

        int[] all = [.. batches.SelectMany(batch => batch)];
        int[] counts = [.. batches.Select(batch => batch.Count(i => images[i]))];
        Assert.Equal(plan.Steps, batches.Count);
        Assert.All(counts, count => Assert.True(count >= 1));
        Assert.Equal(Enumerable.Range(positives, others), all.Where(i => !images[i]).Order());
        Assert.Equal(positives, all.Where(i => images[i]).Distinct().Count());
        Assert.All(batches.SkipLast(1), batch => Assert.Equal(size, batch.Length));
        Assert.True(counts.SkipLast(1).DefaultIfEmpty().Max() - counts.SkipLast(1).DefaultIfEmpty().Min() <= 1, string.Join(' ', counts));
        Assert.True(all.Length == images.Length || positives < batches.Count); // repeated only where there are too few
        Assert.Equal(batches, new BatchPlan(new() { BatchSize = size, BatchOrder = BatchOrder.Stratified }, images).Epoch(epoch));
    }

    [Fact]
    public void Each_epoch_and_each_seed_has_an_order_of_its_own()
    {
        var plan = new BatchPlan(Shuffled, new bool[40]);
        var other = new BatchPlan(Shuffled with { Seed = 1 }, new bool[40]);

        Assert.NotEqual(plan.Epoch(0), plan.Epoch(1));
        Assert.NotEqual(plan.Epoch(0), other.Epoch(0));
        Assert.Equal(plan.Epoch(7), plan.Epoch(7));
    }

    [Fact]
    public void What_cannot_be_stratified_is_refused_in_words()
    {
        var stratified = new TrainingConfig { BatchOrder = BatchOrder.Stratified };

        Assert.StartsWith(
            "Expected images whose masks have a pixel set and batches of at least 2 to share them out, got 0 such images and batches of 16.",
            Assert.Throws<ArgumentException>(() => new BatchPlan(stratified, new bool[3])).Message);
        Assert.Contains("got 3 such images and batches of 1", Assert.Throws<ArgumentException>(() => new BatchPlan(stratified with { BatchSize = 1 }, [true, true, true])).Message);
    }

    // By the same few lines in Python with its unbounded integers: stored runs depend on this order for ever.
    [Fact]
    public void The_order_is_the_same_in_every_version_of_the_runtime() =>
        Assert.Equal([0, 7, 2, 5, 9, 8, 3, 1, 4, 6], Shuffling.Shuffle(Enumerable.Range(0, 10), 2018, 3, "order"));

    [Fact]
    public void Every_order_of_four_things_is_as_frequent_as_any_other()
    {
        var counts = Enumerable.Range(0, 24_000).CountBy(epoch => string.Concat(Shuffling.Shuffle("abcd", 1, epoch, "test"))).ToArray();

        Assert.Equal(24, counts.Length);
        Assert.All(counts, pair => Assert.InRange(pair.Value, 850, 1150)); // 1000 expected; ± 4.8 standard deviations of 31
    }

    [Property]
    public void A_balanced_epoch_has_all_positives_and_as_many_negatives(byte first, byte second, byte epoch, bool stratified)
    {
        var (positives, negatives) = (1 + (first % 40), second % 120);
        bool[] images = [.. Enumerable.Range(0, positives + negatives).Select(i => i < positives)];
        var plan = new BatchPlan(
            new() { BatchSize = 4, BalanceEachEpoch = true, BatchOrder = stratified ? BatchOrder.Stratified : BatchOrder.Shuffled }, images);

        var batches = plan.Epoch(epoch);
        int[] seen = [.. batches.SelectMany(batch => batch)];

        Assert.Equal(Enumerable.Range(0, positives), seen.Where(i => i < positives).Distinct().Order());
        Assert.Equal(Math.Min(positives, negatives), seen.Count(i => i >= positives));
        Assert.Equal(seen.Count(i => i >= positives), seen.Where(i => i >= positives).Distinct().Count());
        Assert.Equal(plan.Steps, batches.Count);
    }

    [Fact]
    public void Balanced_epochs_draw_other_negatives_each_time_and_need_a_positive()
    {
        bool[] images = [.. Enumerable.Range(0, 100).Select(i => i < 10)];
        var plan = new BatchPlan(Shuffled with { BalanceEachEpoch = true }, images);

        Assert.NotEqual(plan.Epoch(0).SelectMany(batch => batch).Order(), plan.Epoch(1).SelectMany(batch => batch).Order());
        Assert.Contains("got none of 5", Assert.Throws<ArgumentException>(() => new BatchPlan(Shuffled with { BalanceEachEpoch = true }, new bool[5])).Message);
    }
}
