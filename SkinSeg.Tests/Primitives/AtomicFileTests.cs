using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Primitives;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_made_with_its_folders_and_replaced_whole()
    {
        AtomicFile.WriteAllText(folder["new", "deep", "ä.txt"], "first, and longer");
        AtomicFile.WriteAllText(folder["new", "deep", "ä.txt"], "second");

        Assert.Equal("second"u8, File.ReadAllBytes(folder["new", "deep", "ä.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder["new", "deep"]));
    }

    [Fact]
    public void A_file_where_a_folder_is_needed_is_named()
    {
        File.WriteAllText(folder["file"], "in the way");

        string message = Assert.Throws<IOException>(() => AtomicFile.WriteAllText(folder["file", "sub", "a.txt"], "x")).Message;

        Assert.Equal(
            $"Could not write {folder["file", "sub", "a.txt"]}: {folder["file"]} is a file, where a folder is needed. Choose another folder, or move the file away.",
            message);
    }

    [Theory]
    [InlineData(28)] // ENOSPC of Linux and macOS
    [InlineData(unchecked((int)0x80070070))] // ERROR_DISK_FULL of Windows
    public void A_full_disk_says_so_and_leaves_the_old_file_and_nothing_else(int code)
    {
        AtomicFile.WriteAllText(folder["a.txt"], "old");

        string message = Assert.Throws<IOException>(() => AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.Write("half"u8);
            throw new IOException("whatever the system says", code);
        })).Message;

        Assert.Equal($"Could not write {folder["a.txt"]}: the disk is full. Make room, or choose a folder on another disk.", message);
        Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_is_there_whole_or_not_at_all()
    {
        Assert.Throws<InvalidDataException>(() => AtomicFolder.Write(folder["set"], temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "a.txt"), "x");
            throw new InvalidDataException("broken");
        }));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        AtomicFolder.Write(folder["set"], temporary => File.WriteAllText(Path.Combine(temporary, "a.txt"), "first"));
        AtomicFolder.Write(folder["set"], temporary => File.WriteAllText(Path.Combine(temporary, "a.txt"), "second"));

        Assert.Equal("first", File.ReadAllText(folder["set", "a.txt"])); // finished by another meanwhile: both hold the same thing
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }
}
