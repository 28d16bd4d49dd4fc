using System.ComponentModel;
using System.Diagnostics;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Slurm;

/// <summary>A cluster of one node on this machine, started by start-node.sh; the test is skipped where Slurm is not installed.</summary>
internal sealed class SlurmNode : IDisposable
{
    private readonly string folder;

    public SlurmNode(int cpus)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && IsInstalled("slurmctld") && IsInstalled("munged"), "It needs Linux, root, and slurmctld, slurmd and munged: apt-get install slurm-wlm munge.");
        folder = Directory.CreateTempSubdirectory("skinseg-slurm-").FullName;
        var said = Run("/bin/bash", Script("start-node.sh"), folder, $"{cpus}");
        if (said.Code != 0)
        {
            Dispose();
            Assert.Fail($"start-node.sh: {said.Output}");
        }
    }

    /// <summary>Runs a command with this cluster as its own, and waits.</summary>
    public ProcessResult Run(string command, params string[] arguments)
    {
        using var process = Start(command, arguments);
        return Wait(process);
    }

    /// <summary>Starts a command.</summary>
    public Process Start(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Path.Combine(folder, "slurm.conf");
        start.Environment["OMP_NUM_THREADS"] = "1"; // submitters that measure at the same time must not wait for each other's threads
        return Process.Start(start)!;
    }

    /// <summary>What a command said, when it has ended.</summary>
    public static ProcessResult Wait(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        Run("/bin/bash", Script("stop-node.sh"), folder);
        Directory.Delete(folder, recursive: true);
    }

    private static string Script(string name) => Path.Combine(Repository.Root, "SkinSeg.Tests", "Slurm", name);

    private static bool IsInstalled(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["-V"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote, to either stream.</param>
internal sealed record ProcessResult(int Code, string Output);
