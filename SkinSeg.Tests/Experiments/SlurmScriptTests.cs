using System.Diagnostics;
using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class SlurmScriptTests
{
    private static readonly SlurmResources Resources = new() { Cpus = 4, Mebibytes = 3000, Minutes = 90, Gpus = 1, Concurrent = 10, Partition = "long", More = "--account=skin --qos=low" };

    [Fact]
    public void Resources_stand_at_the_head()
    {
        string[] lines = new SlurmScript("/net/my 100% run", ["dotnet"], []).Text("array-3", 100, Resources).Split('\n');

        Assert.Equal("#!/bin/bash", lines[0]);
        Assert.Equal(
            [
                "--job-name=skinseg-array-3",
                "--array=1-100%10",
                "--ntasks=1 --cpus-per-task=4 --mem=3000M --time=90",
                "--gres=gpu:1",
                "--partition=\"long\"",
                "--requeue --open-mode=append",
                "--signal=B:USR1@120",
                "--output=\"/net/my 100%% run/%A_%a.log\"",
                "--account=skin --qos=low",
            ],
            lines.Where(line => line.StartsWith("#SBATCH ", StringComparison.Ordinal)).Select(line => line["#SBATCH ".Length..]));
    }

    [Theory]
    [InlineData("exit 3", "", 3, "")]
    [InlineData("kill -9 $$", "", 137, "ended by signal 9")]
    [InlineData("trap 'exit 130' TERM; kill -USR1 $PPID; while :; do sleep 0.1; done", "requeue 7_2", 130, "time limit is near")]
    [InlineData("trap 'exit 130' TERM; kill -TERM $PPID; while :; do sleep 0.1; done", "", 130, "")]
    public void A_task_does_its_line_hands_signals_on_and_requeues_itself_at_its_limit(string program, string requeued, int code, string words)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The script needs bash.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["stages.txt"], "first\nsecond\n");
        File.WriteAllText(folder["it's a program"], $"echo \"$@\" > '{folder["arguments"]}'\n{program}\n");
        Directory.CreateDirectory(folder["bin"]);
        File.WriteAllText(folder["bin", "scontrol"], $"#!/bin/bash\necho \"$@\" > '{folder["requeued"]}'\n");
        MakeExecutable(folder["bin", "scontrol"]);
        File.WriteAllText(folder["array.sh"], new SlurmScript(folder.Path, ["/bin/bash", folder["it's a program"]], ["--out", "a 'b' $c"]).Text("x", 2, new()));

        var said = Run(folder);

        Assert.Equal(code, said.Code);
        Assert.Equal("train --stage second --out a 'b' $c\n", File.ReadAllText(folder["arguments"]));
        Assert.Equal(requeued, File.Exists(folder["requeued"]) ? File.ReadAllText(folder["requeued"]).Trim() : string.Empty);
        Assert.Contains(words, said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_Slurm_cannot_log_into_is_refused() =>
        Assert.Contains("--out", Assert.Throws<ArgumentException>(() => new SlurmScript("/a\"b", ["dotnet"], []).Text("x", 1, new())).Message, StringComparison.Ordinal);

    private static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static (int Code, string Output) Run(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("/bin/bash", [folder["array.sh"]]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        (start.Environment["SLURM_ARRAY_JOB_ID"], start.Environment["SLURM_ARRAY_TASK_ID"]) = ("7", "2");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The task did not stop.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult());
    }
}
