using FsCheck.Xunit;
using SkinSeg.Data;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class SubsamplingTests
{
    [Property]
    public void As_many_negatives_are_kept_as_there_are_positives_or_all(byte positives, byte negatives, byte fold, int seed)
    {
        var choice = Subsampling.Choose(new() { Seed = seed }, SegmentationTarget.Streaks, fold, Ids('p', positives + 1), Ids('n', negatives));

        Assert.Equal(Ids('p', positives + 1), choice.Positives);
        Assert.Equal(Math.Min(positives + 1, negatives), choice.Negatives.Count);
        Assert.Empty(choice.Negatives.Except(Ids('n', negatives)));
        Assert.Equal(choice, Subsampling.Choose(new() { Seed = seed }, SegmentationTarget.Streaks, fold, Ids('p', positives + 1), Ids('n', negatives).Reverse()));
        Assert.False(choice.DrawsEachEpoch);
    }

    [Fact]
    public void Seed_fold_and_target_each_change_the_draw()
    {
        var choices = new[] { (1, 0, SegmentationTarget.Streaks), (2, 0, SegmentationTarget.Streaks), (1, 1, SegmentationTarget.Streaks), (1, 0, SegmentationTarget.Globules) }
            .Select(key => Subsampling.Choose(new() { Seed = key.Item1 }, key.Item3, key.Item2, Ids('p', 20), Ids('n', 200)).Negatives);

        Assert.Equal(4, choices.Distinct().Count());
    }

    [Fact]
    public void Lesions_and_an_experiment_without_balance_keep_every_image()
    {
        Assert.Equal(50, Subsampling.Choose(new(), SegmentationTarget.Lesion, 0, Ids('p', 50), []).Ids.Count);
        Assert.Equal(103, Subsampling.Choose(SubsamplingConfig.Off, SegmentationTarget.Streaks, 0, Ids('p', 3), Ids('n', 100)).Ids.Count);
    }

    [Fact]
    public void A_draw_for_each_epoch_keeps_all_to_draw_from()
    {
        var choice = Subsampling.Choose(new() { Draw = NegativeDraw.EachEpoch }, SegmentationTarget.Streaks, 0, Ids('p', 3), Ids('n', 100));

        Assert.Equal(100, choice.Negatives.Count);
        Assert.True(choice.DrawsEachEpoch);
        Assert.Equal("streaks, fold 0: 3 positive, 3 of 100 negative, drawn each epoch", choice.ToString());
    }

    [Fact]
    public void Nothing_to_balance_by_is_refused()
    {
        Assert.Contains("got none of 5", Assert.Throws<ArgumentException>(() => Subsampling.Choose(new(), SegmentationTarget.Streaks, 0, [], Ids('n', 5))).Message);
        Assert.Contains("n000", Assert.Throws<ArgumentException>(() => Subsampling.Choose(new(), SegmentationTarget.Streaks, 0, ["n000"], Ids('n', 5))).Message);
    }

    private static string[] Ids(char kind, int count) => [.. Enumerable.Range(0, count).Select(i => $"{kind}{i:D3}")];
}
