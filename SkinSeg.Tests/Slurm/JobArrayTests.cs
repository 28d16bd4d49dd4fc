using System.Diagnostics;
using System.Globalization;
using SkinSeg.Experiments;
using SkinSeg.Notebooks;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Slurm;

/// <summary>Ten trainings on a real Slurm, with all that happens to jobs: killed, stopped at the limit, drained, submitted twice and once more by hand.</summary>
public sealed class JobArrayTests : IDisposable
{
    private const int Epochs = 8; // some seconds, so that a task is met while it trains
    private const int Trainings = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15); // two to three where nothing else runs

    private readonly TemporaryFolder folder = new();
    private readonly SlurmNode node = new(cpus: 2);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<string, string> records = [];
    private readonly RunStore store;

    public JobArrayTests() => store = new(folder["out", "runs"]);

    public void Dispose()
    {
        node.Dispose();
        folder.Dispose();
    }

    [Fact(Explicit = true)]
    public void All_trainings_of_an_array_complete_exactly_once_whatever_happens()
    {
        var array = SubmitTwiceAtOnce();
        Do("sbatch", "--parsable", array.ScriptIn(store)); // by somebody who did not look: the same tasks once more

        int stopped = StopAtTheLimit(array);
        KillAndRequeue(array, Begun(array, [stopped]));
        DrainAndResume();
        Until(() => Do("squeue", "--noheader").Length == 0);

        Assert.Equal(Trainings, store.List().Count(stage => stage.Stage.Kind == StageKind.Training));
        Assert.Equal(array.Tasks.Select(task => task.Stage).Order(), store.List().Where(stage => stage.Stage.Kind == StageKind.Training).Select(stage => stage.Stage.Id).Order());
        Assert.All(store.List().Where(stage => stage.Stage.Kind == StageKind.Training), stage => Assert.Equal(Epochs, EpochJournal.Read(Path.Combine(stage.Folder, EpochJournal.FileName)).Count));
        Assert.True(store.Verify().IsWhole);
        Assert.Equal(records, Records()); // none was made a second time
        Assert.Empty(Directory.EnumerateDirectories(folder["out", "runs", "work"]));
        Assert.All(Logs(), log => Assert.DoesNotContain("Error", log, StringComparison.Ordinal));
        string status = Program("status");
        Assert.StartsWith($"{Trainings} trainings, {Trainings} finished", status, StringComparison.Ordinal);
        Assert.Contains("Nothing to submit", Program(Submission), StringComparison.Ordinal);
        Report(status);
    }

    private static string[] Submission =>
        ["submit", "--epochs", $"{Epochs}", "--cpus", "1", "--memory", "1024", "--time", "10"];

    // Both plan at once; one submits, the other finds all of it in the queue.
    private SlurmArray SubmitTwiceAtOnce()
    {
        using var first = Start(Submission);
        using var second = Start(Submission);
        string[] said = [.. new[] { first, second }.Select(SlurmNode.Wait).Select(result => result.Code == 0 ? result.Output : throw new InvalidOperationException(result.Output))];
        Assert.Single(said, text => text.Contains($"{Trainings} training(s), a task each: 1 core, 1024 MiB", StringComparison.Ordinal));
        Assert.Single(said, text => text.Contains($"{Trainings} training(s) are in the queue already", StringComparison.Ordinal));
        var array = Assert.Single(SlurmArray.All(store));
        Assert.Equal(Trainings, array.Tasks.Count);
        Log("two submitters: one array");
        return array;
    }

    // What Slurm does two minutes before a task's limit, done now.
    private int StopAtTheLimit(SlurmArray array)
    {
        int task = Begun(array, []);
        using (var signal = node.Start("scancel", "--signal=USR1", "--batch", $"{array.JobId}_{task}"))
        {
            Until(() => LogOf(array, task).Contains("back into the queue", StringComparison.Ordinal));
            signal.Kill(); // it tries again while the task changes its state, and would meet its next start
        }

        Assert.Contains("Cancelled.", LogOf(array, task), StringComparison.Ordinal);
        Log($"task {task} stopped as at its limit, requeued");
        return task;
    }

    private void KillAndRequeue(SlurmArray array, int task)
    {
        var holder = LockWatch.Read(folder["out", "runs", "locks", $"{array.Tasks[task - 1].Stage}.lock"]);
        Assert.NotNull(holder);
        using (var process = Process.GetProcessById(holder.Process))
        {
            process.Kill(); // kill -9
        }

        Until(() => LogOf(array, task).Contains("ended by signal 9", StringComparison.Ordinal));
        Until(() => Do("squeue", "--noheader", "--states=all", $"--jobs={array.JobId}_{task}", "--format=%T").Trim() == "FAILED");
        Log($"task {task} killed\n{Program("status")}");
        Do("scontrol", "requeue", $"{array.JobId}_{task}");
    }

    private void DrainAndResume()
    {
        string name = Do("sinfo", "--noheader", "--format=%n").Trim();
        Do("scontrol", "update", $"NodeName={name}", "State=DRAIN", "Reason=test");
        Until(() => Do("squeue", "--noheader", "--states=RUNNING,COMPLETING").Length == 0); // what runs may finish, nothing begins
        string waiting = Do("squeue", "--noheader", "--array", "--format=%i");
        Assert.NotEmpty(waiting);
        int finished = Records().Count;
        Log(string.Create(CultureInfo.InvariantCulture, $"drained with {finished} finished and {waiting.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length} tasks waiting\n{Program("status")}"));
        Do("scontrol", "update", $"NodeName={name}", "State=RESUME");
    }

    // A task, but those named, that has a checkpoint of at least one epoch, and as many epochs still to go.
    private int Begun(SlurmArray array, int[] but)
    {
        int found = 0;
        Until(() =>
        {
            found = Enumerable.Range(1, Trainings).Except(but).FirstOrDefault(task => StoredProgress.Of(store, array.Tasks[task - 1].Stage) is { State: StageState.Running, Share: > 0 and <= 0.5 });
            return found > 0;
        });
        return found;
    }

    private void Until(Func<bool> reached)
    {
        while (!reached())
        {
            foreach (var (id, record) in Records())
            {
                records.TryAdd(id, record);
            }

            Assert.True(clock.Elapsed < Longest, $"Not done after {Longest}:\n{Do("squeue")}\n{Program("status")}");
            Thread.Sleep(200);
        }

        foreach (var (id, record) in Records())
        {
            records.TryAdd(id, record);
        }
    }

    private Dictionary<string, string> Records() => store.List().Where(stage => stage.Stage.Kind == StageKind.Training && stage.Record is not null)
        .ToDictionary(stage => stage.Stage.Id, stage => $"{stage.Record}");

    private IEnumerable<string> Logs() => Directory.EnumerateFiles(folder["out", "runs", "slurm"], "*.log", SearchOption.AllDirectories).Select(File.ReadAllText);

    private string LogOf(SlurmArray array, int task) => File.Exists(array.LogIn(store, task)) ? File.ReadAllText(array.LogIn(store, task)) : string.Empty;

    private Process Start(string[] slurm) => node.Start(OwnProgram.Find()![0], [.. OwnProgram.Find()!.Skip(1), "slurm", .. slurm, "--out", folder["out"]]);

    private string Program(params string[] slurm)
    {
        using var process = Start(slurm);
        var said = SlurmNode.Wait(process);
        return said.Code == 0 ? said.Output : throw new InvalidOperationException(said.Output);
    }

    private string Do(string command, params string[] arguments)
    {
        var said = node.Run(command, arguments);
        return said.Code == 0 ? said.Output : throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {said.Output}");
    }

    private void Report(string status)
    {
        string[] starts = [.. Logs().SelectMany(log => log.Split('\n')).Where(line => line.StartsWith("── task", StringComparison.Ordinal))];
        int again = starts.Count(line => !line.Contains("start 1,", StringComparison.Ordinal));
        Log(string.Create(CultureInfo.InvariantCulture, $"{records.Count} trainings finished; {Logs().Count()} tasks of two arrays started {starts.Length} times, {again} of them again\n{status}"));
    }

    private void Log(string text) => TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F0} s: {text}"));
}
