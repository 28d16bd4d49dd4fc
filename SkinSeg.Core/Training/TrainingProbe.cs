using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>Measures how fast a network trains, by training it a little and taking that back.</summary>
internal static class TrainingProbe
{
    // The first steps make buffers, choose algorithms and use up the batches that were made ahead.
    private const int WarmUp = 3;

    /// <summary>Trains and validates on real batches. Weights and mode of the network and torch's random numbers are then as before, and no gradient is left.</summary>
    /// <param name="config">The training; its number of epochs does not matter.</param>
    /// <param name="network">The network, on the device to measure.</param>
    /// <param name="data">The images.</param>
    /// <param name="steps">Steps to measure, at least 1: 20 are good for a tenth. As many batches, or all, are validated.</param>
    /// <param name="clock">By what it is measured.</param>
    public static TrainingSpeed Run(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, int steps, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        bool wasTraining = network.training;
        using var before = new WeightSnapshot();
        before.Take(network);
        using var random = get_rng_state();
        using var optimizer = new AdamOptimizer(config.Optimizer, WarmUp + steps, network.parameters());
        using var memory = new MemoryPeak(clock);
        try
        {
            double[] times = Train(config, network, data, (optimizer, WarmUp + steps, clock));
            memory.Look();
            double validation = Validate(config, network, data, (steps, clock));
            memory.Look();
            return new(Median(times[WarmUp..]), validation, (2 * before.Bytes) + optimizer.StateBytes, memory.Bytes);
        }
        finally
        {
            before.Restore(network);
            optimizer.ZeroGradients();
            network.train(wasTraining);
            set_rng_state(random);
        }
    }

    private static double[] Train(
        TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, (AdamOptimizer Optimizer, int Steps, TimeProvider Clock) work)
    {
        network.train();
        var seconds = new List<double>();
        using var loader = BatchLoader.Training(config with { Epochs = work.Steps }, data, Validation.TargetOf(config, network));
        while (seconds.Count < work.Steps)
        {
            long start = work.Clock.GetTimestamp();
            foreach (var batch in loader.NextEpoch(CancellationToken.None).Take(work.Steps - seconds.Count))
            {
                using (batch)
                {
                    Trainer.Step(config, network, work.Optimizer, batch);
                }

                seconds.Add(work.Clock.GetElapsedTime(start).TotalSeconds);
                start = work.Clock.GetTimestamp();
            }
        }

        return [.. seconds];
    }

    // Per image, of some batches. The first call is not measured: it warms up what evaluation does otherwise than training.
    private static double Validate(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, (int Steps, TimeProvider Clock) work)
    {
        TrainingData Some(int batches) => data with { Validation = data.Validation.Subset(data.Validation.Ids.Take(batches * config.BatchSize)) };
        Validation.Of(config, network, Some(1), CancellationToken.None);
        var some = Some(work.Steps);
        long start = work.Clock.GetTimestamp();
        Validation.Of(config, network, some, CancellationToken.None);
        return work.Clock.GetElapsedTime(start).TotalSeconds / some.Validation.Count;
    }

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    // The system's own peak would be that of the whole process since its start, other networks' included.
    private sealed class MemoryPeak : IDisposable
    {
        private readonly ITimer timer;
        private long bytes;

        public MemoryPeak(TimeProvider clock) =>
            timer = clock.CreateTimer(_ => Look(), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

        public long Bytes => Interlocked.Read(ref bytes);

        public void Look()
        {
            long now = Environment.WorkingSet;
            long seen = Interlocked.Read(ref bytes);
            while (now > seen && Interlocked.CompareExchange(ref bytes, now, seen) is var found && found != seen)
            {
                seen = found;
            }
        }

        public void Dispose() => timer.Dispose();
    }
}
