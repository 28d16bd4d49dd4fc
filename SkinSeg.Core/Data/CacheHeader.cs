using System.Buffers.Binary;

namespace SkinSeg.Data;

/// <summary>The first 64 bytes of a cache file. Behind them: one row per image, the description (JSON), and from the next page on the pixels.</summary>
/// <param name="IsSealed">Whether the file is complete; <paramref name="Checksum"/> holds only then.</param>
/// <param name="Count">Number of images.</param>
/// <param name="RowLength">Bytes of a row.</param>
/// <param name="RecordLength">Bytes of an image with its masks.</param>
/// <param name="DescriptionLength">Bytes of the description.</param>
/// <param name="Checksum">Of these numbers, the rows and the description.</param>
internal sealed record CacheHeader(bool IsSealed, int Count, int RowLength, long RecordLength, int DescriptionLength, ulong Checksum)
{
    /// <summary>Length of the header in bytes.</summary>
    public const int Length = 64;

    /// <summary>Changes with the format, and with anything that makes the same files give other pixels.</summary>
    public const int Version = 1;

    private const int Page = 4096;
    private const int Checked = 48;

    private static ReadOnlySpan<byte> Magic => "SKINSEG\u001A"u8;

    /// <summary>Bytes before the pixels.</summary>
    public long DataOffset => (DescriptionOffset + DescriptionLength + Page - 1) / Page * Page;

    /// <summary>Bytes before the description.</summary>
    public long DescriptionOffset => Length + ((long)Count * RowLength);

    /// <summary>Length of the whole file.</summary>
    public long FileLength => DataOffset + (Count * RecordLength);

    /// <summary>The header as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), IsSealed ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), RowLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), RecordLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), DescriptionLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Checked), Checksum);
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such header; the message ends a sentence that begins with the path.</exception>
    public static CacheHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException("is no image cache");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        return version == Version
            ? new(
                BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) == 1,
                BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]),
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[Checked..]))
            : throw new InvalidDataException($"was written by another version of the kit (format {version}, expected {Version})");
    }

    /// <summary>This header sealed: with the check sum over itself, the rows and the description.</summary>
    public CacheHeader Seal(ReadOnlySpan<byte> rowsAndDescription)
    {
        var closed = this with { IsSealed = true };
        return closed with { Checksum = Data.Checksum.Of(rowsAndDescription, Data.Checksum.Of(closed.ToBytes().AsSpan(0, Checked))) };
    }
}
