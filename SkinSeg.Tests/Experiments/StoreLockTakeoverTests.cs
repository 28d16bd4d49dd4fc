using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

/// <summary>Locks that were left behind are taken over; locks of the living are not.</summary>
public sealed class StoreLockTakeoverTests : IDisposable
{
    // Beats by the real clock come every 20 ms; patience is by the clock of the test.
    private static readonly LockConfig Quick = new() { Pause = TimeSpan.FromMilliseconds(2), Beat = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(60) };

    private static readonly LockOwner Elsewhere = new("somebody", "node3 boot pid:[1]", 4711, 5);

    private readonly TemporaryFolder folder = new();

    private string Path => folder["x.lock"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_lock_of_a_process_that_ended_is_taken_over_at_once()
    {
        Leave(LockOwner.Here() with { Process = NoProcess() });
        var standing = Quick with { Clock = new TurnedClock() }; // no time passes

        using var taken = StoreLock.Take(Path, standing, waiting: null, CancellationToken.None);

        Assert.Equal(Environment.ProcessId, LockWatch.Read(Path)!.Process);
    }

    [Fact]
    public void A_silent_holder_elsewhere_is_taken_over_after_the_waiters_own_patience_whatever_its_time_of_day()
    {
        Leave(Elsewhere);
        var clock = new TurnedClock();
        var watch = new LockWatch(new() { Clock = clock });

        Assert.False(watch.IsLeftBehind(Elsewhere));
        for (int second = 1; second < 60; second++)
        {
            clock.Turn(TimeSpan.FromSeconds(1));
            Assert.False(watch.IsLeftBehind(Elsewhere));
        }

        clock.Turn(TimeSpan.FromSeconds(1));
        Assert.True(watch.IsLeftBehind(Elsewhere));
        int looks = 0;
        using var taken = StoreLock.Take(Path, Quick with { Beat = TimeSpan.FromSeconds(5), Clock = new TurnedClock { AtEachLook = TimeSpan.FromSeconds(5) } }, _ => looks++, CancellationToken.None);
        Assert.Equal(13, looks); // sixty seconds in twelve steps
    }

    [Fact]
    public void A_holder_that_beats_is_never_taken_over()
    {
        var clock = new TurnedClock();
        var watch = new LockWatch(new() { Clock = clock });

        for (int beat = 0; beat < 1000; beat++)
        {
            clock.Turn(TimeSpan.FromSeconds(55)); // late, as files on network disks may be
            Assert.False(watch.IsLeftBehind(Elsewhere with { Beat = beat }));
        }

        Assert.False(watch.IsLeftBehind(Elsewhere with { Token = "another", Beat = 999 }));
    }

    [Fact]
    public void A_waiter_that_slept_does_not_take_its_own_sleep_for_the_holders_silence()
    {
        var clock = new TurnedClock();
        var watch = new LockWatch(new() { Clock = clock });
        Assert.False(watch.IsLeftBehind(Elsewhere));

        clock.Turn(TimeSpan.FromHours(8));

        Assert.False(watch.IsLeftBehind(Elsewhere));
        // The sleep counted as one beat of five seconds; ten more looks are patient, the eleventh is not.
        Assert.Equal(10, Enumerable.Range(0, 100).TakeWhile(_ => { clock.Turn(TimeSpan.FromSeconds(5)); return !watch.IsLeftBehind(Elsewhere); }).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("garbage")]
    [InlineData("{\"Token\":null,\"Machine\":null,\"Process\":1,\"Beat\":1}")]
    [InlineData("{\"Token\":\"a\",\"Mach")]
    [InlineData("{\"Token\":\"a\",\"Machine\":\"b\",\"Process\":99999999999,\"Beat\":1}")]
    public void A_lock_without_a_readable_text_is_waited_for_and_then_taken_over(string text)
    {
        File.WriteAllText(Path, text);
        var told = new List<string>();

        using var taken = StoreLock.Take(Path, Impatient(), owner => told.Add(owner.ToString()), CancellationToken.None);

        Assert.Equal("somebody unknown", told[0]);
        Assert.InRange(told.Count, 3, 1000);
        Assert.NotNull(LockWatch.Read(Path)!.Token);
    }

    [Fact]
    public void Of_several_who_clear_a_lock_at_once_one_makes_the_stage()
    {
        for (int number = 0; number < 30; number++)
        {
            var store = new RunStore(folder["store"]) { Locks = Quick };
            var stage = TextStages.Stage(number);
            Directory.CreateDirectory(folder["store", "locks"]);
            File.WriteAllText(store.LockOf(stage.Id), (LockOwner.Here() with { Process = NoProcess() }).ToJson());
            int made = 0;

            var errors = StoreLockTests.Run(6, () => new RunStore(folder["store"]) { Locks = Quick }.Make(
                stage, work => { Interlocked.Increment(ref made); Thread.Sleep(1); File.WriteAllText(System.IO.Path.Combine(work.Folder, "a.txt"), "x"); }, progress: null, CancellationToken.None));

            Assert.Empty(errors);
            Assert.Equal(1, made);
        }

        Assert.Empty(Directory.GetFiles(folder["store", "locks"]));
    }

    [Fact]
    public void A_clearing_that_was_killed_is_cleared_as_well()
    {
        Leave(LockOwner.Here() with { Process = NoProcess() });
        File.WriteAllText($"{Path}.clearing", (LockOwner.Here() with { Process = NoProcess() }).ToJson());

        StoreLock.Take(Path, Quick with { Clock = new TurnedClock() }, waiting: null, CancellationToken.None).Dispose();

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_holder_whose_lock_was_taken_over_is_told_and_leaves_the_successors_alone()
    {
        var first = StoreLock.TryTake(Path, Quick)!;
        LockWatch.Clear(Path, WaitForHolder(), Quick with { Beat = TimeSpan.FromHours(1) }, CancellationToken.None);
        File.Delete(Path);
        using var second = StoreLock.TryTake(Path, Quick)!;

        Assert.True(first.Lost.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        first.Dispose();

        Assert.Equal(2, new[] { second.Lost.IsCancellationRequested, StoreLock.TryTake(Path, Quick) is not null }.Count(wrong => !wrong));
    }

    [Fact]
    public void Work_that_was_taken_over_ends_in_one_sentence_and_leaves_nothing()
    {
        var store = new RunStore(folder["store"]) { Locks = Quick };
        var stage = TextStages.Stage(1);

        string message = Assert.Throws<IOException>(() => store.Make(
            stage,
            work =>
            {
                File.Delete(store.LockOf(stage.Id));
                File.WriteAllText(store.LockOf(stage.Id), Elsewhere.ToJson());
                work.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
                work.CancellationToken.ThrowIfCancellationRequested();
            },
            progress: null,
            CancellationToken.None)).Message;

        Assert.StartsWith($"{stage}: another process took this work over, since this one showed no sign of life", message, StringComparison.Ordinal);
        Assert.Equal(Elsewhere, LockWatch.Read(store.LockOf(stage.Id)));
        Assert.Empty(store.List());
        Assert.Empty(Directory.GetDirectories(store.Folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_lock_that_changed_hands_is_not_cleared()
    {
        Leave(Elsewhere with { Beat = 6 });

        LockWatch.Clear(Path, Elsewhere, Quick, CancellationToken.None);
        LockWatch.Clear(Path, LockOwner.Unknown, Quick, CancellationToken.None);

        Assert.Equal(Elsewhere with { Beat = 6 }, LockWatch.Read(Path));
    }

    [Fact]
    public void Two_containers_of_one_name_are_two_machines()
    {
        var here = LockOwner.Here();

        Assert.False(here.HasEnded);
        Assert.True((here with { Process = NoProcess() }).HasEnded);
        Assert.False((here with { Process = NoProcess(), Machine = $"{Environment.MachineName} other boot" }).HasEnded);
        Assert.Equal($"process {here.Process} on {Environment.MachineName}", here.ToString());
        Assert.Equal(here, LockOwner.Parse(here.ToJson()));
    }

    // Five seconds pass at each look.
    private static LockConfig Impatient() => Quick with { Beat = TimeSpan.FromSeconds(5), Clock = new TurnedClock { AtEachLook = TimeSpan.FromSeconds(5) } };

    private static int NoProcess() => OperatingSystem.IsLinux() ? 1 << 30 : int.MaxValue - 3; // above every limit

    private void Leave(LockOwner owner) => File.WriteAllText(Path, owner.ToJson());

    private LockOwner WaitForHolder() => LockWatch.Look(Path)!;
}
