using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class StoreCleaningTests : IDisposable
{
    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_clean_up_removes_what_stopped_runs_left_and_nothing_else()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => world.Run.Train(1, new Stopper(stop), stop.Token)); // its checkpoint is to stay
        string finished = Path.GetFileName(Path.GetDirectoryName(world.Run.Train(0).ModelPath)!);
        string[] litter =
        [
            Folder("work", finished), Folder("work", $"another-label-{finished[^16..]}"), Folder("training", $"{finished[..^16]}0123456789abcdef.{Guid.NewGuid():N}.tmp"), Folder("set-aside", "damaged"),
        ];
        string dead = world["runs", "locks", "0123456789abcdef.lock"];
        File.WriteAllText(dead, (LockOwner.Here() with { Process = int.MaxValue }).ToJson());
        string held = Folder("training", $"x-fedcba9876543210.{Guid.NewGuid():N}.tmp");
        using var holder = StoreLock.TryTake(world.Store.LockOf("fedcba9876543210"), new());

        var removed = world.Store.Clean();

        Assert.Equal(litter.Append(dead).Order(), removed.Select(item => item.Path).Order());
        Assert.All(litter, path => Assert.False(Directory.Exists(path)));
        Assert.False(File.Exists(dead));
        Assert.True(Directory.Exists(held));
        Assert.Single(world.Store.List());
        Assert.Single(Directory.GetDirectories(world["runs", "work"]));
        Assert.Empty(world.Store.FindLitter());
        Assert.Equal(2, world.Run.Train(1).Epochs.Count);
    }

    [Fact]
    public void Two_stages_are_compared_part_by_part()
    {
        world.Run.Train(0);
        world.Run.Train(1);
        var stages = world.Store.List();

        var table = StoreDifference.Between(stages[0], stages[1]);

        Assert.Equal(["file epochs.json", "file model.safetensors", "fold"], table.Rows.Select(row => row[0]));
        Assert.Equal(["fold", "0", "1"], table.Rows[^1]);
        Assert.Empty(StoreDifference.Between(stages[0], stages[0]).Rows);
    }

    private string Folder(params string[] parts)
    {
        string path = world[["runs", .. parts]];
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "file"), "text");
        return path;
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => stop.Cancel();
    }
}
