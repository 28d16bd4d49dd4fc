using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Data;

/// <summary>Two images that are copies of one another.</summary>
/// <param name="First">The id that comes first in ordinal order.</param>
/// <param name="Second">The other.</param>
/// <param name="HashDistance">Bits of 63 in which their hashes differ.</param>
/// <param name="Similarity">Correlation of their details in [−1, 1].</param>
public sealed record NearDuplicatePair(string First, string Second, int HashDistance, double Similarity);

/// <summary>Images that pairs tie together: they belong in one fold.</summary>
/// <param name="Ids">Two or more ids, in ordinal order.</param>
/// <param name="Similarity">That of the least similar pair that ties them.</param>
public sealed record NearDuplicateGroup(ValueList<string> Ids, double Similarity);

/// <summary>The near-duplicates of a data set. It shows itself, alone or against the folds of a cross-validation.</summary>
/// <param name="Config">What counted as one.</param>
/// <param name="ImageCount">How many images were compared.</param>
/// <param name="Pairs">The pairs, in ordinal order of their ids.</param>
/// <param name="Groups">The groups, in ordinal order of their first ids.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record NearDuplicateReport(
    NearDuplicateConfig Config, int ImageCount, ValueList<NearDuplicatePair> Pairs, ValueList<NearDuplicateGroup> Groups) : ISelfDisplay
{
    /// <summary>Pairs on both sides of a fold border: one is trained on while the other is judged. Pairs with an image that is not in the plan do not count.</summary>
    public ValueList<NearDuplicatePair> Leaks(FoldPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var folds = plan.HeldOut.SelectMany((ids, fold) => ids.Select(id => (id, fold))).Concat(plan.AlwaysTraining.Select(id => (id, fold: -1)))
            .ToDictionary(pair => pair.id, pair => pair.fold, StringComparer.Ordinal);
        return [.. Pairs.Where(pair => folds.TryGetValue(pair.First, out int a) && folds.TryGetValue(pair.Second, out int b) && a != b)];
    }

    /// <summary>The groups as a table, with the pairs that a plan's folds tear apart in its heading.</summary>
    public Table Against(FoldPlan plan) => ToTable(Invariant($"{this}; {Leaks(plan).Count} of the pairs on both sides of a fold border"));

    /// <inheritdoc/>
    public string ToHtml() => ToTable(ToString()).ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable(ToString()).ToMarkdown();

    /// <summary>For example <c>Near-duplicates: 12 pairs in 10 groups of 2000 images</c>.</summary>
    public override string ToString() => Invariant($"Near-duplicates: {Pairs.Count} pairs in {Groups.Count} groups of {ImageCount} images");

    private Table ToTable(string title) => Table.Of(
        title,
        ["images", "ids", "least similarity"],
        Groups.Select(group => (string[])[Invariant($"{group.Ids.Count}"), string.Join(", ", group.Ids), Invariant($"{group.Similarity:F3}")]));
}
