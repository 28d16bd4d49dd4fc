using System.Buffers.Binary;

namespace SkinSeg.Imaging;

/// <summary>What can be said of an image file from its bytes alone: its format and whether it is whole.</summary>
/// <remarks>Decoders fill the missing part of a cut-off file with grey and report success; a truncated download must not become a training image.</remarks>
internal static class ImageBytes
{
    // The largest image of the challenge has 30 million pixels (facts.md §4.4), the largest telephone's 200 million.
    private const long MostPixels = 1L << 28;

    // A deflated byte stands for at most 1032, and a byte of a PNG for at most eight pixels.
    private const long MostPixelsPerByte = 8 * 1032;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a JPEG or PNG file ends as its format demands; other formats are left to the decoder.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(PngSignature))
        {
            return PngEnds(bytes);
        }

        bool isJpeg = bytes is [0xFF, 0xD8, ..];
        return !isJpeg || JpegEnds(bytes);
    }

    /// <summary>Fails where a header claims more pixels than an image has, or than the file can hold: decoders take the memory before they look.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">All its bytes.</param>
    /// <exception cref="InvalidDataException">It does.</exception>
    public static void CheckClaim(string path, ReadOnlySpan<byte> bytes)
    {
        if (ImageHeader.SizeOf(bytes) is not { } size)
        {
            return;
        }

        long pixels = (long)size.Height * size.Width;
        if (pixels > MostPixels || (bytes.StartsWith(PngSignature) && pixels / MostPixelsPerByte > bytes.Length))
        {
            throw new InvalidDataException($"{path}: its header claims {size} pixels (height×width), but the file has {bytes.Length} bytes; expected at most {MostPixels} pixels, and as many as are there. Make it again.");
        }
    }

    // A PNG is a chain of chunks (length, name, data, check sum) whose last is IEND.
    private static bool PngEnds(ReadOnlySpan<byte> bytes)
    {
        long at = PngSignature.Length;
        while (at + 12 <= bytes.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
            if (bytes.Slice((int)at + 4, 4).SequenceEqual("IEND"u8))
            {
                return true;
            }

            at += 12L + length;
        }

        return false;
    }

    // Marker segments up to the first scan carry their length (and may hold a thumbnail, itself a JPEG);
    // within scan data 0xFF is always followed by 0 or a restart marker, so an end marker there is the true end.
    private static bool JpegEnds(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            if (bytes[at + 1] == 0xFF)
            {
                at++; // fill byte
                continue;
            }

            bool isScan = bytes[at + 1] == 0xDA;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (isScan)
            {
                return at < bytes.Length && bytes[at..].IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
            }
        }

        return false;
    }
}
