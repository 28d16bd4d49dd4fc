using System.Buffers;
using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using System.Text.Json;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>A cache file, mapped into memory: pixels are copied out whenever they are asked for, and the system keeps what it has room for.</summary>
internal sealed class CacheFile : IPreparedSource, IDisposable
{
    private readonly CacheLayout layout;
    private readonly CacheHeader header;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;

    private CacheFile(string path, CacheLayout layout, FileStream stream)
    {
        Path = path;
        this.layout = layout;
        header = ReadHeader(stream, layout);
        byte[] table = ReadTable(stream, header);
        Description = Describe(table.AsSpan(header.Count * header.RowLength), layout);
        Rows = [.. Enumerable.Range(0, header.Count).Select(i => CacheRow.Read(table.AsSpan(i * header.RowLength, header.RowLength), layout.FileCount))];
        map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        view = map.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it says of itself.</summary>
    public CacheDescription Description { get; }

    /// <summary>One row per image.</summary>
    public IReadOnlyList<CacheRow> Rows { get; }

    public ImageSize Size => layout.Size;

    public int MaskCount => layout.MaskCount;

    /// <summary>Opens a file and checks all of it but the pixels.</summary>
    /// <exception cref="InvalidDataException">It was cut off or altered, or is a cache of something else; the message names it.</exception>
    public static CacheFile Open(string path, CacheLayout layout)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return new(path, layout, stream);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
        {
            stream.Dispose();
            throw new InvalidDataException($"{path}: the file {(e is InvalidDataException ? e.Message : "is damaged")}.", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public PreparedImage Read(int record, int mask)
    {
        int area = Size.Area;
        return new(
            layout.Images[record].Id,
            new RgbImage(Size, Copy(record, 0, 3 * area)),
            new Mask(Size, Copy(record, (3L + mask) * area, area)),
            Rows[record].OriginalSize);
    }

    public bool IsPositive(int record, int mask) => (Rows[record].Positives & (1u << mask)) != 0;

    /// <summary>The bytes of one image and its masks.</summary>
    public byte[] ReadRecord(int record) => Copy(record, 0, checked((int)header.RecordLength));

    /// <summary>The images whose pixels are no longer what was written, among <paramref name="records"/>. Everything is read once, on all cores.</summary>
    public IReadOnlySet<int> Altered(IEnumerable<int> records, int workers, CancellationToken cancellationToken)
    {
        var altered = new ConcurrentBag<int>();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = workers == 0 ? Environment.ProcessorCount : workers };
        Parallel.ForEach(records, options, record =>
        {
            if (!IsIntact(record))
            {
                altered.Add(record);
            }
        });
        return altered.ToHashSet();
    }

    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    private bool IsIntact(int record)
    {
        int length = checked((int)header.RecordLength);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            view.SafeMemoryMappedViewHandle.ReadSpan(Offset(record, 0), buffer.AsSpan(0, length));
            return Checksum.Of(buffer.AsSpan(0, length)) == Rows[record].Checksum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private byte[] Copy(int record, long from, int count)
    {
        var values = new byte[count];
        view.SafeMemoryMappedViewHandle.ReadSpan(Offset(record, from), values.AsSpan());
        return values;
    }

    private ulong Offset(int record, long from) => (ulong)(view.PointerOffset + header.DataOffset + (record * header.RecordLength) + from);

    private static CacheHeader ReadHeader(FileStream stream, CacheLayout layout)
    {
        var bytes = new byte[CacheHeader.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var header = CacheHeader.Parse(bytes.AsSpan(0, read));
        var expected = layout.Header;
        if (header with { IsSealed = false, Checksum = 0, DescriptionLength = expected.DescriptionLength } != expected || header.DescriptionLength < 0)
        {
            throw new InvalidDataException($"is damaged or the cache of other images: {header.Count} of {header.RecordLength} bytes, expected {expected.Count} of {expected.RecordLength}");
        }

        return stream.Length == header.FileLength
            ? header
            : throw new InvalidDataException($"is cut off or was added to: {stream.Length} bytes, expected {header.FileLength}");
    }

    private static byte[] ReadTable(FileStream stream, CacheHeader header)
    {
        var table = new byte[header.DescriptionOffset + header.DescriptionLength - CacheHeader.Length];
        stream.ReadExactly(table);
        return !header.IsSealed || header.Seal(table).Checksum == header.Checksum
            ? table
            : throw new InvalidDataException("is damaged: its table of images was altered");
    }

    private static CacheDescription Describe(ReadOnlySpan<byte> json, CacheLayout layout) =>
        JsonSerializer.Deserialize<CacheDescription>(json) is { } found && found.Stem == layout.Description.Stem
            ? found
            : throw new InvalidDataException("is the cache of other images or another preparation");
}
