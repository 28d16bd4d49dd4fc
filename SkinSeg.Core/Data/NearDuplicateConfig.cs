namespace SkinSeg.Data;

/// <summary>What counts as a near-duplicate. The defaults were set by eye on ISIC 2018 Task 1–2 training images at 256 px, 2000-image subset.</summary>
/// <remarks>C#: <c>new NearDuplicateConfig { Similarity = 0.9 }</c>; F#: <c>NearDuplicateConfig(Similarity = 0.9)</c>.</remarks>
public sealed record NearDuplicateConfig
{
    /// <summary>Bits of 63 in which the hashes of two candidates may differ, in the best of eight turns and mirrorings.</summary>
    public int HashDistance { get; init; } = 16;

    /// <summary>Least correlation in [−1, 1] of two images' details once one is laid on the other.</summary>
    public double Similarity { get; init; } = 0.8;
}
