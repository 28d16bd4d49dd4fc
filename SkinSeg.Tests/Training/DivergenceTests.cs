using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class DivergenceTests : IDisposable
{
    private readonly TrainingRig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [NoTensorLeak]
    [InlineData(float.NaN, 5)]
    [InlineData(float.PositiveInfinity, 9)]
    public void A_loss_that_is_no_number_stops_the_run_and_keeps_its_batch_for_replay(float value, int call)
    {
        var training = rig.In("run", BrokenAt(call, (loss, _) => loss * value)) with { CheckpointInterval = TimeSpan.Zero };

        var error = Assert.Throws<TrainingDivergedException>(() => rig.Run(training));
        var batch = DivergedBatch.Read(rig["run", "diverged.json"]);

        Assert.Equal(error.Batch, batch);
        Assert.Equal(((call + 2) / 3, ((call - 1) % 3) + 1, 2018), (error.Epoch, error.Step, error.Seed));
        Assert.Equal(value, (float)error.OffendingNumber);
        Assert.Equal(TrainingRig.Config.Optimizer.Schedule(9)(call - 1), error.LearningRate);
        Assert.IsAssignableFrom<NotFiniteNumberException>(error);
        Assert.Contains($"in epoch {error.Epoch}, step {error.Step}, at the images {error.Ids} (seed 2018): lower the learning rate", error.Message, StringComparison.Ordinal);
        Assert.Equal(call - 1, (3 * training.Find()!.Epoch) + training.Find()!.Step); // the checkpoint before the broken step
    }

    [Fact]
    [NoTensorLeak]
    public void The_batch_can_be_made_again_from_the_file_alone()
    {
        var config = BrokenAt(5, (loss, _) => loss * float.NaN);
        Assert.Throws<TrainingDivergedException>(() => rig.Run(rig.In("run", config)));
        var batch = DivergedBatch.Read(rig["run", "diverged.json"]);

        var draws = batch.Draws(config.Augmentation);
        using var loader = BatchLoader.Training(config, rig.Data, new(torch.CPU, SkinSeg.Tensors.BatchFormat.Plain), firstEpoch: 1, firstStep: 1);
        using var seen = loader.NextEpoch(CancellationToken.None).First();
        using var replayed = SkinSeg.Tensors.ImageTensors.ToTensor([.. draws.Select(draw => draw.Apply(rig.Data.Training[draw.Id].Image))], rig.Data.Preprocessing, torch.CPU);

        Assert.Equal(seen.Ids, batch.Ids);
        Assert.Equal(batch.Ids, draws.Select(draw => draw.Id));
        Assert.Equal(config.Augmentation.Draw(2018, 1, batch.Ids[0]), draws[0]);
        Assert.True(seen.Images.allclose(replayed, rtol: 0, atol: 0));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(4)] // within an epoch, where a checkpoint falls due
    [InlineData(6)] // at its end
    public void Weights_that_are_no_numbers_are_never_kept_although_the_loss_was_one(int call)
    {
        // The loss is a number, its gradient is not: √x at 0.
        var config = BrokenAt(call, (loss, logits) => loss + ((logits * 0).abs().sum().sqrt() * 1));
        var training = rig.In("run", config) with { CheckpointInterval = TimeSpan.Zero };

        var error = Assert.Throws<TrainingDivergedException>(() => rig.Run(training));

        Assert.StartsWith("The weights became NaN or infinite in epoch 2, step", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Batch, DivergedBatch.Read(rig["run", "diverged.json"]));
        Assert.Equal(call - 1, (3 * training.Find()!.Epoch) + training.Find()!.Step);
        Assert.Throws<TrainingDivergedException>(() => rig.Run(network => Trainer.Fit(BrokenAt(call, (loss, logits) => loss + (logits * 0).abs().sum().sqrt()), network, rig.Data)));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        File.WriteAllText(rig["diverged.json"], "{\"Epoch\":1");

        Assert.StartsWith(rig["diverged.json"], Assert.Throws<InvalidDataException>(() => DivergedBatch.Read(rig["diverged.json"])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => DivergedBatch.Read(rig["none.json"]));
    }

    [Fact]
    [NoTensorLeak]
    public void An_epoch_whose_validation_is_no_number_is_kept_and_read_again()
    {
        var whole = rig.Run(rig.In("whole", NoNumberInValidation()));

        using var stop = new CancellationTokenSource();
        var watcher = new TrainingRig.Watcher(report => stop.Cancel());
        Assert.Throws<OperationCanceledException>(() => rig.Run(rig.In("run", NoNumberInValidation()), watcher, stop.Token));

        Assert.True(double.IsNaN(whole.Reports[0].ValidationLoss));
        Assert.True(whole.Reports[1].IsBest);
        Assert.Equal(whole, rig.Run(rig.In("run")));
        Assert.Equal(whole.Reports, EpochJournal.Read(rig["run", EpochJournal.FileName]));
    }

    // The loss of the n-th training step changed; the function must leave its first argument alone.
    private static TrainingConfig BrokenAt(int call, Func<torch.Tensor, torch.Tensor, torch.Tensor> change)
    {
        int calls = 0;
        return TrainingRig.Config with
        {
            Loss = new(TrainingRig.Config.Loss.Name, (logits, target) =>
            {
                var loss = TrainingRig.Config.Loss.Evaluate(logits, target);
                return torch.is_grad_enabled() && ++calls == call ? torch.WrappedTensorDisposeScope(() => change(loss, logits)) : loss;
            }),
        };
    }

    private static TrainingConfig NoNumberInValidation()
    {
        int calls = 0;
        return TrainingRig.Config with
        {
            Loss = new(TrainingRig.Config.Loss.Name, (logits, target) =>
                !torch.is_grad_enabled() && ++calls == 1 ? torch.tensor(float.NaN) : TrainingRig.Config.Loss.Evaluate(logits, target)),
        };
    }
}
