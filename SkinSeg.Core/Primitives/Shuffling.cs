namespace SkinSeg.Primitives;

/// <summary>Random orders that depend on (seed, epoch, name) alone, and not on the version of .NET.</summary>
internal static class Shuffling
{
    /// <summary>The items in a random order: Fisher and Yates, from the last place down, each place drawn from one SplitMix64 state.</summary>
    /// <remarks>A draw below n is the high half of (64 random bits × n): uneven by less than n/2⁶⁴.</remarks>
    /// <param name="items">The items; left as they are.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, or 0 where there is none.</param>
    /// <param name="name">What the order is for.</param>
    public static T[] Shuffle<T>(IEnumerable<T> items, int seed, int epoch, string name)
    {
        T[] order = [.. items];
        ulong state = (ulong)Seed.Derive(seed, epoch, name);
        for (int i = order.Length - 1; i > 0; i--)
        {
            ulong bits = Seed.Mix(state);
            state = unchecked(state + Seed.Stride);
            int j = (int)Math.BigMul(bits, (ulong)i + 1, out _);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
