using System.Buffers.Binary;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>How far one image of a cache is.</summary>
internal enum CacheStatus
{
    /// <summary>Not looked at yet.</summary>
    Missing,

    /// <summary>Its pixels are there.</summary>
    Done,

    /// <summary>Its files were bad when they were read.</summary>
    Bad,
}

/// <summary>What a cache file knows of one image besides its pixels.</summary>
/// <param name="Status">How far it is.</param>
/// <param name="Positives">Bit m is set where mask m has a pixel set.</param>
/// <param name="OriginalSize">Size of the files.</param>
/// <param name="Checksum">Of the record.</param>
/// <param name="Stamps">The image's file, then those of its masks, as they were when they were read.</param>
internal sealed record CacheRow(CacheStatus Status, uint Positives, ImageSize OriginalSize, ulong Checksum, ValueList<FileStamp> Stamps)
{
    private const int StampLength = 16;

    /// <summary>Length of a row in bytes.</summary>
    public static int LengthFor(int files) => 24 + (files * StampLength);

    /// <summary>A row of an image that was not looked at.</summary>
    public static CacheRow Missing(int files) => new(CacheStatus.Missing, 0, new(1, 1), 0, new(new FileStamp[files]));

    /// <summary>Reads what <see cref="Write"/> wrote. A row of zeros is that of a missing image.</summary>
    public static CacheRow Read(ReadOnlySpan<byte> bytes, int files)
    {
        var stamps = new FileStamp[files];
        for (int i = 0; i < files; i++)
        {
            var stamp = bytes[(24 + (i * StampLength))..];
            stamps[i] = new(BinaryPrimitives.ReadInt64LittleEndian(stamp), BinaryPrimitives.ReadInt64LittleEndian(stamp[8..]));
        }

        var size = new ImageSize(Math.Max(1, BinaryPrimitives.ReadInt32LittleEndian(bytes[8..])), Math.Max(1, BinaryPrimitives.ReadInt32LittleEndian(bytes[12..])));
        return new(
            (CacheStatus)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            size,
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            new(stamps));
    }

    /// <summary>Writes the row.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Status);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Positives);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], OriginalSize.Height);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], OriginalSize.Width);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], Checksum);
        for (int i = 0; i < Stamps.Count; i++)
        {
            var stamp = bytes[(24 + (i * StampLength))..];
            BinaryPrimitives.WriteInt64LittleEndian(stamp, Stamps[i].Length);
            BinaryPrimitives.WriteInt64LittleEndian(stamp[8..], Stamps[i].Ticks);
        }
    }
}
