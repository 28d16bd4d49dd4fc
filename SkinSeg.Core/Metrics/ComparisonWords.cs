using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Says a <see cref="NetworkComparison"/> in sentences.</summary>
internal static class ComparisonWords
{
    public static ValueList<string> Of(NetworkComparison comparison) =>
    [
        Invariant($"{comparison.Images} images, {comparison.Networks.Count} networks. Wilcoxon's signed-rank test of each of {comparison.Pairs.Count} pairs, adjusted by Holm, level {comparison.Level}; intervals and ranks from {comparison.Resamples} resamples of the images."),
        .. Separable(comparison),
        .. NotSeparable(comparison),
        Leader(comparison),
        Passes(comparison),
        .. Contradictions(comparison),
        "Each network counts as it was trained once: another training of the same network may score otherwise, and these numbers do not show how far.",
    ];

    private static IEnumerable<string> Separable(NetworkComparison comparison)
    {
        if (comparison.Pairs.All(pair => !pair.SeparableAt(comparison.Level)))
        {
            return ["No two networks are separable."];
        }

        var above = comparison.Pairs.Where(pair => pair.SeparableAt(comparison.Level)).GroupBy(pair => pair.Higher);
        return [$"Separable: {string.Join("; ", above.Select(pairs => $"{pairs.Key} from {And(pairs.Select(pair => pair.Lower))}"))}."];
    }

    private static IEnumerable<string> NotSeparable(NetworkComparison comparison)
    {
        var groups = comparison.Groups.Where(group => group.Count > 1).ToList();
        if (groups.Count == 0)
        {
            return ["Every two networks are separable."];
        }

        return groups[0].Count == comparison.Networks.Count ? [] : [$"Not separable: {string.Join("; ", groups.Select(And))}."];
    }

    private static string Leader(NetworkComparison comparison)
    {
        var first = comparison.Networks[0];
        return Invariant($"{first.Name} has the highest mean here, and in {100 * first.RankShares[0]:F1} % of the resamples.");
    }

    private static string Passes(NetworkComparison comparison)
    {
        var pairs = comparison.Pairs.Where(pair => pair.PassesSeparableAt(comparison.Level)).ToList();
        const string Test = "In how often the Jaccard index is at least 0.65, McNemar's test (exact, adjusted by Holm)";
        return pairs.Count == 0
            ? $"{Test} separates no two networks."
            : $"{Test} separates {And(pairs.Select(pair => $"{MorePasses(pair)}"))}.";
    }

    private static string MorePasses(NetworkPair pair) =>
        pair.McNemar.OnlyFirst > pair.McNemar.OnlySecond ? $"{pair.Higher} from {pair.Lower}" : $"{pair.Lower} from {pair.Higher}";

    private static IEnumerable<string> Contradictions(NetworkComparison comparison) =>
        from pair in comparison.Pairs
        where pair.IsContradictoryAt(comparison.Level)
        let interval = $"{Signed.Text(pair.Difference.Low, 4)} to {Signed.Text(pair.Difference.High, 4)}"
        select pair.SeparableAt(comparison.Level)
            ? pair.Wilcoxon.RankCorrelation > 0
                ? $"The test ranks {pair.Higher} above {pair.Lower}, yet the interval of the mean's difference holds 0 ({interval})."
                : $"{pair.Higher} has the higher mean, yet the ranks of the differences favour {pair.Lower}: a few images with large differences make the mean."
            : $"The interval of {pair.Higher} − {pair.Lower} leaves out 0 ({interval}), yet the adjusted test does not separate them: intervals are not adjusted for the number of pairs.";

    private static string And(IEnumerable<string> names)
    {
        var list = names.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list.SkipLast(1))} and {list[^1]}";
    }
}
