using System.Globalization;
using SkinSeg.Augmentation;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Losses;
using SkinSeg.Metrics;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class CrossValidationTests : IDisposable
{
    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    [NoTensorLeak]
    public void Every_image_is_scored_once_by_the_fold_that_never_saw_it()
    {
        var result = world.Run.Run([0, 1]);

        Assert.Equal(world.Data.Ids, result.Scores.Images.Select(image => image.Id));
        Assert.Equal(2, result.Folds.Count);
        Assert.Equal(4, result.Landscape.Pairs.Count);
    }

    [Fact]
    public void What_is_in_the_store_is_read_and_not_trained_again()
    {
        var first = world.Run.Run([0, 1]);
        var written = File.GetLastWriteTimeUtc(first.Folds[0].ModelPath);
        var epochs = new List<EpochReport>();

        var again = world.Run.Train(0, new Collector<EpochReport>(epochs));
        var second = world.Run.Run([0, 1]);

        Assert.Equal(written, File.GetLastWriteTimeUtc(again.ModelPath));
        Assert.Equal(first.Folds[0].Epochs, epochs);
        Assert.Equal(first.Scores.Images, second.Scores.Images);
        Assert.Equal(first.Landscape.Pairs, second.Landscape.Pairs);
    }

    [Fact]
    public void Scores_are_those_of_the_plain_way_at_the_original_size()
    {
        var result = world.Run.Run([0]);
        string id = result.Scores.Images[0].Id;
        var map = ImageFiles.ReadProbabilityMap(Directory.GetFiles(world["runs", "mean"], $"{id}.png", SearchOption.AllDirectories).Single());

        var mask = new DualThreshold { High = result.Landscape.Best.High, Low = result.Landscape.Best.Low }.Apply(map.ResizeTo(world.Data[id].ReadImage().Size));

        Assert.Equal(SmallWorld.Experiment.WorkingSize, map.Size);
        Assert.Equal(ImageScores.Compare(id, ImageFiles.ReadMask(world.Data[id].LesionMaskPath, ImageFiles.ScoringThreshold), mask), result.Scores.Images[0]);
        Assert.Equal(mask, result.MaskOf(id));
    }

    [Fact]
    public void A_training_that_was_stopped_is_no_stage_yet_and_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Stopper(stop);

        Assert.Throws<OperationCanceledException>(() => world.Run.Train(0, progress, stop.Token));
        Assert.Empty(world.Store.List());
        Assert.Equal(2, world.Run.Train(0).Epochs.Count);
    }

    [Fact]
    public void Images_of_another_size_than_the_experiments_are_refused_before_training()
    {
        var run = world.Run with { Experiment = SmallWorld.Experiment.At(new(64, 64)) };

        string message = Assert.Throws<InvalidOperationException>(() => run.Train(0)).Message;

        Assert.Contains("works at 64×64, but the images were prepared at 32×64", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world["runs"]));
    }

    [Fact]
    public void A_damaged_training_is_named_and_kept()
    {
        string folder = Path.GetDirectoryName(world.Run.Train(0).ModelPath)!;
        File.WriteAllText(Path.Combine(folder, "epochs.json"), "[{\"Epoch\":");

        string message = Assert.Throws<InvalidDataException>(() => world.Run.Train(0)).Message;

        Assert.Contains(Path.Combine(folder, "epochs.json"), message, StringComparison.Ordinal);
        Assert.Contains("'store verify --set-aside' moves it away", message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public void A_stored_map_that_is_gone_or_damaged_is_named()
    {
        var run = world.Run.Train(0);
        string id = world.Run.PredictHeldOut(run).Ids[0];
        string map = Directory.GetFiles(world["runs", "mean"], $"{id}.png", SearchOption.AllDirectories).Single();

        File.WriteAllText(map, "no image");
        string damaged = Assert.Throws<InvalidDataException>(() => world.Run.PredictHeldOut(run)).Message;
        File.Delete(map);
        string gone = Assert.Throws<InvalidDataException>(() => world.Run.PredictHeldOut(run)).Message;

        Assert.All((string[])[damaged, gone], message => Assert.Contains(map, message, StringComparison.Ordinal));
        Assert.Contains("has 8 bytes instead of", damaged, StringComparison.Ordinal);
        Assert.StartsWith($"{map} is gone.", gone, StringComparison.Ordinal);
        Assert.All((string[])[damaged, gone], message => Assert.Contains("damaged; nothing was deleted", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Identity_changes_with_what_decides_the_weights_and_with_nothing_else()
    {
        var experiment = SmallWorld.Experiment;
        Experiment[] others =
        [
            experiment with { Seed = 1 },
            experiment with { Folds = new() { Count = 3 } },
            experiment.At(new(64, 64)),
            experiment with { Network = NetworkCatalogue.CompactResNet },
            experiment with { Training = experiment.Training with { Epochs = 3 } },
            experiment with { Training = experiment.Training with { Loss = Loss.CrossEntropy } },
            experiment with { Training = experiment.Training with { Optimizer = OptimizerConfig.Paper } },
            experiment with { Training = experiment.Training with { BatchSize = 3 } },
            experiment with { Training = experiment.Training with { BatchOrder = BatchOrder.Stratified } },
            experiment with { Training = experiment.Training with { Seed = 1 } },
            experiment with { Training = experiment.Training with { Augmentation = AugmentationPolicy.None } },
            experiment with { Training = experiment.Training with { Augmentation = AugmentationPolicy.FlipsAndRotation.AtStrength(0.5) } },
        ];
        string own = experiment.Identity(world.Data);

        Assert.NotEqual(own, (experiment with { Views = [] }).Identity(world.Data));
        Assert.Equal(world.Run.Train(0), world.Run.With(experiment with { Views = TestTimeView.None, Search = new(), EvaluateOn = EvaluationSet.Balanced }).Train(0));
        Assert.Equal(own, (experiment with { Training = experiment.Training with { Loader = new() { Workers = 3, Ahead = 9 } } }).Identity(world.Data));
        Assert.Equal(others.Length + 1, others.Select(other => other.Identity(world.Data)).Append(own).Distinct().Count());
        Assert.NotEqual(own, experiment.Identity(world.Data.Sample(4, 1)));
    }

    [Fact]
    public void The_table_shows_ours_the_papers_and_the_difference()
    {
        var result = world.Run.Run([0]);

        var table = TableOne.Of([result]);

        Assert.Equal(3, table.Rows.Count);
        Assert.Equal("paper: resnet152", table.Rows[1][0]);
        Assert.Equal("0.7991", table.Rows[1][2]);
        Assert.Equal((result.Scores.Jaccard.Mean - 0.8368).ToString("+0.0000;−0.0000", CultureInfo.InvariantCulture), table.Rows[2][3]);
        Assert.Contains("1 of 2 folds", TableOne.Conditions(result), StringComparison.Ordinal);
        Assert.Contains("random weights", TableOne.Conditions(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_topology_that_the_paper_does_not_have_stands_alone()
    {
        var mine = SmallWorld.Experiment.Network with { Name = "mine", Decoder = DeepLabConfig.Compact with { PyramidWidth = 8, Width = 8, SkipWidth = 4 } };
        var own = SmallWorld.Experiment with { Network = mine, Training = SmallWorld.Experiment.Training with { Epochs = 1 } };

        var table = TableOne.Of([(world.Run with { Experiment = own }).Run([0])]);

        Assert.Equal("ours: mine", Assert.Single(table.Rows)[0]);
    }

    private sealed class Collector<T>(List<T> items) : IProgress<T>
    {
        public void Report(T value) => items.Add(value);
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => stop.Cancel();
    }
}
