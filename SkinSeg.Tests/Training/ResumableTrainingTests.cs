using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Training;

/// <summary>A training stopped anywhere and continued, against the same training without a stop: weights, reports and files to the last bit.</summary>
public sealed class ResumableTrainingTests : IDisposable
{
    private readonly TrainingRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    [NoTensorLeak]
    public void With_checkpoints_a_training_is_the_same_as_without()
    {
        var plain = rig.Run(network => Trainer.Fit(TrainingRig.Config, network, rig.Data));

        Assert.Equal(plain, rig.Run(rig.In("run")));
        Assert.Equal(plain, rig.Run(rig.In("steps") with { CheckpointInterval = TimeSpan.Zero }));
        Assert.Equal(plain, rig.Run(rig.In("run"))); // it is finished: the checkpoint answers
        Assert.Equal(rig.Results("run"), rig.Results("steps"));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("resnet-tiny")]
    [InlineData("deeplab-tiny")]
    public void Cancelled_after_any_step_or_in_any_validation_it_goes_on_to_the_same_bits(string name)
    {
        using var mine = new TrainingRig { Network = name == "deeplab-tiny" ? TrainingRig.TinyDeepLab : SmallWorld.Experiment.Network };
        var whole = mine.Run(mine.In("whole"));
        foreach (var (call, validation) in Enumerable.Range(1, 9).Select(call => (call, false)).Concat([(1, true), (2, true), (3, true)]))
        {
            string folder = $"stopped {call} {validation}";
            using var stop = new CancellationTokenSource();
            var config = TrainingRig.Before(call, validation, stop.Cancel);

            string message = Assert.Throws<OperationCanceledException>(() => mine.Run(mine.In(folder, config), stop: stop.Token)).Message;
            var info = mine.In(folder).Find();

            Assert.Contains("Make the same call again to go on.", message, StringComparison.Ordinal);
            Assert.Equal(validation ? (call - 1, 3) : ((call - 1) / 3, ((call - 1) % 3) + 1), (info!.Epoch, info.Step));
            Assert.Equal(whole, mine.Run(mine.In(folder)));
            Assert.Equal(mine.Results("whole"), mine.Results(folder));
        }
    }

    [Fact]
    [NoTensorLeak]
    public void Stopped_after_every_step_again_and_again_it_comes_to_the_same_bits()
    {
        var whole = rig.Run(rig.In("whole"));
        for (int step = 1; step <= 9; step++)
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => rig.Run(rig.In("often", TrainingRig.Before(1, false, stop.Cancel)), stop: stop.Token));
        }

        Assert.Equal(whole, rig.Run(rig.In("often")));
        Assert.Equal(rig.Results("whole"), rig.Results("often"));
    }

    [Fact]
    [NoTensorLeak]
    public void Dropout_is_at_work_in_these_tests_and_follows_from_the_seed_and_the_step()
    {
        using var deep = new TrainingRig { Network = TrainingRig.TinyDeepLab };
        using var dry = new TrainingRig { Network = TrainingRig.TinyDeepLab with { Decoder = ((SkinSeg.Models.DeepLabConfig)TrainingRig.TinyDeepLab.Decoder) with { Dropout = 0 } } };

        SkinSeg.Tensors.TorchRuntime.Seed(1);
        var first = deep.Run(deep.In("first"));
        SkinSeg.Tensors.TorchRuntime.Seed(2);

        Assert.Equal(first, deep.Run(deep.In("second")));
        Assert.NotEqual(first.Reports, dry.Run(dry.In("dry")).Reports);
    }

    [Fact]
    [NoTensorLeak]
    public void A_crash_in_any_step_loses_no_more_than_the_steps_since_the_checkpoint()
    {
        var whole = rig.Run(rig.In("whole"));
        for (int call = 1; call <= 9; call++)
        {
            var config = TrainingRig.Before(call, false, static () => throw new TrainingRig.Crash());
            Assert.Throws<TrainingRig.Crash>(() => rig.Run(rig.In($"crash {call}", config)));

            Assert.Equal((call - 1) / 3, rig.In($"crash {call}").Find()?.Epoch ?? 0);
            Assert.Equal(whole, rig.Run(rig.In($"crash {call}")));
            Assert.Equal(rig.Results("whole"), rig.Results($"crash {call}"));
        }
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_crash_of_whoever_is_told_of_an_epoch_repeats_nothing(int epoch)
    {
        var whole = rig.Run(rig.In("whole"));
        var told = new List<int>();
        var crash = new TrainingRig.Watcher(TrainingRig.FailAt<EpochReport>(epoch, new TrainingRig.Crash()));

        Assert.Throws<TrainingRig.Crash>(() => rig.Run(rig.In("run"), crash));
        var after = rig.Run(rig.In("run"), new TrainingRig.Watcher(report => told.Add(report.Epoch)));

        Assert.Equal(whole, after);
        Assert.Equal([1, 2, 3], told);
        Assert.Equal(rig.Results("whole"), rig.Results("run"));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)] // the first checkpoint's last file: all is written, and it has no name yet
    [InlineData(7)]
    [InlineData(22)]
    [InlineData(33)]
    [InlineData(60)]
    public void A_crash_while_a_checkpoint_is_written_leaves_the_one_before(int file)
    {
        var whole = rig.Run(rig.In("whole"));
        var training = rig.In("run") with { CheckpointInterval = TimeSpan.Zero };

        Assert.Throws<TrainingRig.Crash>(() => rig.Run(training with { FileWritten = TrainingRig.FailAt<string>(file, new TrainingRig.Crash()) }));

        Assert.Empty(training.Find()?.Findings ?? []);
        Assert.Equal(whole, rig.Run(training));
        Assert.Equal(rig.Results("whole"), rig.Results("run"));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(0)]
    [InlineData(400)] // days back and forth: the time of day decides nothing
    public void Within_an_epoch_a_checkpoint_is_made_when_its_time_has_come(int jumpInDays)
    {
        var clock = new JumpingClock { JumpInDays = jumpInDays };
        var seen = new List<(int, int)>();
        ResumableTraining? training = null;
        var config = TrainingRig.Config with
        {
            Loss = new(TrainingRig.Config.Loss.Name, (logits, target) =>
            {
                clock.Now += TimeSpan.FromMinutes(4); // a step, or the validation, takes four minutes
                seen.Add((training!.Find()?.Epoch ?? 0, training.Find()?.Step ?? 0));
                return TrainingRig.Config.Loss.Evaluate(logits, target);
            }),
        };
        training = rig.In("run", config) with { Clock = clock };

        rig.Run(training);

        // Three steps and a validation an epoch: ten minutes have passed after the third step.
        Assert.Equal([(0, 0), (0, 0), (0, 0), (0, 3), (1, 0), (1, 0), (1, 0), (1, 3), (2, 0), (2, 0), (2, 0), (2, 3)], seen);
    }

    private sealed class JumpingClock : TimeProvider
    {
        private int calls;

        public TimeSpan Now { get; set; }

        public int JumpInDays { get; init; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50).AddDays(JumpInDays * (++calls % 2 == 0 ? 1 : -1));
    }
}
