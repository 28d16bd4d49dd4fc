namespace SkinSeg.Data;

/// <summary>What counts as a near-duplicate. The defaults were set on ISIC 2018 Task 1–2 training images at 256 px, 2000-image subset.</summary>
/// <remarks>
/// There they find 21 pairs, no image in two of them. Of the 15 looked at, 14 are copies and one, at 0.952, is of two lesions; the six not looked at have 0.98
/// and more. Lower down, lesions that only have the same form take over: 29 pairs at 0.94, 134 at 0.9. Of eight drawn images cropped by 4 % of their sides
/// three are found, by 2 % seven. Of the 21 pairs, 16 lie on both sides of a border of five plain folds of seed 2018.
/// C#: <c>new NearDuplicateConfig { Similarity = 0.9 }</c>; F#: <c>NearDuplicateConfig(Similarity = 0.9)</c>.
/// </remarks>
public sealed record NearDuplicateConfig
{
    /// <summary>Bits of 63 in which the hashes of two candidates may differ, in the best of eight turns and mirrorings.</summary>
    public int HashDistance { get; init; } = 10;

    /// <summary>Least correlation in [−1, 1] of two candidates' details as they lie; others are not laid on one another, which takes some 40 ms a pair.</summary>
    public double PlainSimilarity { get; init; } = 0.6;

    /// <summary>Least correlation in [−1, 1] of two images' details once one is laid on the other.</summary>
    public double Similarity { get; init; } = 0.95;
}
