using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class EnsembleTests(StoredWorld stored) : IClassFixture<StoredWorld>
{
    private readonly SmallWorld world = stored.World;

    [Fact]
    public void Maps_of_several_views_are_the_mean_of_each_views_map_to_the_last_digit()
    {
        string id = stored.First.Ids[0];
        ProbabilityMap[] views = [.. Directory.GetFiles(world["runs", "maps"], $"{id}.png", SearchOption.AllDirectories)
            .Where(path => path.Contains("resnet-tiny", StringComparison.Ordinal)).Select(ImageFiles.ReadProbabilityMap)];
        int held = stored.First.FoldOf(id);

        var alone = SmallWorld.Experiment.Views.Select(view => world.Run.With(SmallWorld.Experiment with { Views = [view] }).Predict([held])[id]).ToList();

        Assert.All(alone, map => Assert.Contains(views, view => view.Values.SequenceEqual(map.Values)));
        Assert.Equal(Oracle(alone, [1, 1]), stored.First[id].Values);
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.0 })]
    [InlineData(new[] { 3.0, 1.0 })]
    [InlineData(new[] { 0.1, 0.7 })]
    [InlineData(new[] { 0.0, 2.0 })]
    public void An_ensemble_is_the_weighted_mean_of_its_members_rounded_once(double[] weights)
    {
        var (first, second) = (stored.First, stored.Second);

        var ensemble = HeldOutMaps.Ensemble([first, second], weights);

        Assert.Equal(first.Ids, ensemble.Ids);
        Assert.All(ensemble.Ids, id => Assert.Equal(Oracle([first[id], second[id]], weights), ensemble[id].Values));
        Assert.Equal(("ensemble", "ensemble"), (ensemble.Name, ensemble.PaperName));
    }

    [Fact]
    public void Weights_decide_which_stage_it_is_and_equal_ones_are_one()
    {
        string Stage(params double[] weights) => HeldOutMaps.Ensemble([stored.First, stored.Second], weights).Stages[0].Stage.Id;

        Assert.Equal(Stage(1, 1), Stage(0.5, 0.5));
        Assert.Equal(Stage(1, 1), HeldOutMaps.Ensemble([stored.First, stored.Second]).Stages[0].Stage.Id);
        Assert.Equal(3, new[] { Stage(1, 1), Stage(3, 1), Stage(1, 3) }.Distinct().Count());
    }

    [Fact]
    public void An_ensemble_of_one_is_that_one()
    {
        var one = HeldOutMaps.Ensemble([stored.First], [0.3]);

        Assert.Equal(stored.First.Stages, one.Stages);
        Assert.Equal("resnet-tiny", one.Name);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        double[][] wrong = [[1], [1, 1, 1], [0, 0], [-1, 2], [double.NaN, 1], [double.PositiveInfinity, 1], []];

        Assert.All(wrong, weights => Assert.Contains(
            "Expected 2 finite weight(s)", Assert.Throws<ArgumentException>(() => HeldOutMaps.Ensemble([stored.First, stored.Second], weights)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Members_that_do_not_fit_are_refused_and_named()
    {
        var first = stored.First;
        string Refusal(params HeldOutMaps[] members) => Assert.Throws<ArgumentException>(() => HeldOutMaps.Ensemble(members)).Message;
        HeldOutMaps Like(CrossValidation run) => new(run, first.Members, first.Folds, first.Stages);
        HeldOutMaps[] others =
        [
            stored.Other.Predict([0]),
            Like(world.Run.With(SmallWorld.Experiment with { Target = SegmentationTarget.Streaks })),
            Like(world.Run.With(SmallWorld.Experiment.At(new(64, 64)))),
            Like(world.Run.With(SmallWorld.Experiment with { Folds = new() { Count = 2, Seed = 9 } })),
            Like(world.Run with { Data = world.Data.Sample(4, 1) }),
        ];

        Assert.All(others, other =>
        {
            string message = Refusal(first, other);
            Assert.StartsWith($"Expected networks for one target, of the same images, folds and size, got {first} of resnet-tiny at 32×64 and {other}", message, StringComparison.Ordinal);
        });
        Assert.Contains("at least one network", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_are_found_by_id_and_by_place_and_only_where_their_fold_ran()
    {
        var part = world.Run.Predict([1]);
        string inside = part.Ids[0];
        string outside = world.Data.Ids.Except(part.Ids).First();

        Assert.Equal(SmallWorld.Experiment.PlanFolds(world.Data).Validation(1), part.Ids);
        Assert.Equal(part[inside].Values, part[0].Map.Values);
        Assert.Equal((inside, 1), (part[0].Id, part[0].Fold));
        Assert.Equal(part.Ids, part.Select(item => item.Id));
        Assert.Equal("resnet-tiny: 3 maps of 1 fold(s)", part.ToString());
        Assert.Contains($"No fold that ran holds out {outside}; there are maps of 3 images", Assert.Throws<ArgumentException>(() => part[outside]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => part.FoldOf("nobody"));
    }

    [Theory]
    [InlineData]
    [InlineData(0, 0)]
    [InlineData(2)]
    [InlineData(0, -1)]
    public void Folds_that_are_not_there_or_twice_are_refused_before_any_training(params int[] folds)
    {
        string message = Assert.Throws<ArgumentException>(() => world.Run.With(SmallWorld.Experiment with { Seed = 99 }).Predict(folds)).Message;

        Assert.StartsWith($"Expected folds from 0 to 1, each once, got [{string.Join(", ", folds)}].", message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Store.List(), stage => stage.Stage.Description.Contains("\"seed\":99", StringComparison.Ordinal));
    }

    [Fact]
    public void The_ensemble_is_scored_and_stands_beside_the_papers()
    {
        var result = LesionResult.Of(HeldOutMaps.Ensemble([stored.First, stored.Second]));

        var table = TableOne.Of([LesionResult.Of(stored.First), result]);

        Assert.Equal(["ours: resnet-tiny", "paper: resnet152", "difference", "ours: ensemble", "paper: ensemble", "difference"], table.Rows.Select(row => row[0]));
        Assert.Equal(world.Data.Ids, result.Scores.Images.Select(image => image.Id));
        Assert.Equal(4, result.Folds.Count); // two networks, two folds
        Assert.Contains("resnet-tiny from random weights, resnet-tiny from random weights at 32×64", TableOne.Conditions(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_by_fold_and_a_wish_to_stop_leaves_no_stage()
    {
        var told = new List<WorkProgress>();
        HeldOutMaps.Ensemble([stored.First, stored.Second], [5, 1], new Collector(told));

        Assert.Equal([new(0, "ensemble lesion fold 1"), new(0.5, "ensemble lesion fold 2")], told);
        int before = world.Store.List().Count;
        Assert.ThrowsAny<OperationCanceledException>(() => HeldOutMaps.Ensemble([stored.First, stored.Second], [6, 1], null, new CancellationToken(canceled: true)));
        Assert.Equal(before, world.Store.List().Count);
        Assert.Empty(Directory.GetDirectories(world["runs"], "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Maps_of_an_attribute_are_not_scored_as_lesions()
    {
        var maps = new HeldOutMaps(world.Run.With(SmallWorld.Experiment with { Target = SegmentationTarget.Streaks }), stored.First.Members, stored.First.Folds, stored.First.Stages);

        Assert.Contains("Expected maps of lesions, got those of streaks", Assert.Throws<ArgumentException>(() => LesionResult.Of(maps)).Message, StringComparison.Ordinal);
    }

    // In decimal arithmetic, pixel by pixel; halves go to the even neighbour.
    private static ushort[] Oracle(List<ProbabilityMap> maps, double[] weights)
    {
        var values = new ushort[maps[0].Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            decimal sum = 0;
            for (int k = 0; k < maps.Count; k++)
            {
                sum += (decimal)weights[k] * maps[k].Values[i];
            }

            values[i] = (ushort)Math.Round(sum / (decimal)weights.Sum(), MidpointRounding.ToEven);
        }

        return values;
    }

    private sealed class Collector(List<WorkProgress> items) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => items.Add(value);
    }
}
