using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class RunStoreDiskTests
{
    [Theory]
    [InlineData(64)] // the stage does not fit
    [InlineData(0)] // not even the text of a lock
    public void A_full_disk_is_one_sentence_and_loses_nothing(int room)
    {
        using var disk = new SmallDisk(256);
        var store = new RunStore(disk.Path) { Locks = TextStages.Quick };
        store.Make(TextStages.Stage(1), work => File.WriteAllText(Path.Combine(work.Folder, "a.txt"), "whole"), progress: null, CancellationToken.None);
        string filler = Path.Combine(disk.Path, "filler");
        Fill(filler, room * 1024);

        string message = Assert.Throws<IOException>(() => store.Make(
            TextStages.Stage(2), work => File.WriteAllBytes(Path.Combine(work.Folder, "big"), new byte[512 * 1024]), progress: null, CancellationToken.None)).Message;

        Assert.StartsWith($"Could not write {disk.Path}", message, StringComparison.Ordinal);
        Assert.EndsWith("the disk is full. Make room, or choose a folder on another disk.", message, StringComparison.Ordinal);
        Assert.Single(store.List());
        Assert.NotNull(store.Find(TextStages.Stage(1)));
        Assert.Empty(Directory.GetDirectories(disk.Path, "*.tmp", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "locks")));
        File.Delete(filler);
        store.Make(TextStages.Stage(2), work => File.WriteAllText(Path.Combine(work.Folder, "small"), "x"), progress: null, CancellationToken.None);
        Assert.Equal(2, store.List().Count);
    }

    [Fact]
    public void A_read_only_store_is_read_and_what_it_lacks_refused_in_one_sentence()
    {
        using var disk = new SmallDisk(256);
        var store = new RunStore(disk.Path) { Locks = TextStages.Quick };
        store.Make(TextStages.Stage(1), work => File.WriteAllText(Path.Combine(work.Folder, "a.txt"), "whole"), progress: null, CancellationToken.None);
        Assert.SkipUnless(disk.SetReadOnly(true), "no disk can be made read-only here");

        var stored = store.Make(TextStages.Stage(1), _ => Assert.Fail("made again"), progress: null, CancellationToken.None);
        string message = Assert.Throws<IOException>(() => store.Make(TextStages.Stage(2), _ => { }, progress: null, CancellationToken.None)).Message;

        Assert.Equal("whole", File.ReadAllText(stored["a.txt"]));
        Assert.StartsWith($"Could not write {disk.Path}", message, StringComparison.Ordinal);
        Assert.Contains("it may not be written. Choose another folder", message, StringComparison.Ordinal);
        Assert.True(store.Verify().IsWhole);
    }

    [Fact]
    public void A_file_in_the_stores_place_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["store"], "a file in the way");

        string message = Assert.Throws<IOException>(() => new RunStore(folder["store"]).Make(TextStages.Stage(1), _ => { }, progress: null, CancellationToken.None)).Message;

        Assert.Contains($"{folder["store"]} is a file, where a folder is needed", message, StringComparison.Ordinal);
    }

    private static void Fill(string path, int room)
    {
        File.WriteAllBytes(path, []);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            stream.SetLength(stream.Length - Math.Min(stream.Length, room));
        }
    }
}
