namespace SkinSeg.Primitives;

/// <summary>The check sum of zip entries and PNG chunks (polynomial 0xEDB88320, reflected); the platform's zip reader does not look at it.</summary>
internal static class Crc32
{
    // Row k: what a byte adds that k further bytes follow. Four bytes at a time wait for each other once.
    private static readonly uint[][] Rows = MakeRows();

    /// <summary>The sum of all bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint[] last = Rows[0];
        uint[] third = Rows[1];
        uint[] second = Rows[2];
        uint[] first = Rows[3];
        uint sum = uint.MaxValue;
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            sum = first[(byte)(sum ^ bytes[0])] ^ second[(byte)((sum >> 8) ^ bytes[1])] ^ third[(byte)((sum >> 16) ^ bytes[2])] ^ last[(byte)((sum >> 24) ^ bytes[3])];
        }

        foreach (byte value in bytes)
        {
            sum = last[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[][] MakeRows()
    {
        uint[] first = [.. Enumerable.Range(0, 256).Select(value => Shift((uint)value))];
        var rows = new List<uint[]> { first };
        while (rows.Count < 4)
        {
            rows.Add(Array.ConvertAll(rows[^1], sum => first[(byte)sum] ^ (sum >> 8)));
        }

        return [.. rows];
    }

    private static uint Shift(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }
}
