using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class StoreLockTests : IDisposable
{
    private static readonly LockConfig Quick = new() { Pause = TimeSpan.FromMilliseconds(1), Beat = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(60) };

    private readonly TemporaryFolder folder = new();

    private string Path => folder["locks", "x.lock"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_many_who_want_in_only_one_is_inside_at_a_time()
    {
        const int people = 6;
        const int rounds = 60;
        int inside = 0;
        int passed = 0;
        var errors = Run(people, () =>
        {
            for (int round = 0; round < rounds; round++)
            {
                using var taken = StoreLock.Take(Path, Quick, waiting: null, CancellationToken.None);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                passed++; // not interlocked: the lock alone keeps the count
                Thread.Yield();
                Assert.Equal(0, Interlocked.Decrement(ref inside));
                Assert.False(taken.Lost.IsCancellationRequested);
            }
        });

        Assert.Empty(errors);
        Assert.Equal(people * rounds, passed);
        Assert.Empty(Directory.GetFiles(folder["locks"]));
    }

    [Fact]
    public void Of_many_who_want_one_stage_one_makes_it_and_all_get_it()
    {
        var store = new RunStore(folder["store"]) { Locks = Quick };
        for (int number = 0; number < 10; number++)
        {
            int made = 0;
            var stage = TextStages.Stage(number);

            var errors = Run(6, () =>
            {
                var stored = new RunStore(folder["store"]) { Locks = Quick }.Make(
                    stage, work => { Interlocked.Increment(ref made); File.WriteAllText(System.IO.Path.Combine(work.Folder, "a.txt"), "whole"); }, progress: null, CancellationToken.None);
                Assert.Equal("whole", File.ReadAllText(stored["a.txt"]));
            });

            Assert.Empty(errors);
            Assert.Equal(1, made);
        }

        Assert.Equal(10, store.List().Count);
        Assert.Empty(Directory.GetFiles(folder["store", "locks"]));
    }

    [Fact]
    public void Who_waits_can_be_told_to_stop()
    {
        using var held = StoreLock.TryTake(Path, Quick);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => StoreLock.Take(Path, Quick, _ => stop.Cancel(), stop.Token));
        Assert.Null(StoreLock.TryTake(Path, Quick));
        Assert.False(held!.Lost.IsCancellationRequested);
    }

    [Fact]
    public void A_lock_is_given_back_once_and_again_without_harm()
    {
        var first = StoreLock.TryTake(Path, Quick)!;
        first.Dispose();
        using var second = StoreLock.TryTake(Path, Quick)!;
        first.Dispose();

        Assert.Null(StoreLock.TryTake(Path, Quick));
    }

    [Fact]
    public void A_holder_shows_that_it_lives()
    {
        using var held = StoreLock.TryTake(Path, Quick);
        long first = LockWatch.Read(Path)!.Beat;

        Assert.True(SpinWait.SpinUntil(() => LockWatch.Look(Path)!.Beat >= first + 3, TimeSpan.FromSeconds(30)));
        Assert.Equal(Environment.ProcessId, LockWatch.Read(Path)!.Process);
    }

    [Fact]
    public void A_lock_whose_folder_cannot_be_made_is_named()
    {
        File.WriteAllText(folder["locks"], "a file in the way");
        Assert.Contains("is a file, where a folder is needed", Assert.Throws<IOException>(() => StoreLock.TryTake(Path, Quick)).Message, StringComparison.Ordinal);
        File.Delete(folder["locks"]);
        Directory.CreateDirectory(Path);
        Assert.Contains($"Could not write {Path}", Assert.Throws<IOException>(() => StoreLock.TryTake(Path, Quick)).Message, StringComparison.Ordinal);
    }

    /// <summary>The same work on several threads at once; what went wrong.</summary>
    internal static List<Exception> Run(int count, Action work)
    {
        var errors = new List<Exception>();
        using var start = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                work();
            }
            catch (Exception e)
            {
                lock (errors)
                {
                    errors.Add(e);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return errors;
    }
}
