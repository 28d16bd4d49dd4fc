using System.Diagnostics;
using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

/// <summary>Processes of their own that want the same cache: this program, started again with one test.</summary>
public sealed class ImageCacheProcessTests : IDisposable
{
    private const string FolderVariable = "SKINSEG_TEST_CACHE";

    private static readonly PreparationConfig Config = new() { Size = new(48, 64), Workers = 1 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public void Of_two_processes_one_builds_and_the_other_reads()
    {
        SmallDataset.WriteFlat(folder["data"], 400);
        using var first = Start("first");
        using var second = Start("second");

        first.WaitForExit();
        second.WaitForExit();

        Assert.Equal(["0", "400"], new[] { "first", "second" }.Select(name => File.ReadAllText(folder[$"{name}.txt"])).Order());
    }

    [Fact(Explicit = true)]
    public void Where_the_builder_was_killed_the_next_one_takes_over_what_it_left()
    {
        SmallDataset.WriteFlat(folder["data"], 3000);
        using var child = Start("killed");
        Assert.Equal("50", child.StandardError.ReadLine()); // images that are cached
        child.Kill();
        child.WaitForExit();
        var calls = new Counter();

        var images = PreparedImages.Open(Config, Isic2018.Open(folder["data"]), folder["cache"], calls);

        Assert.False(File.Exists(folder["killed.txt"]), "it was done before it could be killed");
        Assert.Equal(3000, images.Count);
        Assert.InRange(calls.Count, 1, 2999);
        ImageCacheTests.AssertSame(PreparedImages.Load(Config, Isic2018.Open(folder["data"])), images);
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        string? path = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(path is null, "this is the work of the processes that the other tests start");
        string[] parts = path.Split('|');
        var calls = new Counter { Told = Console.Error, At = 50 };
        var data = Isic2018.Open(Path.Combine(parts[0], "data"));
        Assert.Equal(data.Ids, PreparedImages.Open(Config, data, Path.Combine(parts[0], "cache"), calls).Ids);
        File.WriteAllText(Path.Combine(parts[0], $"{parts[1]}.txt"), calls.Count.ToString(CultureInfo.InvariantCulture));
    }

    private Process Start(string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-method", $"{typeof(ImageCacheProcessTests).FullName}.{nameof(Child)}", "-explicit", "only" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = $"{folder.Path}|{name}";
        return Process.Start(start)!;
    }

    private sealed class Counter : IProgress<DataProgress>
    {
        public TextWriter? Told { get; init; }

        public int At { get; init; }

        public int Count { get; private set; }

        public void Report(DataProgress value)
        {
            if (++Count == At)
            {
                Told?.WriteLine(Count.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
