using System.IO.Compression;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Opens zips that strangers made: what is declared is checked before anything is unpacked, and what is unpacked against what was declared.</summary>
/// <remarks>Nothing is written to disk, so a name can lead nowhere; one that tries to is refused all the same, since other programs would follow it.</remarks>
internal static class ZipFiles
{
    // Task 2 has 5000 masks, and macOS adds a companion of each.
    private const int MostEntries = 20_000;

    // The largest image of the challenge has 30 million pixels (facts.md §4.4): no mask of it needs more, even uncompressed.
    private const long LargestFile = 64L << 20;
    private const long LargestSum = 16L << 30;

    // A PNG is compressed already. A blank one shrinks again, but is small.
    private const long MostGrowth = 100;
    private const long FreeGrowth = 1 << 20;

    private const string Companions = "__MACOSX";
    private const string Remedy = "Make the zip again from the mask files alone; 'submission write' does.";

    /// <summary>Opens a zip as the challenge's scorer does: folders are ignored, those that begin with __MACOSX with all they hold.</summary>
    /// <exception cref="InvalidDataException">It is no zip, damaged, encrypted, or made to do harm; the message says which.</exception>
    public static FileStore Open(string path)
    {
        var stream = File.OpenRead(path);
        ZipArchive? archive = null;
        try
        {
            ZipDirectory.Check(stream, path, MostEntries);
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var files = Checked(archive, path, stream.Length);
            return new(path, files, archive);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            Close(archive, stream);
            throw e is InvalidDataException && e.Message.StartsWith(path, StringComparison.Ordinal) ? e : Damaged(path, e);
        }
        catch
        {
            Close(archive, stream);
            throw;
        }
    }

    /// <summary>The failure of a file that is no whole zip.</summary>
    public static InvalidDataException Damaged(string path, Exception? cause = null) =>
        new($"{path}: expected a zip file, but this is none, or a damaged one. Make or copy it again.", cause);

    /// <summary>The failure of a zip that asks for too much.</summary>
    public static InvalidDataException Refused(string path, string detail) => new($"{path}: {detail}. {Remedy}");

    private static void Close(ZipArchive? archive, FileStream stream)
    {
        archive?.Dispose();
        stream.Dispose();
    }

    private static StoredFile[] Checked(ZipArchive archive, string path, long length)
    {
        if (archive.Entries.Count > MostEntries)
        {
            throw Refused(path, $"it has {archive.Entries.Count} entries; expected at most {MostEntries}");
        }

        foreach (var entry in archive.Entries)
        {
            Check(entry, path);
        }

        long packed = archive.Entries.Sum(entry => entry.CompressedLength);
        long unpacked = archive.Entries.Sum(entry => entry.Length);
        if (packed > length || unpacked > LargestSum)
        {
            throw Refused(path, packed > length
                ? $"its entries declare {packed} bytes, but the file has {length}: they overlap"
                : $"it unpacks to {unpacked} bytes; expected at most {LargestSum}");
        }

        return [.. archive.Entries
            .Where(entry => !entry.FullName.StartsWith(Companions, StringComparison.Ordinal) && NameOf(entry).Length > 0)
            .Select(entry => new StoredFile(NameOf(entry), FolderOf(entry), $"{path}/{Shown(entry)}", () => Read(archive, entry, path)))];
    }

    private static void Check(ZipArchiveEntry entry, string path)
    {
        string full = entry.FullName.Replace('\\', '/');
        bool climbs = full.StartsWith('/') || full.Contains(':', StringComparison.Ordinal) || full.Split('/').Contains("..");
        string? detail = (climbs, entry.IsEncrypted, entry.Length) switch
        {
            (true, _, _) => $"its entry '{Shown(entry)}' names a place outside the zip",
            (_, true, _) => $"its entry '{Shown(entry)}' is encrypted",
            (_, _, > LargestFile) => $"its entry '{Shown(entry)}' unpacks to {entry.Length} bytes; expected at most {LargestFile}",
            (_, _, > FreeGrowth) when entry.Length / MostGrowth > entry.CompressedLength =>
                $"its entry '{Shown(entry)}' unpacks from {entry.CompressedLength} to {entry.Length} bytes, more than {MostGrowth} times as many: a zip bomb",
            _ => null,
        };
        if (detail is not null)
        {
            throw Refused(path, detail);
        }
    }

    // The archive is one stream, which threads share; checking the sum is left to each.
    private static byte[] Read(ZipArchive archive, ZipArchiveEntry entry, string path)
    {
        var bytes = new byte[entry.Length];
        bool isWhole;
        try
        {
            lock (archive)
            {
                using var stream = entry.Open();
                isWhole = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && stream.ReadByte() < 0;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw DamagedEntry(entry, path, e);
        }

        return isWhole && Crc32.Of(bytes) == entry.Crc32 ? bytes : throw DamagedEntry(entry, path, null);
    }

    private static InvalidDataException DamagedEntry(ZipArchiveEntry entry, string path, Exception? cause) =>
        new($"{path}/{Shown(entry)}: damaged within the zip. Make or copy the zip again.", cause);

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName[(LastSlash(entry) + 1)..];

    private static string FolderOf(ZipArchiveEntry entry) => entry.FullName[..Math.Max(LastSlash(entry), 0)];

    private static int LastSlash(ZipArchiveEntry entry) => entry.FullName.LastIndexOfAny(['/', '\\']);

    // A name may hold what would move a terminal's cursor.
    private static string Shown(ZipArchiveEntry entry) => string.Concat(entry.FullName.Select(letter => char.IsControl(letter) ? '?' : letter));
}
