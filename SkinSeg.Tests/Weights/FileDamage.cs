using System.Buffers.Binary;

namespace SkinSeg.Tests.Weights;

/// <summary>Damages files as disks, networks and attackers do.</summary>
internal static class FileDamage
{
    private static readonly long[] Huge = [-1, long.MaxValue, int.MaxValue, uint.MaxValue, 1L << 40, 0x0101_0101_0101_0101, 0];

    /// <summary>A damaged copy of a file; <paramref name="other"/> is one to take pieces from.</summary>
    public static byte[] Of(byte[] file, byte[] other, Random random)
    {
        byte[] bytes = [.. file];
        for (int times = random.Next(2) == 0 ? 1 : random.Next(1, 4); times > 0; times--)
        {
            bytes = Once(bytes, other, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        if (bytes.Length < 16)
        {
            return bytes;
        }

        int at = Place(bytes.Length, random);
        switch (random.Next(14))
        {
            case 0: // cut off
                return bytes[..at];
            case 1: // a number of 4 or 8 bytes made huge, negative or 0
                int width = random.Next(2) == 0 ? 4 : 8;
                byte[] number = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, Huge[random.Next(Huge.Length)]);
                number.AsSpan(0, width).CopyTo(bytes.AsSpan(Math.Min(at, bytes.Length - width)));
                return bytes;
            case 2: // a piece of another file put over
                return Put(bytes, Piece(other, random), at);
            case 3: // a piece of its own put elsewhere
                return Put(bytes, Piece(bytes, random), at);
            case 4: // a piece put between, or left out
                return random.Next(2) == 0 ? [.. bytes[..at], .. Piece(other, random), .. bytes[at..]] : [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 64))..]];
            case 5: // another byte
                bytes[at] = (byte)random.Next(256);
                return bytes;
            default: // one bit
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    // Damage of the numbers themselves mostly goes unseen: half of the hits are at an end, where formats keep their tables.
    private static int Place(int length, Random random) => random.Next(4) switch
    {
        0 or 1 => random.Next(length),
        2 => random.Next(Math.Min(length, 2000)),
        _ => length - 1 - random.Next(Math.Min(length, 12_000)),
    };

    private static byte[] Piece(byte[] bytes, Random random)
    {
        int begin = random.Next(bytes.Length);
        return bytes[begin..Math.Min(bytes.Length, begin + random.Next(1, 200))];
    }

    private static byte[] Put(byte[] bytes, byte[] piece, int at)
    {
        piece.AsSpan(0, Math.Min(piece.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
