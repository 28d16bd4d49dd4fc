using System.ComponentModel;
using System.Diagnostics;
using SkinSeg.Experiments;

namespace SkinSeg.Notebooks;

/// <summary>Runs Slurm's commands.</summary>
internal static class SlurmTools
{
    /// <summary>Submits a script.</summary>
    /// <returns>The number of the job.</returns>
    /// <exception cref="FileNotFoundException">There is no <c>sbatch</c> on the path.</exception>
    /// <exception cref="IOException">It refused.</exception>
    public static string Submit(string script)
    {
        var said = Run("sbatch", "--parsable", script) ?? throw new FileNotFoundException($"There is no 'sbatch' on this machine's path. The script is {script}: submit it where Slurm is, with 'sbatch'.");
        return said.Code == 0 ? SlurmQueue.ParseSubmitted(said.Output) : throw new IOException($"'sbatch {script}' refused: {said.Error} The script stays.");
    }

    /// <summary>The tasks of some jobs that wait or run; null where there is no <c>squeue</c> on the path.</summary>
    /// <param name="jobs">Numbers of jobs; those that Slurm has forgotten are passed over.</param>
    /// <exception cref="IOException">Slurm does not answer.</exception>
    public static IReadOnlyList<QueuedTask>? Queue(IEnumerable<string> jobs)
    {
        var tasks = new List<QueuedTask>();
        foreach (string job in jobs)
        {
            if (Run("squeue", "--noheader", $"--jobs={job}", $"--format={SlurmQueue.Format}") is not { } said)
            {
                return null;
            }

            if (said.Code != 0 && !said.Error.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase))
            {
                throw new IOException($"'squeue' failed: {said.Error} Try again when Slurm answers.");
            }

            tasks.AddRange(SlurmQueue.Parse(said.Output));
        }

        return tasks;
    }

    private static ToolResult? Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true };
        start.Environment["SLURM_BITSTR_LEN"] = "0"; // else long lists of tasks end in "..."
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new(process.ExitCode, output, string.Join(' ', error.GetAwaiter().GetResult().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private sealed record ToolResult(int Code, string Output, string Error);
}
