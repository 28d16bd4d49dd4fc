using System.Numerics;
using System.Text;
using static SkinSeg.Weights.PickleOpcode;

namespace SkinSeg.Weights;

/// <summary>The instructions of a pickle that push a value: numbers, texts, bytes and the empty containers.</summary>
internal static class PickleConstants
{
    // PyTorch's magic number has 10 bytes.
    private const int LongestNumber = 255;

    /// <summary>Whether the instruction pushes a value, and which; a list or dictionary is a new one.</summary>
    /// <exception cref="FormatException">The bytes end before the value does.</exception>
    public static bool TryRead(PickleOpcode opcode, PickleCursor cursor, out object? value)
    {
        (bool isConstant, value) = opcode switch
        {
            None => (true, null),
            True => (true, true),
            False => (true, false),
            BinInt1 => (true, (object)(long)cursor.Byte()),
            BinInt2 => (true, (long)cursor.UInt16()),
            BinInt => (true, (long)cursor.Int32()),
            Long1 => (true, Number(cursor, cursor.Byte())),
            Long4 => (true, Number(cursor, cursor.Int32())),
            Float => (true, cursor.Double()),
            ShortText => (true, cursor.Text(cursor.Byte())),
            Text => (true, cursor.Text(cursor.UInt32())),
            LongText => (true, cursor.Text(cursor.Int64())),
            ShortString => (true, Encoding.Latin1.GetString(cursor.Take(cursor.Byte()))),
            PickleOpcode.String => (true, Encoding.Latin1.GetString(cursor.Take(cursor.Int32()))),
            ShortBytes => (true, cursor.Take(cursor.Byte()).ToArray()),
            Bytes => (true, cursor.Take(cursor.UInt32()).ToArray()),
            LongBytes => (true, cursor.Take(cursor.Int64()).ToArray()),
            EmptyList => (true, new List<object?>()),
            EmptyTuple => (true, Array.Empty<object?>()),
            EmptyDictionary => (true, new PickleDictionary()),
            _ => (false, null),
        };
        return isConstant;
    }

    // Numbers of up to 8 bytes are long, as those of fixed length are.
    private static object Number(PickleCursor cursor, int length)
    {
        if (length > LongestNumber)
        {
            throw new FormatException($"its pickle holds a number of more than {LongestNumber} bytes");
        }

        var bytes = cursor.Take(length);
        return length > sizeof(long) ? new BigInteger(bytes) : (object)Small(bytes);
    }

    private static long Small(ReadOnlySpan<byte> bytes) => (long)new BigInteger(bytes);
}
