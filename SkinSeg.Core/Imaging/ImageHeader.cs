using System.Buffers.Binary;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Reads the size of a JPEG or PNG image from the first bytes of its file, without decoding it.</summary>
internal static class ImageHeader
{
    // A JPEG's size stands behind its metadata, which may hold a color profile and a thumbnail of 64 KiB each.
    private const int FirstBytes = 1 << 18;

    /// <summary>Size of the image in a file; null where it is no JPEG or PNG, or its header is broken.</summary>
    public static ImageSize? ReadSize(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(FirstBytes, stream.Length)];
        stream.ReadExactly(bytes);
        return SizeOf(bytes);
    }

    /// <inheritdoc cref="ReadSize"/>
    public static ImageSize? SizeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngSize(bytes),
        [0xFF, 0xD8, ..] => JpegSize(bytes[2..]),
        _ => null,
    };

    // Signature (8), length and name of the first chunk (8), width, height.
    private static ImageSize? PngSize(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 24 ? null : Size(BinaryPrimitives.ReadInt32BigEndian(bytes[20..]), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]));

    private static ImageSize? JpegSize(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 9 && bytes[0] == 0xFF)
        {
            byte marker = bytes[1];
            if (marker == 0xFF)
            {
                bytes = bytes[1..]; // fill byte
                continue;
            }

            // A start of frame is C0–CF without C4, C8 and CC: length (2), bits (1), height, width.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Size(BinaryPrimitives.ReadUInt16BigEndian(bytes[5..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[7..]));
            }

            int next = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            bytes = next <= bytes.Length ? bytes[next..] : [];
        }

        return null;
    }

    private static ImageSize? Size(int height, int width) => height > 0 && width > 0 ? new(height, width) : null;
}
