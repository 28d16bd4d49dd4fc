using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Experiments;

/// <summary>Stores as the kit wrote them before stages: a folder per experiment and fold.</summary>
public sealed class StoreSchema2Tests : IDisposable
{
    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_training_of_an_older_store_is_taken_over_and_not_done_again()
    {
        var trained = Older(SmallWorld.Experiment);
        var told = new List<EpochReport>();

        var taken = world.Run.Train(0, new Collector(told));

        Assert.Equal(File.ReadAllBytes(trained.ModelPath), File.ReadAllBytes(taken.ModelPath));
        Assert.Equal(trained.Epochs, taken.Epochs);
        Assert.Equal(trained.Epochs, told);
        Assert.True(world.Store.Verify().IsWhole);
        Assert.False(Directory.Exists(world["runs", "work"]));
    }

    [Fact]
    public void Damaged_reports_of_an_older_store_are_named_and_kept()
    {
        string path = Path.Combine(Path.GetDirectoryName(Older(SmallWorld.Experiment).ModelPath)!, "epochs.json");
        File.WriteAllText(path, "[{\"Epoch\":");

        string message = Assert.Throws<InvalidDataException>(() => world.Run.Train(0)).Message;

        Assert.StartsWith($"{path}: this training of an older store is damaged", message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
        Assert.Empty(world.Store.List());
    }

    [Fact]
    public void What_older_stores_could_not_say_is_not_looked_for_in_them()
    {
        var experiment = SmallWorld.Experiment;
        Older(experiment);
        Experiment[] others =
        [
            experiment with { Folds = experiment.Folds with { Stratify = true } },
            experiment with { Seed = 7 },
            experiment with { Target = SegmentationTarget.Globules },
            experiment with { Preparation = experiment.Preparation with { ReducedDecoding = false } },
        ];

        Assert.NotNull(StoreSchema2.Find(world.Run, 0));
        Assert.Null(StoreSchema2.Find(world.Run, 1));
        Assert.All(others, other => Assert.Null(StoreSchema2.Find(world.Run.With(other), 0)));
    }

    // A training in a store of its own, laid out as version 2 did, reports with what it still stored.
    private FoldRun Older(Experiment experiment)
    {
        var trained = (world.Run with { Store = new(world["elsewhere"]) }).Train(0);
        string folder = world["runs", $"{experiment.Network.Name}-{StoreSchema2.Identity(experiment, world.Data)}", "fold-1"];
        Directory.CreateDirectory(folder);
        string model = Path.Combine(folder, "model.safetensors");
        File.Copy(trained.ModelPath, model);
        var reports = trained.Epochs.Select(epoch => new { epoch.Epoch, epoch.TrainingLoss, epoch.ValidationLoss, epoch.ValidationJaccard, epoch.LearningRate, epoch.IsBest, LiveTensors = 321 });
        File.WriteAllText(Path.Combine(folder, "epochs.json"), JsonSerializer.Serialize(reports));
        return trained with { ModelPath = model };
    }

    private sealed class Collector(List<EpochReport> items) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => items.Add(value);
    }
}
