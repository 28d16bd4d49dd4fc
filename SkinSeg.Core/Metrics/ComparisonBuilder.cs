using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>Makes a <see cref="NetworkComparison"/>: orders the networks, resamples once for all, tests every pair, adjusts, groups.</summary>
internal sealed class ComparisonBuilder
{
    private readonly Metric metric;
    private readonly int resamples;
    private readonly NamedScores[] networks; // highest mean first
    private readonly double[][] scores;      // network, image

    public ComparisonBuilder(Metric metric, NamedScores[] given, int resamples)
    {
        RequireComparable(given);
        (this.metric, this.resamples) = (metric, resamples);
        networks = [.. given.OrderByDescending(network => network.Scores.Values(metric).Average())];
        scores = Array.ConvertAll(networks, network => network.Scores.Values(metric).ToArray());
    }

    public NetworkComparison Build(double level)
    {
        var bootstrap = new JointBootstrap(scores, seed: 0, resamples);
        var pairs = Pairs(bootstrap);
        int PlaceOf(int i, int j) => (i * ((2 * networks.Length) - i - 1) / 2) + j - i - 1; // (0,1), (0,2), …, (1,2), …
        var groups = LetterDisplay.Of(networks.Length, (i, j) => pairs[PlaceOf(i, j)].SeparableAt(level));
        return new()
        {
            Metric = metric,
            Images = scores[0].Length,
            Level = level,
            Resamples = resamples,
            Networks = Standings(bootstrap, groups.Letters),
            Pairs = pairs,
            Groups = new(groups.Groups.Select(group => new ValueList<string>(group.Select(i => networks[i].Name)))),
        };
    }

    private static void RequireComparable(NamedScores[] networks)
    {
        if (networks.Length is < 2 or > LetterDisplay.Largest)
        {
            throw new ArgumentException($"Expected 2 to {LetterDisplay.Largest} networks to compare, got {networks.Length}.", nameof(networks));
        }

        if (networks.GroupBy(network => network.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Expected a name of its own for each network, got {twice.Key} {twice.Count()} times.", nameof(networks));
        }

        foreach (var network in networks.Skip(1))
        {
            PairedDifference.RequireSameImages(networks[0].Scores, network.Scores);
        }
    }

    private ValueList<NetworkStanding> Standings(JointBootstrap bootstrap, ValueList<string> letters)
    {
        double[][] ranks = bootstrap.RankShares();
        return new(networks.Select((network, k) => new NetworkStanding(
            network.Name,
            bootstrap.Mean(k, scores[k].Average()),
            network.Scores.Images.Average(image => McNemarTest.Passes(image) ? 1.0 : 0),
            new ValueList<double>(ranks[k]),
            letters[k])));
    }

    private ValueList<NetworkPair> Pairs(JointBootstrap bootstrap)
    {
        var places = (from i in Enumerable.Range(0, networks.Length) from j in Enumerable.Range(i + 1, networks.Length - i - 1) select (i, j)).ToList();
        double[][] differences = [.. places.Select(pair => scores[pair.i].Zip(scores[pair.j], static (a, b) => a - b).ToArray())];
        var wilcoxon = differences.Select(WilcoxonTest.Of).ToList();
        var mcNemar = places.Select(pair => McNemarTest.Of(networks[pair.i].Scores, networks[pair.j].Scores)).ToList();
        var adjusted = Holm.Adjust(wilcoxon.Select(test => test.PValue));
        var adjustedMcNemar = Holm.Adjust(mcNemar.Select(test => test.PValue));
        return new(places.Select((pair, at) => new NetworkPair
        {
            Higher = networks[pair.i].Name,
            Lower = networks[pair.j].Name,
            Difference = bootstrap.Difference(pair.i, pair.j, differences[at].Average()),
            Wilcoxon = wilcoxon[at],
            AdjustedP = adjusted[at],
            McNemar = mcNemar[at],
            AdjustedMcNemarP = adjustedMcNemar[at],
        }));
    }
}
