using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SkinSeg.Tests.Support;

/// <summary>PNG files of kinds that OpenCV cannot write: palettes, alpha beside grey, few bits; and damaged ones.</summary>
internal static class TinyPng
{
    /// <summary>A file from its raw rows.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="bits">Bits per channel.</param>
    /// <param name="colorType">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</param>
    /// <param name="rows">Packed bytes of each row.</param>
    /// <param name="extra">Chunks before the pixels, such as PLTE and tRNS.</param>
    public static byte[] Encode(int width, byte bits, byte colorType, byte[][] rows, params (string Name, byte[] Data)[] extra) => Encode(width, bits, colorType, rows, 0, extra);

    /// <summary>A file whose rows begin with the number of a filter; they are written as they are.</summary>
    public static byte[] Encode(int width, byte bits, byte colorType, byte[][] rows, byte filter, params (string Name, byte[] Data)[] extra)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows.Length);
        (header[8], header[9]) = (bits, colorType);
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write([.. rows.SelectMany(row => row.Prepend(filter))]);
        }

        IEnumerable<(string Name, byte[] Data)> chunks = [("IHDR", header), .. extra, ("IDAT", pixels.ToArray()), ("IEND", [])];
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. chunks.SelectMany(chunk => Chunk(chunk.Name, chunk.Data))];
    }

    /// <summary>The file with another height and width in its header, and nothing else changed but the header's check sum.</summary>
    public static byte[] Claim(byte[] file, int side)
    {
        byte[] header = [.. file[16..29]];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        return [.. file[..8], .. Chunk("IHDR", header), .. file[33..]];
    }

    /// <summary>A file of three chunks with its pixels in two.</summary>
    public static byte[] SplitPixels(byte[] file, int first)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        byte[] data = file[41..(41 + length)];
        return [.. file[..33], .. Chunk("IDAT", data[..first]), .. Chunk("IDAT", data[first..]), .. file[(45 + length)..]];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var length = new byte[4];
        var check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, ~named.Aggregate(uint.MaxValue, Crc32));
        return [.. length, .. named, .. check];
    }

    private static uint Crc32(uint state, byte value) =>
        Enumerable.Range(0, 8).Aggregate(state ^ value, (crc, _) => (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1);
}
