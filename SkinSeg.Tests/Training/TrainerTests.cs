using System.Text.Json;
using SkinSeg.Augmentation;
using SkinSeg.Losses;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly SmallWorld world = new();

    private TrainingData Data => new(world.Images.Subset(world.Data.Ids.Take(4)), world.Images.Subset(world.Data.Ids.Skip(4)), Preprocessing.Torch);

    public void Dispose() => world.Dispose();

    [Fact]
    [NoTensorLeak]
    public void The_loss_falls_and_the_tensor_count_stays_flat()
    {
        var reports = Fit(SmallWorld.Experiment.Training with { Epochs = 8, Augmentation = AugmentationPolicy.None });

        Assert.True(reports[^1].TrainingLoss < 0.9 * reports[0].TrainingLoss, $"{reports[0]} → {reports[^1]}");
        Assert.Single(reports.Skip(1).Select(report => report.Machine.LiveTensors).Distinct()); // the first epoch makes the copy of the best weights
    }

    [Fact]
    [NoTensorLeak]
    public void Each_epoch_says_how_long_its_steps_waited_for_data_and_the_store_does_not()
    {
        var report = Fit(SmallWorld.Experiment.Training)[0];
        string stored = JsonSerializer.Serialize(report);

        Assert.InRange(report.Machine.DataWait, 0, 1);
        Assert.DoesNotContain("Machine", stored, StringComparison.Ordinal);
        Assert.Equal(report, JsonSerializer.Deserialize<EpochReport>(stored));
        Assert.NotEqual(report, report with { ValidationLoss = 0 });
    }

    [Fact]
    [NoTensorLeak]
    public void The_network_ends_with_the_weights_of_its_best_epoch()
    {
        using var network = SmallWorld.Experiment.Network.Build(1);
        // A learning rate far too high: the last epoch is not the best.
        var config = SmallWorld.Experiment.Training with { Epochs = 6, Optimizer = new() { LearningRate = 0.3, Decay = 0 }, Acceleration = Acceleration.Off };

        var reports = Trainer.Fit(config, network, Data);

        var best = reports.Last(report => report.IsBest);
        Assert.Equal(reports.Min(report => report.ValidationLoss), best.ValidationLoss);
        Assert.NotEqual(reports[^1].Epoch, best.Epoch);
        Assert.Equal(best.ValidationLoss, LossOn(network, config.Loss), 5);
        Assert.False(network.training);
    }

    [Fact]
    public void The_same_seed_trains_the_same_with_few_workers_or_eight()
    {
        var first = Fit(SmallWorld.Experiment.Training with { Loader = new() { Workers = 1 } });
        var second = Fit(SmallWorld.Experiment.Training with { Loader = new() { Workers = 8 } });

        Assert.Equal(first.Select(report => (report.TrainingLoss, report.ValidationLoss)), second.Select(report => (report.TrainingLoss, report.ValidationLoss)));
        Assert.NotEqual(first[0].TrainingLoss, Fit(SmallWorld.Experiment.Training with { Seed = 5 })[0].TrainingLoss);
    }

    [Fact]
    [NoTensorLeak]
    public void Cancelling_stops_at_the_next_batch_and_keeps_the_weights()
    {
        using var network = SmallWorld.Experiment.Network.Build(1);
        using var stop = new CancellationTokenSource();
        var seen = new List<EpochReport>();
        var progress = new Watcher(report =>
        {
            seen.Add(report);
            stop.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => Trainer.Fit(SmallWorld.Experiment.Training with { Epochs = 5 }, network, Data, progress, stop.Token));
        Assert.Single(seen);
        Assert.True(double.IsFinite(LossOn(network, Loss.JaccardCrossEntropy)));
    }

    [Fact]
    [NoTensorLeak]
    public void A_loss_that_is_no_number_names_the_epoch_and_the_images()
    {
        var broken = new Loss("broken", static (logits, _) => logits.sum() * double.NaN);

        string message = Assert.Throws<TrainingDivergedException>(() => Fit(SmallWorld.Experiment.Training with { Loss = broken })).Message;

        Assert.Contains("became NaN in epoch 1, step 1, at", message, StringComparison.Ordinal);
        Assert.Contains("ISIC_90000", message, StringComparison.Ordinal);
        Assert.Contains("lower the learning rate", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_do_and_nothing_to_learn_from_are_refused_in_words()
    {
        var config = SmallWorld.Experiment.Training;
        using var network = SmallWorld.Experiment.Network.Build(1);
        var empty = Data with { Validation = world.Images.Subset([]) };

        Assert.StartsWith("Expected at least one epoch and one image in a batch, got 0 and 2.", Message(() => Fit(config with { Epochs = 0 })));
        Assert.StartsWith("Expected at least one epoch and one image in a batch, got 2 and 0.", Message(() => Fit(config with { BatchSize = 0 })));
        Assert.StartsWith("Expected images to train on and images to validate on, got 4 and 0.", Message(() => Trainer.Fit(config, network, empty)));

        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    [NoTensorLeak]
    public void A_validation_loss_that_is_never_a_number_is_said_at_the_end()
    {
        // NaN without gradients only: the training batches stay finite.
        var broken = new Loss("broken", static (logits, target) =>
            torch.is_grad_enabled() ? Loss.JaccardCrossEntropy.Evaluate(logits, target) : torch.tensor(float.NaN));

        string message = Assert.Throws<NotFiniteNumberException>(() => Fit(SmallWorld.Experiment.Training with { Loss = broken })).Message;

        Assert.Contains("no finite number in any of 2 epochs: lower the learning rate, now 0.004", message, StringComparison.Ordinal);
    }

    private ValueList<EpochReport> Fit(TrainingConfig config)
    {
        using var network = SmallWorld.Experiment.Network.Build(1);
        return Trainer.Fit(config, network, Data);
    }

    // Batches of two, as the trainer takes them: the loss sums over a batch.
    private double LossOn(torch.nn.Module<torch.Tensor, torch.Tensor> network, Loss loss)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        network.eval();
        var x = ImageTensors.ToTensor([.. Data.Validation.Select(image => image.Image)], Preprocessing.Torch, torch.CPU);
        var y = ImageTensors.ToTensor([.. Data.Validation.Select(image => image.Mask)], torch.CPU);
        return loss.Evaluate(network.call(x), y).item<float>();
    }

    private sealed class Watcher(Action<EpochReport> see) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => see(value);
    }
}
