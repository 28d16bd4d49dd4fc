using Microsoft.Win32.SafeHandles;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Writes a cache file under a temporary name, image by image and from many threads, and renames it when it is whole.</summary>
/// <remarks>Pixels are written before the row that vouches for them, so that what an interrupted build left can be taken over.</remarks>
internal sealed class CacheBuilder : IDisposable
{
    // .NET says that there is no room to allocate with its general number for failed input and output, and with no other failure.
    private const int NoRoom = unchecked((int)0x80131620);
    private const int DiskFull = unchecked((int)0x80070070);

    private readonly string target;
    private readonly string part;
    private readonly CacheLayout layout;
    private readonly CacheRow[] rows;
    private readonly SafeFileHandle handle;

    private CacheBuilder(string target, string part, CacheLayout layout, CacheRow[]? kept)
    {
        this.target = target;
        this.part = part;
        this.layout = layout;
        rows = kept ?? [.. Enumerable.Repeat(CacheRow.Missing(layout.FileCount), layout.Images.Count)];
        handle = kept is null ? Create() : Guard(() => File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));
    }

    /// <summary>Takes up what an interrupted build left, or starts anew.</summary>
    /// <exception cref="IOException">The file cannot be written, or the disk is full.</exception>
    public static CacheBuilder Resume(string target, string part, CacheLayout layout, CancellationToken cancellationToken) =>
        new(target, part, layout, Kept(part, layout, cancellationToken));

    /// <summary>Whether an image's pixels are there already.</summary>
    public bool Has(int record) => rows[record].Status == CacheStatus.Done;

    /// <summary>Adds an image; called from many threads.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Write(int record, byte[] pixels, CacheRow row) => Guard(() =>
    {
        var header = layout.Header;
        RandomAccess.Write(handle, pixels, header.DataOffset + (record * header.RecordLength));
        WriteRow(record, row);
        return true;
    });

    /// <summary>Notes that an image's files are bad.</summary>
    public void WriteBad(int record) => Guard(() =>
    {
        WriteRow(record, CacheRow.Missing(layout.FileCount) with { Status = CacheStatus.Bad, Stamps = layout.Stamps[record] });
        return true;
    });

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public void Seal() => Guard(() =>
    {
        var header = layout.Header;
        byte[] table = [.. rows.SelectMany(RowBytes), .. layout.DescriptionBytes];
        RandomAccess.Write(handle, table, CacheHeader.Length);
        RandomAccess.Write(handle, header.Seal(table).ToBytes(), 0);
        RandomAccess.FlushToDisk(handle);
        handle.Dispose();
        File.Move(part, target, overwrite: true);
        return true;
    });

    public void Dispose() => handle.Dispose();

    private static CacheRow[]? Kept(string part, CacheLayout layout, CancellationToken cancellationToken)
    {
        if (!File.Exists(part))
        {
            return null;
        }

        try
        {
            using var file = CacheFile.Open(part, layout);
            var altered = file.Altered(Enumerable.Range(0, file.Rows.Count).Where(i => file.Rows[i].Status == CacheStatus.Done), 0, cancellationToken);
            return file.Description.Folder == layout.Description.Folder
                ? [.. file.Rows.Select((row, i) => row.Stamps.Equals(layout.Stamps[i]) && !altered.Contains(i) ? row : CacheRow.Missing(layout.FileCount))]
                : null;
        }
        catch (InvalidDataException)
        {
            return null; // it has no name yet, and nobody counts on it
        }
    }

    // All of its room is taken at once, so that a full disk is found before hours of decoding.
    private SafeFileHandle Create()
    {
        long length = layout.Header.FileLength;
        var created = Guard(() =>
        {
            File.Delete(part);
            try
            {
                return File.OpenHandle(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.None, length);
            }
            catch (IOException e) when (e.HResult == NoRoom)
            {
                throw new IOException(e.Message, DiskFull);
            }
        });
        return Guard(() =>
        {
            RandomAccess.SetLength(created, length);
            RandomAccess.Write(created, layout.DescriptionBytes, layout.Header.DescriptionOffset);
            RandomAccess.Write(created, layout.Header.ToBytes(), 0);
            return created;
        });
    }

    private void WriteRow(int record, CacheRow row)
    {
        rows[record] = row;
        RandomAccess.Write(handle, RowBytes(row), CacheHeader.Length + ((long)record * layout.Header.RowLength));
    }

    private byte[] RowBytes(CacheRow row)
    {
        var bytes = new byte[layout.Header.RowLength];
        row.Write(bytes);
        return bytes;
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(target, part, e);
        }
    }
}
