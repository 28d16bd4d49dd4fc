using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Single pixels turned white or black, one as often as the other (share: facts.md §6.3 #35).</summary>
/// <param name="Share">Probability that a pixel is turned, in [0, 1].</param>
/// <param name="Seed">Which pixels.</param>
public sealed record SaltAndPepperNoise(double Share, int Seed) : IPixelChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.SaltAndPepperNoise;

    // Each pixel asks the hash of its own number: the lower half of the bits whether, the highest bit which way.
    void IPixelChange.Apply(byte[] values, ImageSize size)
    {
        ulong state = Primitives.Seed.Mix(unchecked((uint)Seed));
        ulong below = (ulong)(Share * (1UL << 32));
        for (int i = 0; i < values.Length; i += 3)
        {
            ulong bits = Primitives.Seed.Mix(state);
            state = unchecked(state + Primitives.Seed.Stride);
            if ((bits & uint.MaxValue) < below)
            {
                values.AsSpan(i, 3).Fill(bits >> 63 == 0 ? (byte)0 : (byte)255);
            }
        }
    }

    /// <summary>For example <c>salt and pepper 0.42 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"salt and pepper {100 * Share:F2} %");
}
