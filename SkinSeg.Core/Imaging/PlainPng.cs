using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Reads the PNG files that masks are: grey, 8 bits, not interlaced, without a chunk that changes pixels.</summary>
/// <remarks>
/// A mask of 192×256 takes OpenCV ten times as long as inflating its bytes does. Whatever is not plain and whole in every respect, check sums included,
/// is left to OpenCV, which then also says what is wrong with it. W3C, Portable Network Graphics (Third Edition), sections 5 and 10.
/// </remarks>
internal static class PlainPng
{
    private const int HeaderEnd = 33;  // signature and the first chunk
    private const int ChunkFrame = 12; // length, name, check sum

    private static ReadOnlySpan<byte> Beginning => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    // Behind width and height: 8 bits, grey, the only methods of compression and filtering, not interlaced.
    private static ReadOnlySpan<byte> PlainGrey => [8, 0, 0, 0, 0];

    /// <summary>The image, or null where the file is not a plain one.</summary>
    public static GreyImage? Read(byte[] bytes)
    {
        bool isPlain = bytes.Length > HeaderEnd && bytes.AsSpan().StartsWith(Beginning) && bytes.AsSpan(24).StartsWith(PlainGrey);
        if (!isPlain || ImageHeader.SizeOf(bytes) is not { } size || PixelData(bytes) is not { } data)
        {
            return null;
        }

        int length = size.Area + size.Height; // before each row stands the number of its filter
        byte[] rows = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Inflate(data, rows.AsSpan(0, length)) && PngFilters.Undo(rows.AsSpan(0, length), size) is { } values ? new(size, values) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
        }
    }

    // The joined content of all IDAT chunks; null where a chunk is damaged or unknown.
    private static MemoryStream? PixelData(byte[] bytes)
    {
        MemoryStream? first = null;
        for (int at = 8; at + ChunkFrame <= bytes.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - ChunkFrame)
            {
                return null;
            }

            int count = (int)length;
            var named = bytes.AsSpan(at + 4, count + 4);
            if (Crc32.Of(named) != BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + count)))
            {
                return null;
            }

            var name = named[..4];
            if (name.SequenceEqual("IEND"u8))
            {
                return first;
            }

            if (name.SequenceEqual("IDAT"u8))
            {
                first = first is null ? new(bytes, at + 8, count) : Joined(first, named[4..]);
            }
            else if (!name.SequenceEqual("IHDR"u8) || at != 8)
            {
                return null;
            }

            at += ChunkFrame + count;
        }

        return null;
    }

    private static MemoryStream Joined(MemoryStream first, ReadOnlySpan<byte> next)
    {
        var stream = first;
        if (!first.TryGetBuffer(out _)) // still a view of the file
        {
            stream = new MemoryStream();
            first.CopyTo(stream);
        }

        stream.Write(next);
        return stream;
    }

    // Whether the data hold exactly as many bytes.
    private static bool Inflate(MemoryStream data, Span<byte> rows)
    {
        data.Position = 0;
        try
        {
            using var zlib = new ZLibStream(data, CompressionMode.Decompress);
            return zlib.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false) == rows.Length && zlib.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
