using System.Globalization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>What is done during a training by those who keep it.</summary>
/// <param name="StepEnded">After each step.</param>
/// <param name="EpochEnded">After each epoch with its validation.</param>
internal sealed record TrainingWatch(Action StepEnded, Action<EpochReport> EpochEnded);

/// <summary>
/// One training: the only loop there is, from any step to the end. What a step does depends on the weights, the optimizer and (seed, epoch, step)
/// alone; so a session that takes up another's state continues it to the last bit.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingConfig config;
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly TrainingData data;
    private readonly TimeProvider clock;
    private readonly AdamOptimizer optimizer;
    private readonly WeightSnapshot best = new();
    private readonly List<EpochReport> reports = [];
    private RunningEpoch running = RunningEpoch.Zero;
    private LoopTimes times = LoopTimes.Zero;
    private (ValueList<string> Ids, double Rate, double Loss) last = ([], 0, 0);

    /// <summary>A training at its start.</summary>
    /// <exception cref="ArgumentException">There is no epoch, no image in a batch, or no image to train or validate on.</exception>
    public TrainingSession(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, TimeProvider clock)
    {
        Check(config, network, data);
        (this.config, this.network, this.data, this.clock) = (config, network, data, clock);
        StepsPerEpoch = BatchPlan.Of(config, data.Training).Steps;
        optimizer = new(config.Optimizer, config.Epochs * StepsPerEpoch, network.parameters());
    }

    /// <summary>Steps in every epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The tensors to keep, and to fill when the training goes on.</summary>
    public (nn.Module<Tensor, Tensor> Network, AdamOptimizer Optimizer, WeightSnapshot Best) Tensors => (network, optimizer, best);

    /// <summary>Where it stands.</summary>
    public TrainingState State => new(config.Seed, [.. reports], running);

    /// <summary>What it took of the machine.</summary>
    public MachineState Machine => new([.. reports.Select(report => report.Machine)], times);

    /// <summary>Takes up what another session left; the tensors are filled by the caller.</summary>
    public void Continue(TrainingState state, MachineState machine)
    {
        reports.Clear();
        reports.AddRange(state.Epochs.Zip(machine.Epochs, (report, facts) => report with { Machine = facts }));
        running = state.Running;
        times = machine.Running;
    }

    /// <summary>Trains to the end; then the network holds the weights of its best epoch and is in evaluation mode.</summary>
    /// <exception cref="TrainingDivergedException">The loss or a weight became NaN or infinite.</exception>
    /// <exception cref="NotFiniteNumberException">No validation loss was finite.</exception>
    public ValueList<EpochReport> Run(TrainingWatch watch, CancellationToken cancellationToken)
    {
        using var loader = BatchLoader.Training(config, data, Validation.TargetOf(config, network), reports.Count, running.Step);
        while (reports.Count < config.Epochs)
        {
            Train(loader, watch, cancellationToken);
            CheckFinite();
            Finish(cancellationToken);
            watch.EpochEnded(reports[^1]);
        }

        best.Restore(reports.Exists(report => report.IsBest) ? network : throw NeverValid());
        network.eval();
        return [.. reports];
    }

    /// <summary>Fails where a weight or the optimizer's state is NaN or infinite: neither may be kept.</summary>
    /// <exception cref="TrainingDivergedException">It is.</exception>
    public void CheckFinite()
    {
        if (!FiniteNumbers.AreAllIn(network.state_dict().Values) || !optimizer.IsFinite)
        {
            throw Diverged(running.Step);
        }
    }

    public void Dispose()
    {
        best.Dispose();
        optimizer.Dispose();
    }

    private void Train(BatchLoader loader, TrainingWatch watch, CancellationToken cancellationToken)
    {
        network.train();
        var wait = new WaitMeter(clock, times);
        foreach (var batch in wait.Over(loader.NextEpoch(cancellationToken)))
        {
            using (batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Step(batch);
            }

            times = wait.Times;
            watch.StepEnded();
        }
    }

    private void Step(Batch batch)
    {
        // Dropout draws from torch's generator: seeded for each step, it needs no state that outlives one.
        TorchRuntime.Seed(Seed.Derive(config.Seed, reports.Count, string.Create(CultureInfo.InvariantCulture, $"step {running.Step}")));
        double rate = optimizer.LearningRate;
        last = (batch.Ids, rate, Trainer.Step(config, network, optimizer, batch));
        running = double.IsFinite(last.Loss) ? running.Plus(batch.Ids.Count, last.Loss) : throw Diverged(running.Step + 1);
    }

    private void Finish(CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        var validation = Validation.Of(config, network, data, cancellationToken);
        double seconds = clock.GetElapsedTime(start).TotalSeconds;
        bool isBest = validation.Loss < (reports.FindLast(report => report.IsBest)?.ValidationLoss ?? double.PositiveInfinity);
        if (isBest)
        {
            best.Take(network);
        }

        reports.Add(new(reports.Count + 1, running.LossSum / running.Images, validation.Loss, validation.Jaccard, optimizer.LearningRate)
        {
            IsBest = isBest,
            Machine = Facts(seconds),
        });
        running = RunningEpoch.Zero;
        times = LoopTimes.Zero;
    }

    private MachineFacts Facts(double validationSeconds) => new(
        times.Seconds + validationSeconds,
        times.Seconds > 0 ? running.Images / times.Seconds : double.NaN,
        times.WaitingShare,
        DisposeScopeManager.Statistics.ThreadTotalLiveCount,
        Environment.WorkingSet)
    {
        Finished = clock.GetUtcNow(),
    };

    private TrainingDivergedException Diverged(int step) =>
        new(new(reports.Count + 1, step, last.Ids, config.Seed, last.Rate) { Loss = last.Loss });

    private NotFiniteNumberException NeverValid() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The validation loss was no finite number in any of {reports.Count} epochs: lower the learning rate, now {config.Optimizer.LearningRate:G3}, or look at the validation images."));

    private static void Check(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (config.Epochs < 1 || config.BatchSize < 1)
        {
            throw new ArgumentException($"Expected at least one epoch and one image in a batch, got {config.Epochs} and {config.BatchSize}.", nameof(config));
        }

        if (data.Training.Count == 0 || data.Validation.Count == 0)
        {
            string found = $"{data.Training.Count} and {data.Validation.Count}";
            throw new ArgumentException($"Expected images to train on and images to validate on, got {found}. Give more images or ask for fewer folds.", nameof(data));
        }
    }
}
