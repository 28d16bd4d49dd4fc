using System.Diagnostics;
using System.Globalization;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Training;

/// <summary>A process that trains is killed again and again: this program, started again with one test.</summary>
public sealed class KilledTrainingTests(ITestOutputHelper output) : IDisposable
{
    private const string FolderVariable = "SKINSEG_TEST_KILLED_TRAINING";
    private const int Kills = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public void Killed_twenty_times_at_random_moments_it_comes_to_the_same_bits()
    {
        using var rig = new TrainingRig();
        var whole = rig.Run(rig.In("whole"));
        int finished = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using var child = Start();
            var random = Seed.RandomFor(2018, kill, "kill");
            for (int line = random.Next(1, 12); line > 0 && child.StandardError.ReadLine() is not null; line--)
            {
                // The child writes a line before each batch and after each file of a checkpoint.
            }

            Thread.Sleep(random.Next(20));
            child.Kill();
            child.WaitForExit();
            finished += Restart(new(TrainingRig.Config, rig.Data, folder["run"]), rig.Results("whole"));
        }

        using var last = Start();
        last.StandardError.ReadToEnd();
        last.WaitForExit();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kills} kills, {finished + 1} trainings finished"));
        Assert.Equal(whole.Weights, File.ReadAllText(folder["weights.txt"]));
        Assert.Equal(whole.Reports, EpochJournal.Read(folder["run", EpochJournal.FileName]));
        Assert.Equal(rig.Results("whole"), TrainingRig.ResultsIn(folder["run"]));
        Assert.Empty(Directory.GetDirectories(folder["run"], "damaged-*"));
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        string? path = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(path is null, "this is the work of the processes that the other test starts");
        using var rig = new TrainingRig();
        var config = TrainingRig.Config with
        {
            Loss = new(TrainingRig.Config.Loss.Name, (logits, target) =>
            {
                Console.Error.WriteLine("batch");
                return TrainingRig.Config.Loss.Evaluate(logits, target);
            }),
        };
        var training = new ResumableTraining(config, rig.Data, Path.Combine(path, "run"))
        {
            CheckpointInterval = TimeSpan.Zero,
            FileWritten = static file => Console.Error.WriteLine(file),
        };

        AtomicFile.WriteAllText(Path.Combine(path, "weights.txt"), rig.Run(training).Weights);
    }

    // A training that is finished is compared and begun anew, so that all kills hit one that is at work.
    private static int Restart(ResumableTraining training, IReadOnlyDictionary<string, string> expected)
    {
        if (training.Find() is not { Epoch: 3 })
        {
            return 0;
        }

        Assert.Equal(expected, TrainingRig.ResultsIn(training.Folder));
        Directory.Delete(training.Folder, recursive: true);
        return 1;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-method", $"{typeof(KilledTrainingTests).FullName}.{nameof(Child)}", "-explicit", "only" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = folder.Path;
        start.Environment["TMPDIR"] = folder.Path; // what a killed child leaves there goes away with the test
        return Process.Start(start)!;
    }
}
