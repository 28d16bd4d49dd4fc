using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class SweepTests(StoredWorld stored) : IClassFixture<StoredWorld>
{
    private readonly SmallWorld world = stored.World;

    [Fact]
    public void Experiments_are_named_after_their_values_in_the_language_of_numbers()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            var sweep = Sweep.Over("rate", [0.5, 1e-3], rate => SmallWorld.Experiment with { Training = new() { Optimizer = new() { LearningRate = rate } } });
            var both = Sweep.Across(sweep, "seed", [1, 2], (experiment, seed) => experiment with { Seed = seed });

            Assert.Equal(["rate 0.5", "rate 0.001"], sweep.Select(item => item.Name));
            Assert.Equal(["rate 0.5, seed 1", "rate 0.5, seed 2", "rate 0.001, seed 1", "rate 0.001, seed 2"], both.Select(item => item.Name));
            Assert.Equal((1e-3, 2), (both[3].Experiment.Training.Optimizer.LearningRate, both[3].Experiment.Seed));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Sweeps_that_compare_nothing_or_the_incomparable_are_refused_before_any_work()
    {
        var same = SmallWorld.Experiment;
        string Refusal(params NamedExperiment[] experiments) => Assert.Throws<ArgumentException>(() => Sweep.Run(experiments, world.Run, [0])).Message;
        int before = world.Store.List().Count;

        Assert.Contains("at least one experiment, got none", Refusal(), StringComparison.Ordinal);
        Assert.Contains("got 'a' more than once", Refusal(new("a", same), new("a", same with { Seed = 1 })), StringComparison.Ordinal);
        Assert.Contains("got 'seed 1' more than once", Assert.Throws<ArgumentException>(() => Sweep.Over("seed", [1, 1], _ => same)).Message, StringComparison.Ordinal);
        foreach (var other in (Experiment[])[same with { Folds = new() { Count = 3 } }, same.At(new(64, 64)), same with { Target = SegmentationTarget.Streaks }])
        {
            Assert.Contains("folds, target and size of 'a', since they are compared image by image; got others in 'b'", Refusal(new("a", same), new("b", other)), StringComparison.Ordinal);
        }

        Assert.Equal(before, world.Store.List().Count);
    }

    [Fact]
    public void Results_are_those_of_single_runs_and_differences_are_paired()
    {
        var sweep = Sweep.Over("seed", [2018, 7], seed => SmallWorld.Experiment with { Seed = seed });
        var shares = new List<WorkProgress>();

        var result = Sweep.Run(sweep, world.Run, [0, 1], new Collector(shares));
        var single = world.Run.With(sweep[1].Experiment).Run([0, 1]);

        Assert.Equal(single.Scores.Images, result.Rows[1].Result.Scores.Images);
        Assert.Equal(single.Thresholds, result.Rows[1].Result.Thresholds);
        Assert.Equal(
            single.Scores.Jaccard.Mean - result.Rows[0].Result.Scores.Jaccard.Mean, result.Difference(result.Rows[1], Metric.Jaccard).Mean, 1e-12);
        Assert.Equal(2, result.ToTable().Rows.Count);
        Assert.Equal(string.Empty, result.ToTable().Rows[0][4]);
        Assert.Equal(shares.Select(share => share.Share).Order(), shares.Select(share => share.Share));
        Assert.InRange(shares[^1].Share, 0.5, 1);
        Assert.StartsWith("seed 7: resnet-tiny fold 2 of 2", shares[^1].What, StringComparison.Ordinal);
    }

    private sealed class Collector(List<WorkProgress> items) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => items.Add(value);
    }
}
