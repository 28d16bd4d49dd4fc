namespace SkinSeg.Data;

/// <summary>How a data set is split for cross-validation. The defaults are the paper's: five random folds (section II-B-2, facts.md §6.3 #24).</summary>
/// <remarks>C#: <c>new FoldConfig { Count = 3 }</c>; F#: <c>FoldConfig(Count = 3)</c>.</remarks>
public sealed record FoldConfig
{
    /// <summary>Number of folds: 5.</summary>
    public int Count { get; init; } = Folds.PaperCount;

    /// <summary>Seed of the split; the same for all networks and both tasks.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>Whether each attribute, and each third of the lesions by area, is shared out evenly over the folds; false, since the paper names no such care.</summary>
    public bool Stratify { get; init; }

    /// <summary>Whether near-duplicates (<see cref="NearDuplicates"/>) are kept in one fold, so that none is trained on while its copy is judged; false, as above.</summary>
    public bool GroupNearDuplicates { get; init; }
}
