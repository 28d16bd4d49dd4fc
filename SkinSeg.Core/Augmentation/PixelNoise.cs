using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Noise of a normal distribution for every value of an image, from the hash of a counter: no state, so the same on every thread.</summary>
/// <remarks>A hash of 64 bits picks five of 4096 equally likely deviates, which is as fine as 8-bit pixels can show.</remarks>
internal static class PixelNoise
{
    private const int IndexBits = 12;
    private const int FractionBits = 16;
    private const int ValuesPerHash = 5;
    private static readonly double[] Deviates = MakeDeviates();

    /// <summary>Adds noise whose standard deviation is <paramref name="deviation"/> of 255, or of the value itself.</summary>
    /// <param name="values">Changed in place, and cut to 0–255.</param>
    /// <param name="deviation">0 or more.</param>
    /// <param name="isProportional">Whether the noise is proportional to the value.</param>
    /// <param name="seed">Another seed, other noise.</param>
    public static void Add(byte[] values, double deviation, bool isProportional, int seed)
    {
        if (deviation == 0)
        {
            return;
        }

        int[] table = Array.ConvertAll(Deviates, deviate => (int)Math.Round(deviate * deviation * (1 << FractionBits)));
        ulong state = Seed.Mix(unchecked((uint)seed));
        for (int i = 0; i < values.Length; i += ValuesPerHash, state = unchecked(state + Seed.Stride))
        {
            ulong bits = Seed.Mix(state);
            foreach (ref byte value in values.AsSpan(i, Math.Min(ValuesPerHash, values.Length - i)))
            {
                int noise = table[(int)(bits & ((1 << IndexBits) - 1))];
                int weight = isProportional ? value : 255;
                value = (byte)Math.Clamp(value + (((weight * noise) + (1 << (FractionBits - 1))) >> FractionBits), 0, 255);
                bits >>= IndexBits;
            }
        }
    }

    // The distribution function is summed in small steps, and a deviate is taken at the middle of each of 4096 equal parts.
    private static double[] MakeDeviates()
    {
        const double Step = 1.0 / 4096;
        var deviates = new double[1 << IndexBits];
        double below = 0.5, at = 0;
        for (int k = 0; k < deviates.Length / 2; k++)
        {
            double wanted = 0.5 + ((k + 0.5) / deviates.Length);
            while (below < wanted)
            {
                below += Step * Math.Exp(-0.5 * (at + (Step / 2)) * (at + (Step / 2))) / Math.Sqrt(2 * Math.PI);
                at += Step;
            }

            (deviates[(deviates.Length / 2) + k], deviates[(deviates.Length / 2) - 1 - k]) = (at, -at);
        }

        double deviation = Math.Sqrt(deviates.Average(static value => value * value)); // the outermost parts lose a little
        return Array.ConvertAll(deviates, value => value / deviation);
    }
}
