using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

/// <summary>Zips from strangers: refused by name before anything is unpacked, or by entry when it is read.</summary>
public sealed class ZipFilesTests : IDisposable
{
    private static readonly byte[] Block = ImageFiles.ToPng(Drawn.Mask("##..", "##..", "...."));
    private readonly TemporaryFolder folder = new();

    private string Path => folder["masks.zip"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_are_flattened_and_what_macOS_adds_is_left_out()
    {
        Zips.Write(Path, ("masks/", []), ("masks/b.png", Block), ("a.png", Block), ("__MACOSX/masks/._b.png", [1]), (".DS_Store", [1]));

        using var store = FileStore.Open(Path, "masks");

        Assert.Equal([("a.png", ""), ("b.png", "masks")], store.Files.Select(file => (file.Name, file.Folder)));
        Assert.All(store.Files, file => Assert.Equal(Block, file.Read()));
    }

    [Theory]
    [InlineData("../a.png")]
    [InlineData("masks/../../a.png")]
    [InlineData("/etc/a.png")]
    [InlineData("..\\a.png")]
    [InlineData("C:\\a.png")]
    public void A_path_that_climbs_out_is_refused(string name)
    {
        Zips.Write(Path, (name, Block));

        Assert.Equal($"{Path}: its entry '{name}' names a place outside the zip. Make the zip again from the mask files alone; 'submission write' does.", Message());
    }

    [Fact]
    public void A_name_cannot_steer_the_terminal()
    {
        Zips.Write(Path, ("../\u001b[2J.png", Block));

        Assert.Contains("'../?[2J.png'", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_by_what_it_declares()
    {
        Zips.Write(Path, ("a.png", new byte[8 << 20]));
        Assert.Matches("unpacks from [0-9]+ to 8388608 bytes, more than 100 times as many: a zip bomb", Message());

        File.Delete(Path);
        Zips.Write(Path, ("a.png", Block));
        Zips.Patch(Path, 26, ushort.MaxValue); // the upper half of the unpacked size
        Assert.Contains("bytes; expected at most 67108864", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_that_declares_little_stops_at_what_it_declared()
    {
        Zips.Write(Path, ("a.png", new byte[1 << 19]));
        Zips.Patch(Path, 24, 100);
        Zips.Patch(Path, 26, 0);

        using var store = FileStore.Open(Path, "masks");

        Assert.Contains("a.png: damaged within the zip.", Assert.Throws<InvalidDataException>(() => store.Files[0].Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_that_overlap_are_refused()
    {
        Zips.Write(Path, ("a.png", Block));
        Zips.Patch(Path, 22, 1); // the upper half of the packed size

        Assert.Contains("they overlap", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_entries_are_refused_by_the_table_of_contents()
    {
        Zips.Write(Path, [.. Enumerable.Range(0, 20_001).Select(i => ($"{i}", Array.Empty<byte>()))]);

        Assert.Matches("its table of contents has 20001 entries in [0-9]+ bytes; expected at most 20000 entries", Message());
    }

    [Fact]
    public void An_encrypted_entry_is_refused()
    {
        Zips.Write(Path, ("a.png", Block));
        Zips.Patch(Path, 8, 1);

        Assert.Contains("its entry 'a.png' is encrypted", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_zip_or_cut_off_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Zips.Write(Path, ("a.png", Block)));
        foreach (byte[] bytes in new[] { [], "not a zip"u8.ToArray(), whole[..^30], whole[..30] })
        {
            File.WriteAllBytes(Path, bytes);

            Assert.Equal($"{Path}: expected a zip file, but this is none, or a damaged one. Make or copy it again.", Message());
        }
    }

    [Fact]
    public void A_damaged_entry_is_named_when_it_is_read()
    {
        Zips.Write(Path, ("a.png", Block), ("b.png", Block));
        Zips.Patch(Path, 16, 0x1234); // the check sum

        using var store = FileStore.Open(Path, "masks");

        Assert.Equal($"{Path}/a.png: damaged within the zip. Make or copy the zip again.", Assert.Throws<InvalidDataException>(() => store.Files[0].Read()).Message);
        Assert.Equal(Block, store.Files[1].Read());
    }

    [Fact(Explicit = true)]
    public void However_a_zip_is_damaged_it_is_read_or_refused_in_words()
    {
        byte[] whole = File.ReadAllBytes(Zips.Write(Path, ("a.png", Block), ("masks/b.png", Block)));
        var random = Seed.RandomFor(1, 0, "damaged zip");
        int refused = 0;
        for (int round = 0; round < 4_000; round++)
        {
            byte[] bytes = [.. whole];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(Path, random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                using var store = FileStore.Open(Path, "masks");
                Assert.All(store.Files, file => MaskReading.Of(file, new(3, 4), "a.jpg"));
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(Path, e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 400, 3_999);
    }

    private string Message() => Assert.Throws<InvalidDataException>(() => FileStore.Open(Path, "masks")).Message;
}
