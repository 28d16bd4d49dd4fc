using System.Text;

namespace SkinSeg.Primitives;

/// <summary>Random numbers that depend on what they are for and on nothing else: not on threads, order or process.</summary>
/// <remarks>Every draw of the kit starts from (seed, epoch, name), so that any sample of any run can be made again.</remarks>
public static class Seed
{
    /// <summary>Distance between two states of SplitMix64: 2⁶⁴ divided by the golden ratio, made odd.</summary>
    internal const ulong Stride = 0x9E3779B97F4A7C15UL;

    /// <summary>Mixes a seed, an epoch and a name (usually an image id) into a seed in [0, 2³¹ − 1).</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, or 0 where there is none.</param>
    /// <param name="name">What the numbers are for, for example <c>ISIC_0000000</c> or <c>folds</c>.</param>
    public static int Derive(int seed, int epoch, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ulong state = Mix(unchecked((ulong)seed * Stride) ^ unchecked((uint)epoch));
        foreach (byte value in Encoding.UTF8.GetBytes(name))
        {
            state = Mix(state ^ value);
        }

        return (int)(state % int.MaxValue);
    }

    /// <summary>A generator for one purpose; the same arguments give the same numbers in every process.</summary>
    /// <inheritdoc cref="Derive"/>
    public static Random RandomFor(int seed, int epoch, string name) => new(Derive(seed, epoch, name));

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood 2014): scatters neighbouring states over all 64 bits. The next state is <see cref="Stride"/> further.</summary>
    internal static ulong Mix(ulong x)
    {
        unchecked
        {
            x += Stride;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
