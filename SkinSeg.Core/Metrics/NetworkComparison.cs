using System.Net;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Several networks on the same images: what their scores can and cannot tell apart, instead of a best one in bold.</summary>
/// <remarks>
/// Every pair is tested by Wilcoxon's signed-rank test; the p-values are adjusted by Holm for all pairs. Intervals and ranks come from resamples
/// of the images (seed 0). All of it takes the trained networks as given: how far two trainings of one network lie apart is not in it.
/// </remarks>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record NetworkComparison : ISelfDisplay
{
    /// <summary>The score that is compared. Passes are of the Jaccard index whatever it is.</summary>
    public required Metric Metric { get; init; }

    /// <summary>Number of images, the same for all networks.</summary>
    public required int Images { get; init; }

    /// <summary>Probability to call any pair separable by chance alone, for example 0.05.</summary>
    public required double Level { get; init; }

    /// <summary>Number of resamples behind intervals and ranks.</summary>
    public required int Resamples { get; init; }

    /// <summary>The networks, highest mean first; equal means in the order given.</summary>
    public required ValueList<NetworkStanding> Networks { get; init; }

    /// <summary>All pairs, in the order of <see cref="Networks"/>.</summary>
    public required ValueList<NetworkPair> Pairs { get; init; }

    /// <summary>Names of the networks of each group: within one no two are separable. Every network is in at least one, alone where it stands out from all.</summary>
    public required ValueList<ValueList<string>> Groups { get; init; }

    /// <summary>What the numbers support and what not, in sentences.</summary>
    [JsonIgnore]
    public ValueList<string> Conclusions => ComparisonWords.Of(this);

    /// <summary>Compares networks.</summary>
    /// <param name="metric">The score.</param>
    /// <param name="networks">At least two, under different names, with scores of the same images in the same order.</param>
    /// <param name="level">Probability to call any pair separable by chance alone.</param>
    /// <param name="resamples">Resamples of the images; 10,000 for 2594 images and six networks take half a second of one core.</param>
    /// <exception cref="ArgumentException">There are fewer than two networks, two of one name, or their images differ.</exception>
    public static NetworkComparison Of(Metric metric, IEnumerable<NamedScores> networks, double level = 0.05, int resamples = 10_000)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a level between 0 and 1, such as 0.05.");
        }

        return new ComparisonBuilder(metric, [.. networks], resamples).Build(level);
    }

    /// <summary>The pair of two networks, named in any order.</summary>
    /// <exception cref="ArgumentException">They are not two of those compared.</exception>
    public NetworkPair Pair(string first, string second) =>
        Pairs.FirstOrDefault(pair => (pair.Higher == first && pair.Lower == second) || (pair.Higher == second && pair.Lower == first))
        ?? throw new ArgumentException($"Expected two of the networks {string.Join(", ", Networks.Select(network => network.Name))}, got {first} and {second}.", nameof(second));

    /// <summary>One line per network: mean, groups, passes and how often it has each rank.</summary>
    public Table ToTable() => Table.Of(
        Invariant($"{Metric.Title()} of {Networks.Count} networks, {Images} images"),
        ["Network", "Mean (95 % interval)", "Group", "Passes", .. Enumerable.Range(1, Networks.Count).Select(rank => Invariant($"Rank {rank}"))],
        Networks.Select(Row));

    /// <summary>One line per pair: difference with its interval and both tests.</summary>
    public Table ToPairTable() => Table.Of(
        Invariant($"All {Pairs.Count} pairs; adjusted by Holm; separable at level {Level}"), NetworkPair.Columns, Pairs.Select(pair => pair.Row(Level)));

    /// <inheritdoc/>
    public string ToHtml() => $"{ToTable().ToHtml()}<ul>{string.Concat(Conclusions.Select(line => $"<li>{WebUtility.HtmlEncode(line)}</li>"))}</ul>{ToPairTable().ToHtml()}";

    /// <inheritdoc/>
    public string ToMarkdown() => $"{ToTable().ToMarkdown()}\n{string.Concat(Conclusions.Select(line => $"- {line}\n"))}\n{ToPairTable().ToMarkdown()}";

    /// <summary>Both tables and the sentences as text.</summary>
    public override string ToString() => $"{ToTable()}\n\n{string.Join('\n', Conclusions)}\n\n{ToPairTable()}";

    private IEnumerable<string> Row(NetworkStanding network) =>
    [
        network.Name,
        Invariant($"{network.Mean.Mean:F4} ({network.Mean.Low:F4} to {network.Mean.High:F4})"),
        network.Letters,
        Percent(network.Passes),
        .. network.RankShares.Select(Percent),
    ];

    private static string Percent(double share) => Invariant($"{100 * share:F1} %");
}
