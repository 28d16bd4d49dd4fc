using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SkinSeg.Weights;

/// <summary>Reads a pickle's bytes in order; what goes past their end is a <see cref="FormatException"/>, and no length is believed before it is checked.</summary>
/// <param name="bytes">The pickle, and perhaps what follows it.</param>
internal sealed class PickleCursor(byte[] bytes)
{
    private const int LongestName = 256;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>A number of 2 bytes.</summary>
    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>A signed number of 4 bytes.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>A number of 4 bytes.</summary>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A signed number of 8 bytes; lengths beyond its range are negative, which <see cref="Take"/> refuses.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A double, most significant byte first.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>The next bytes.</summary>
    /// <exception cref="FormatException">There are not as many.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > bytes.Length - Position)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"its pickle is cut off: at byte {Position} it needs {(ulong)count} bytes and has {bytes.Length - Position}"));
        }

        var taken = bytes.AsSpan(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>The next bytes as UTF-8.</summary>
    /// <exception cref="FormatException">They are not, or there are not as many.</exception>
    public string Text(long count)
    {
        try
        {
            return StrictUtf8.GetString(Take(count));
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("its pickle holds a text that is not UTF-8", e);
        }
    }

    /// <summary>The text up to the next line feed.</summary>
    /// <exception cref="FormatException">There is none within the length of a name.</exception>
    public string Line()
    {
        int length = bytes.AsSpan(Position, Math.Min(LongestName, bytes.Length - Position)).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw new FormatException("its pickle holds a name without an end");
        }

        string line = Text(length);
        Position++;
        return line;
    }
}
