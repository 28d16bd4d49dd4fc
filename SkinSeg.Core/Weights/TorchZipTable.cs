using System.Globalization;
using System.IO.Compression;

namespace SkinSeg.Weights;

/// <summary>A <c>.pth</c> file of PyTorch since 1.6: a zip archive with a pickle <c>*/data.pkl</c> and a storage in each <c>*/data/KEY</c>.</summary>
internal sealed class TorchZipTable : TorchTable
{
    private const string PickleName = "/data.pkl";

    // A training checkpoint of the largest network has under 2000 entries and a pickle under 1 MB.
    private const int MostEntries = 20_000;
    private const long LongestPickle = 16 << 20;

    // PyTorch stores without compression; trained weights would shrink by a tenth, and constants, which shrink a thousandfold, are small.
    private const long MostGrowth = 16;
    private const long FreeGrowth = 64 << 10;

    private readonly ZipArchive archive;
    private readonly IReadOnlyDictionary<string, ZipArchiveEntry> storages;

    private TorchZipTable(ZipArchive archive, IReadOnlyDictionary<string, ZipArchiveEntry> storages) => (this.archive, this.storages) = (archive, storages);

    /// <summary>Checks archive and pickle of a stream, which belongs to the table from then on.</summary>
    /// <exception cref="InvalidDataException">It is damaged, contradicts itself, or asks for more than weights.</exception>
    public static TorchZipTable Open(Stream stream, string path)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var entries = Check(archive, stream.Length);
            string root = Root(entries);
            CheckByteOrder(entries, $"{root}/byteorder");
            var machine = new PickleMachine(new PickleCursor(Bytes(entries[root + PickleName])));
            var tensors = StateDictionary(machine.Run());
            var storages = machine.Storages.Values.ToDictionary(storage => storage.Key, storage => Find(entries, $"{root}/data/{storage.Key}", storage));
            return new(archive, storages) { Path = path, Tensors = tensors, Entries = EntriesOf(tensors) };
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Wrong(path, e is FormatException ? e.Message : "its zip archive is damaged", e);
        }
    }

    /// <inheritdoc/>
    protected override void Read(TorchStorage storage, Span<byte> destination)
    {
        try
        {
            using var bytes = storages[storage.Key].Open();
            bytes.ReadExactly(destination);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Wrong(Path, $"the bytes of its storage '{storage.Key}' are damaged", e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        archive.Dispose();
    }

    // What ZipArchive and the streams of its entries throw for bytes that are no archive.
    private static bool IsDamage(Exception e) => e is FormatException or InvalidDataException or IOException or ArgumentException or NotSupportedException;

    // Sizes are promises of the archive: they must fit the file before anything is read by them.
    private static Dictionary<string, ZipArchiveEntry> Check(ZipArchive archive, long length)
    {
        Expect(archive.Entries.Count <= MostEntries, $"its zip archive has more than {MostEntries} entries");
        var entries = new Dictionary<string, ZipArchiveEntry>();
        long packed = 0;
        foreach (var entry in archive.Entries)
        {
            Expect(entries.TryAdd(entry.FullName, entry), $"its zip archive has '{entry.FullName}' twice");
            Expect(!entry.IsEncrypted, $"its zip archive has '{entry.FullName}' encrypted");
            Expect(entry.CompressedLength >= 0 && entry.CompressedLength <= length - packed, "the entries of its zip archive overlap");
            packed += entry.CompressedLength;
            Expect(
                entry.Length >= 0 && entry.Length - FreeGrowth <= entry.CompressedLength * MostGrowth,
                string.Create(CultureInfo.InvariantCulture, $"its zip archive claims {entry.Length} bytes in the {entry.CompressedLength} of '{entry.FullName}'"));
        }

        return entries;
    }

    private static string Root(Dictionary<string, ZipArchiveEntry> entries)
    {
        string[] pickles = [.. entries.Keys.Where(name => name.EndsWith(PickleName, StringComparison.Ordinal))];
        Expect(pickles.Length == 1, $"its zip archive has {pickles.Length} entries '*{PickleName}' instead of one");
        long length = entries[pickles[0]].Length;
        Expect(length <= LongestPickle, string.Create(CultureInfo.InvariantCulture, $"its pickle has {length} bytes, more than {LongestPickle}"));
        return pickles[0][..^PickleName.Length];
    }

    private static void CheckByteOrder(Dictionary<string, ZipArchiveEntry> entries, string name)
    {
        if (entries.TryGetValue(name, out var entry))
        {
            Expect(entry.Length == 6 && Bytes(entry).AsSpan().SequenceEqual("little"u8), "its numbers are not in little-endian order");
        }
    }

    private static ZipArchiveEntry Find(Dictionary<string, ZipArchiveEntry> entries, string name, TorchStorage storage)
    {
        Expect(entries.TryGetValue(name, out var entry), $"its zip archive lacks '{name}'");
        Expect(
            entry!.Length == storage.Bytes,
            string.Create(CultureInfo.InvariantCulture, $"'{name}' has {entry.Length} bytes instead of {storage.Bytes}"));
        return entry;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        byte[] bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
