namespace SkinSeg.Data;

/// <summary>The three parts of ISIC 2018 Tasks 1–2 as published: 2594, 100 and 1000 images (facts.md §4.1).</summary>
public enum Partition
{
    /// <summary>The part that the paper splits into five folds; also any folder of one's own images with masks.</summary>
    Training,

    /// <summary>The part of the paper's Table II.</summary>
    Validation,

    /// <summary>The part of the final leaderboard.</summary>
    Test,
}
