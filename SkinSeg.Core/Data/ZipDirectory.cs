using System.Buffers.Binary;

namespace SkinSeg.Data;

/// <summary>Looks at a zip's table of contents before a library builds an object for every line of it.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;

    // A line has 46 bytes, a name and extra fields; a name of ours has 44 letters.
    private const int MostBytesPerEntry = 1024;

    private static ReadOnlySpan<byte> EndSignature => [(byte)'P', (byte)'K', 5, 6];

    /// <summary>Fails where the table is missing or longer than <paramref name="mostEntries"/> can need. The stream is at its start afterwards.</summary>
    /// <exception cref="InvalidDataException">It is; the message says which.</exception>
    public static void Check(Stream stream, string path, int mostEntries)
    {
        var tail = new byte[Math.Min(stream.Length, EndLength + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        int end = tail.AsSpan().LastIndexOf(EndSignature);
        if (end < 0 || end + EndLength > tail.Length)
        {
            throw ZipFiles.Damaged(path);
        }

        var record = tail.AsSpan(end);
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        long bytes = stream.Length - tail.Length + end - start;
        if (entries > mostEntries || bytes > (long)mostEntries * MostBytesPerEntry)
        {
            throw ZipFiles.Refused(path, $"its table of contents has {entries} entries in {bytes} bytes; expected at most {mostEntries} entries"); // 65535 stands for more
        }
    }
}
