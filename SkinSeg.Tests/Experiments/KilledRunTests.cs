using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

/// <summary>The program itself is killed while it trains, predicts or scores; it is started again with the same command until it is done.</summary>
public sealed class KilledRunTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public void Killed_twenty_times_at_random_moments_a_run_leaves_the_files_of_an_uninterrupted_one()
    {
        SyntheticDermoscopy.Write(folder["data"], 12, new() { Size = new(96, 128) });
        using (var whole = Start("whole"))
        {
            Assert.Equal(0, Wait(whole));
        }

        var expected = Files("whole");
        var moments = new List<string>();
        int finished = 0;
        while (moments.Count - finished < Kills)
        {
            using var child = Start("killed");
            bool ended = child.WaitForExit(TimeSpan.FromMilliseconds(1000 + Seed.RandomFor(2018, moments.Count, "kill").Next(4500)));
            child.Kill();
            child.WaitForExit();
            moments.Add(ended ? "finished" : Where());
            finished += ended ? Restart(expected) : 0;
        }

        using var last = Start("killed");
        Assert.Equal(0, Wait(last));

        output.WriteLine($"killed {string.Join(", ", moments.CountBy(moment => moment).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} × {pair.Key}")))}; finished {finished + 1} times");
        Assert.Equal(expected, Files("killed"));
        Assert.True(new RunStore(folder["killed", "runs"]).Verify().IsWhole);
        Assert.True(expected.Count > 15, $"{expected.Count} files");
    }

    private int Restart(SortedDictionary<string, string> expected)
    {
        Assert.Equal(expected, Files("killed"));
        Directory.Delete(folder["killed"], recursive: true);
        return 1;
    }

    private string Where()
    {
        string runs = folder["killed", "runs"];
        return !Directory.Exists(runs) ? "before the store"
            : Directory.Exists(Path.Combine(runs, "scores")) ? "scoring"
            : Directory.Exists(Path.Combine(runs, "training")) && new RunStore(runs).List().Count > 0 ? "predicting"
            : "training";
    }

    private static int Wait(Process child)
    {
        string words = child.StandardOutput.ReadToEnd() + child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, words);
        return child.ExitCode;
    }

    // Everything but times, locks and half-written folders of killed processes.
    private SortedDictionary<string, string> Files(string name)
    {
        string top = folder[name];
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(top, path).Replace('\\', '/');
            string[] parts = relative.Split('/');
            bool isStage = parts.Length > 3 && parts[0] == "runs" && Enum.TryParse<StageKind>(parts[1], ignoreCase: true, out _) && !parts[2].EndsWith(".tmp", StringComparison.Ordinal);
            if ((isStage && (parts[3] == "stage.json" || !StageManifest.IsNote(string.Join('/', parts[3..])))) || parts.Length == 1)
            {
                files[relative] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
            }
        }

        return files;
    }

    private Process Start(string name)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        string[] words = [Path.Combine(AppContext.BaseDirectory, "SkinSeg.Notebooks.dll"), "train", "--data", folder["data"], "--out", folder[name], "--epochs", "12"];
        foreach (string argument in words)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
