using System.Text.Json.Nodes;
using SkinSeg.Experiments;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class RunStoreTests : IDisposable
{
    private readonly TextStages world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_finished_stage_is_never_made_again_and_not_written_to()
    {
        var first = world.Make(TextStages.Stage(1));
        var before = world.Snapshot();

        var second = new RunStore(world.Store.Folder).Make(TextStages.Stage(1), _ => Assert.Fail("made again"), progress: null, CancellationToken.None);

        Assert.Equal((first.Stage, first.Folder, first.Bytes, 1), (second.Stage, second.Folder, second.Bytes, world.Made));
        Assert.Equal(before, world.Snapshot());
        Assert.Equal(29, first.Bytes);
        Assert.Equal("the second text", File.ReadAllText(second["below/b.txt"]));
        Assert.Empty(Directory.GetFiles(Path.Combine(world.Store.Folder, "locks")));
    }

    [Fact]
    public void Nothing_is_written_for_a_stage_that_is_only_looked_for()
    {
        Assert.Null(world.Store.Find(TextStages.Stage(1)));
        Assert.False(world.Store.Has(TextStages.Stage(1)));
        Assert.Empty(world.Store.List());
        Assert.False(Directory.Exists(world.Store.Folder));
    }

    [Fact]
    public void Every_part_of_a_stage_but_its_label_decides_its_id()
    {
        Stage Of(StageKind kind, string label, string text, params Stage[] inputs) => Stage.Of(kind, label, new JsonObject { ["text"] = text }, inputs);
        Stage[] stages =
        [
            Of(StageKind.Maps, "a", "x"), Of(StageKind.Mean, "a", "x"), Of(StageKind.Maps, "a", "y"), Of(StageKind.Maps, "a", "x", TextStages.Stage(1)),
            Of(StageKind.Maps, "a", "x", TextStages.Stage(2)), Of(StageKind.Maps, "a", "x", TextStages.Stage(1), TextStages.Stage(2)),
            Of(StageKind.Maps, "a", "x", TextStages.Stage(2), TextStages.Stage(1)),
        ];

        Assert.Equal(stages.Length, stages.Select(stage => stage.Id).Distinct().Count());
        Assert.Equal(stages[0].Id, Of(StageKind.Maps, "b", "x").Id);
        Assert.Matches("^[0-9a-f]{16}$", stages[0].Id);
    }

    [Fact]
    public void A_stage_is_found_by_its_id_under_whatever_label_it_was_stored()
    {
        var stored = world.Make(TextStages.Stage(1, "old words"));

        var again = world.Make(TextStages.Stage(1, "new words"));

        Assert.Equal((stored.Folder, 1), (again.Folder, world.Made));
        Assert.True(world.Store.Has(TextStages.Stage(1, "third words")));
        Assert.Equal(stored.Folder, world.Store.Get(stored.Stage.Id[..8]).Folder);
        Assert.Single(world.Store.List());
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("../../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\Windows\\x")]
    [InlineData("a\0b\nc\td")]
    [InlineData("CON")]
    [InlineData("ends in dots...")]
    [InlineData("90° turn + contrast 日本 🙂")]
    [InlineData("x.tmp")]
    public void A_label_of_odd_characters_stays_within_the_store(string label)
    {
        var stored = world.Make(TextStages.Stage(1, label));

        Assert.Equal(world.Store.Folder, Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(stored.Folder))));
        Assert.All(Path.GetFileName(stored.Folder), letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'));
        Assert.Equal(label, Assert.Single(world.Store.List()).Stage.Label);
        Assert.Equal([world["store"]], Directory.GetDirectories(world[[]]));
    }

    [Fact]
    public void A_label_of_any_length_fits_into_a_files_name()
    {
        var stored = world.Make(TextStages.Stage(1, new('x', 300)));

        Assert.InRange(Path.GetFileName(stored.Folder).Length, 100, 200);
        Assert.Equal(300, Assert.Single(world.Store.List()).Stage.Label.Length);
    }

    [Fact]
    public void Ids_are_found_by_their_first_digits_and_only_where_they_tell()
    {
        for (int k = 0; k < 20; k++)
        {
            world.Make(TextStages.Stage(k));
        }

        string id = world.Store.List()[3].Stage.Id;
        Assert.Equal(id, world.Store.Get(id.ToUpperInvariant()[..12]).Stage.Id);
        Assert.Contains("which none has", Assert.Throws<ArgumentException>(() => world.Store.Get("x")).Message, StringComparison.Ordinal);
        string twice = world.Store.List().GroupBy(stage => stage.Stage.Id[..1]).First(group => group.Count() > 1).Key; // 20 ids, 16 digits
        Assert.Contains($"got '{twice}', which ", Assert.Throws<ArgumentException>(() => world.Store.Get(twice)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_or_a_wish_to_stop_in_the_middle_leaves_no_stage_and_nothing_half_written()
    {
        world.Make(TextStages.Stage(0));
        var before = world.Snapshot();
        using var stop = new CancellationTokenSource();
        Action<StageWork>[] ends =
        [
            _ => throw new InvalidOperationException("its own"), _ => throw new IOException("its own"), _ => throw new NotSupportedException("its own"),
            work => { stop.Cancel(); work.CancellationToken.ThrowIfCancellationRequested(); },
        ];

        foreach (var end in ends)
        {
            var error = Assert.ThrowsAny<Exception>(() => world.Store.Make(TextStages.Stage(1), work => { world.Fill(work); end(work); }, progress: null, stop.Token));
            Assert.True(error is OperationCanceledException || error.Message.Contains("its own", StringComparison.Ordinal), error.Message);
            Assert.Null(world.Store.Find(TextStages.Stage(1)));
            Assert.Equal(before, world.Snapshot());
        }

        Assert.Equal(5, world.Made);
        world.Make(TextStages.Stage(1));
        Assert.Equal(2, world.Store.List().Count);
    }

    [Fact]
    public void The_record_tells_the_time_of_all_sessions_and_harms_nothing_where_it_is_lost()
    {
        var clock = new TurnedClock();
        var store = new RunStore(world.Store.Folder) { Locks = TextStages.Quick with { Clock = clock } };

        var stored = store.Make(
            TextStages.Stage(1), work => { world.Fill(work); clock.Turn(TimeSpan.FromSeconds(30)); (work.Earlier, work.Device) = (TimeSpan.FromSeconds(12), "cpu"); }, progress: null, CancellationToken.None);
        File.WriteAllText(stored["record.json"], "garbage");

        Assert.Equal((42.0, "cpu"), (stored.Record!.Seconds, stored.Record.Device));
        Assert.Null(store.Find(TextStages.Stage(1))!.Record);
        File.Delete(stored["record.json"]);
        Assert.Null(store.Find(TextStages.Stage(1))!.Record);
    }

    [Fact]
    public void Who_waits_is_told_for_whom_and_then_reads_the_others_result()
    {
        var told = new List<string>();
        var held = StoreLock.TryTake(world.Store.LockOf(TextStages.Stage(1).Id), TextStages.Quick)!;
        var progress = new Teller(what =>
        {
            told.Add(what);
            if (told.Count == 3)
            {
                AtomicFolder.Write(world.Store.FolderOf(TextStages.Stage(1)), folder =>
                {
                    File.WriteAllText(Path.Combine(folder, "a.txt"), "the other's");
                    StageManifest.Seal(TextStages.Stage(1), folder);
                });
                held.Dispose();
            }
        });

        var stored = world.Store.Make(TextStages.Stage(1), world.Fill, progress, CancellationToken.None);

        Assert.Equal(("the other's", 0), (File.ReadAllText(stored["a.txt"]), world.Made));
        Assert.Equal($"waiting for process {Environment.ProcessId} on {Environment.MachineName}", told[0]);
    }

    private sealed class Teller(Action<string> tell) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => tell(value.What);
    }
}
