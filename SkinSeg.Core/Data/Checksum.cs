using System.Runtime.InteropServices;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>A 64-bit check sum against accidents, as fast as memory: any change within one 8-byte word changes it, others all but surely.</summary>
/// <remarks>Four lanes take turns; each takes a word by (lane ⊕ word) × odd number and a turn of the bits, both of which can be undone. Not for security.</remarks>
internal static class Checksum
{
    private const ulong Factor = 0x9FB21C651E98DF25UL; // odd, with bits all over

    /// <summary>The sum of all bytes, which starts from <paramref name="start"/> so that sums can be chained.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong start = 0)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ulong a = Seed.Mix(start);
        ulong b = Seed.Mix(a);
        ulong c = Seed.Mix(b);
        ulong d = Seed.Mix(c);
        int i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = Take(a, words[i]);
            b = Take(b, words[i + 1]);
            c = Take(c, words[i + 2]);
            d = Take(d, words[i + 3]);
        }

        for (; i < words.Length; i++)
        {
            a = Take(a, words[i]);
        }

        foreach (byte rest in bytes[(8 * words.Length)..])
        {
            b = Take(b, rest);
        }

        return Seed.Mix(Take(Take(Take(Take((ulong)bytes.Length, a), b), c), d));
    }

    private static ulong Take(ulong lane, ulong word) => ulong.RotateLeft(unchecked((lane ^ word) * Factor), 29);
}
