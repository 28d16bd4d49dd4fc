using SkinSeg.Metrics;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class NetworkComparisonTests
{
    // B is clearly best; A and C are alike; D is clearly worst.
    private static readonly List<NamedScores> Four = TinyScores.Networks(200, 0, 0.05, 0.001, -0.1);
    private static readonly NetworkComparison OfFour = NetworkComparison.Of(Metric.Jaccard, Four, resamples: 2000);

    [Fact]
    public void Networks_stand_in_the_order_of_their_means_and_alike_ones_share_a_letter()
    {
        Assert.Equal("B", OfFour.Networks[0].Name);
        Assert.Equal("D", OfFour.Networks[3].Name);
        Assert.Equal(["a", "b", "b", "c"], OfFour.Networks.Select(network => network.Letters));
        Assert.Equal(6, OfFour.Pairs.Count);
        Assert.Equal(["B", "B", "B"], OfFour.Pairs.Take(3).Select(pair => pair.Higher));
    }

    [Fact]
    public void Intervals_are_those_of_each_mean_and_of_each_paired_difference_alone()
    {
        Assert.All(OfFour.Networks, network => Assert.Equal(Table(network.Name).Mean(Metric.Jaccard), network.Mean));
        Assert.All(OfFour.Pairs, pair =>
        {
            var alone = PairedDifference.Of(Metric.Jaccard, Table(pair.Lower), Table(pair.Higher));
            Assert.Equal(alone.Mean, pair.Difference.Mean, 1e-12);
            Assert.Equal(alone.Low, pair.Difference.Low, 1e-12);
            Assert.Equal(alone.High, pair.Difference.High, 1e-12);
        });
    }

    [Fact]
    public void Each_pair_has_its_own_tests_and_their_adjusted_values()
    {
        Assert.All(OfFour.Pairs, pair =>
        {
            var differences = Table(pair.Higher).Values(Metric.Jaccard).Zip(Table(pair.Lower).Values(Metric.Jaccard), static (a, b) => a - b);
            Assert.Equal(WilcoxonTest.Of(differences), pair.Wilcoxon);
            Assert.Equal(McNemarTest.Of(Table(pair.Higher), Table(pair.Lower)), pair.McNemar);
        });
        Assert.Equal(Holm.Adjust(OfFour.Pairs.Select(pair => pair.Wilcoxon.PValue)), OfFour.Pairs.Select(pair => pair.AdjustedP));
        Assert.Equal(Holm.Adjust(OfFour.Pairs.Select(pair => pair.McNemar.PValue)), OfFour.Pairs.Select(pair => pair.AdjustedMcNemarP));
        Assert.Same(OfFour.Pairs[0], OfFour.Pair(OfFour.Pairs[0].Lower, OfFour.Pairs[0].Higher));
    }

    [Fact]
    public void Two_networks_share_a_letter_exactly_when_they_are_not_separable() => Assert.All(OfFour.Pairs, pair =>
    {
        string Letters(string name) => OfFour.Networks.Single(network => network.Name == name).Letters;
        Assert.Equal(!pair.SeparableAt(OfFour.Level), Letters(pair.Higher).Intersect(Letters(pair.Lower)).Any());
    });

    [Fact]
    public void Rank_shares_of_two_images_are_those_of_all_four_resamples()
    {
        // Image 1: A better by 0.4; image 2: B better by 0.2. Of the resamples 11, 12, 21, 22 only 22 has B first.
        var comparison = NetworkComparison.Of(Metric.Jaccard, [new("A", TinyScores.Of([0.9, 0.5])), new("B", TinyScores.Of([0.5, 0.7]))], resamples: 40_000);

        Assert.Equal(0.75, comparison.Networks[0].RankShares[0], 0.01);
        Assert.Equal(0.25, comparison.Networks[1].RankShares[0], 0.01);
    }

    [Fact]
    public void Rank_shares_sum_to_1_for_each_network_and_each_rank_and_equal_networks_share_their_ranks()
    {
        var twins = NetworkComparison.Of(Metric.Dice, [.. Four, new("A again", Table("A"))], resamples: 500);

        Assert.All(twins.Networks, network => Assert.Equal(1, network.RankShares.Sum(), 1e-9));
        Assert.All(Enumerable.Range(0, 5), rank => Assert.Equal(1, twins.Networks.Sum(network => network.RankShares[rank]), 1e-9));
        var (a, again) = (twins.Networks.Single(network => network.Name == "A"), twins.Networks.Single(network => network.Name == "A again"));
        Assert.Equal(a.RankShares, again.RankShares);
        Assert.Equal((a.Letters, 1.0, 1.0), (again.Letters, twins.Pair("A", "A again").AdjustedP, twins.Pair("A", "A again").McNemar.PValue));
    }

    [Fact]
    public void It_says_in_words_what_is_separable_and_how_many_images_are_behind_it()
    {
        string text = OfFour.ToString();

        Assert.Contains("200 images, 4 networks.", text, StringComparison.Ordinal);
        Assert.Contains("Separable: B from ", text, StringComparison.Ordinal);
        Assert.Matches("Not separable: (A and C|C and A)\\.", text);
        Assert.Contains("B has the highest mean here, and in 100.0 % of the resamples.", text, StringComparison.Ordinal);
        Assert.Contains("McNemar's test (exact, adjusted by Holm) separates B from ", text, StringComparison.Ordinal);
        Assert.Contains("<li>Separable: B from ", OfFour.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("\n- Separable: B from ", OfFour.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_images_separate_nothing_and_it_says_so()
    {
        var few = NetworkComparison.Of(Metric.Jaccard, TinyScores.Networks(4, 0, 0.1, 0.2), resamples: 200);

        Assert.Contains("No two networks are separable.", few.Conclusions);
        Assert.Contains(few.Conclusions, line => line.EndsWith("separates no two networks.", StringComparison.Ordinal));
        Assert.Contains(few.Conclusions, line => line.StartsWith("The interval of C − A leaves out 0", StringComparison.Ordinal));
        Assert.All(few.Networks, network => Assert.Equal("a", network.Letters));
    }

    [Fact]
    public void A_mean_that_a_few_images_make_is_called_so()
    {
        // On 40 images B is better by 0.01, on two A by 0.5: A has the higher mean, B the higher ranks.
        var a = TinyScores.Of(Enumerable.Range(0, 42).Select(i => i < 2 ? 0.9 : 0.5 + (i / 1000.0)));
        var b = TinyScores.Of(Enumerable.Range(0, 42).Select(i => i < 2 ? 0.4 : 0.51 + (i / 950.0)));

        var comparison = NetworkComparison.Of(Metric.Jaccard, [new("A", a), new("B", b)]);

        Assert.Contains(comparison.Conclusions, line => line.StartsWith("A has the higher mean, yet the ranks of the differences favour B", StringComparison.Ordinal));
        Assert.Contains("Every two networks are separable.", comparison.Conclusions);
    }

    [Fact]
    public void The_same_scores_give_the_same_comparison() => Assert.Equal(OfFour, NetworkComparison.Of(Metric.Jaccard, Four, resamples: 2000));

    [Fact]
    public void One_network_one_name_twice_and_other_images_are_refused()
    {
        Assert.StartsWith("Expected 2 to 64 networks to compare, got 1.", Assert.Throws<ArgumentException>(() => NetworkComparison.Of(Metric.Jaccard, Four[..1])).Message);
        Assert.StartsWith("Expected a name of its own for each network, got A 2 times.", Assert.Throws<ArgumentException>(() => NetworkComparison.Of(Metric.Jaccard, [Four[0], Four[0]])).Message);
        Assert.Contains("same images", Assert.Throws<ArgumentException>(() => NetworkComparison.Of(Metric.Jaccard, [Four[0], new("E", TinyScores.Of([0.5]))])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkComparison.Of(Metric.Jaccard, Four, level: 1));
        Assert.StartsWith("Expected two of the networks B, ", Assert.Throws<ArgumentException>(() => OfFour.Pair("A", "Z")).Message);
    }

    private static ScoreTable Table(string name) => Four.Single(network => network.Name == name).Scores;
}
