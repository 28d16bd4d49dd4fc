using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Models;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What a study measured of the paper's claims, by the ids of <see cref="PaperClaims"/>; what needs another study is not there.</summary>
internal sealed class MeasuredClaims(StudyResult study, string budget)
{
    public Dictionary<string, Measurement> All()
    {
        (string Id, Measurement? Value)[] claims =
        [
            ("claim/ensemble-lesions", EnsembleOfLesions()),
            ("claim/inception", Inception()),
            ("claim/ensemble-attributes", EnsembleOfAttributes()),
            ("claim/pigment-most", Images(LesionAttribute.PigmentNetwork, shows => Bootstrap.Mean(shows.Select(one => one ? 1.0 : 0.0), seed: 0))),
            ("claim/streaks", Images(LesionAttribute.Streaks, shows => MeasuredNumbers.Exact(shows.Count(one => one), shows.Length))),
            ("claim/predictions", Predictions()),
        ];
        return claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Id, claim => claim.Value!, StringComparer.Ordinal);
    }

    private LesionResult[] Singles => [.. study.Lesions.Where(result => result.Maps.Members.Count == 1)];

    private Measurement? EnsembleOfLesions() =>
        study.Lesions.FirstOrDefault(result => result.Maps.Members.Count > 1) is { } ensemble && Comparable(ensemble) is { Length: > 0 } singles
            ? Above(ensemble, singles, RunShortfalls.Of(ensemble, budget))
            : null;

    private Measurement? Inception()
    {
        if (Singles.FirstOrDefault(result => result.Maps.PaperName == NetworkCatalogue.InceptionResNetV2.Name) is not { } inception
            || Comparable(inception) is not { Length: > 0 } others)
        {
            return null;
        }

        RunConditions[] all = [RunShortfalls.Of(inception, budget), .. others.Select(other => RunShortfalls.Of(other, budget))];
        var names = others.Append(inception).Select(result => result.Maps.Run.Experiment.Network.Name).ToHashSet(StringComparer.Ordinal);
        string[] absent = names.SetEquals(NetworkCatalogue.Paper.Select(network => network.Name)) ? [] : [Invariant($"beside {others.Length} other networks than the paper's four")];
        return Above(inception, others, all[0] with { Shortfalls = [.. all.SelectMany(one => one.Shortfalls).Concat(absent).Distinct()] });
    }

    private LesionResult[] Comparable(LesionResult with) => [.. Singles.Where(result => result != with && result.Maps.Ids == with.Maps.Ids)];

    // Above the best, which is the smallest of the differences on the same images.
    private static Measurement Above(LesionResult one, LesionResult[] others, RunConditions conditions) => new(
        others.Select(other => PairedDifference.Of(Metric.ThresholdJaccard, other.Scores, one.Scores)).MinBy(difference => difference.Mean)!,
        conditions,
        MeasuredNumbers.Evidence(one.Run.Store, LesionResult.StageOf(one.Maps)));

    private Measurement? EnsembleOfAttributes()
    {
        var pairs =
            from ensemble in study.Attributes.Results.Where(result => result.Maps.Members.Count > 1)
            from single in study.Attributes.Results
            where single.Maps.Members.Count == 1 && single.Attribute == ensemble.Attribute
                && single.Counts.Select(counts => counts.Id).SequenceEqual(ensemble.Counts.Select(counts => counts.Id), StringComparer.Ordinal)
            select (Ensemble: ensemble, Difference: Difference(single, ensemble));
        var all = pairs.ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var (result, least) = all.MinBy(pair => pair.Difference.Mean);
        int attributes = all.Select(pair => pair.Ensemble.Attribute).Distinct().Count();
        string[] absent = attributes == LesionAttributes.All.Count ? [] : [Invariant($"{attributes} of {LesionAttributes.All.Count} attributes")];
        var conditions = RunShortfalls.Of(result, budget);
        var shortfalls = all.Select(pair => pair.Ensemble).Distinct().SelectMany(ensemble => RunShortfalls.Of(ensemble, budget).Shortfalls);
        return new(least, conditions with { Shortfalls = [.. shortfalls.Concat(absent).Distinct()] }, MeasuredNumbers.Evidence(result));
    }

    private static Estimate Difference(AttributeResult single, AttributeResult ensemble) => Bootstrap.PooledDifference(
        Shares(single), Shares(ensemble), PooledCounts.Add, static counts => counts.Jaccard);

    private static IEnumerable<PooledCounts> Shares(AttributeResult result) => result.Counts.Select(counts => counts.Share(AttributePooling.PerImage));

    private Measurement? Images(LesionAttribute attribute, Func<bool[], Estimate> measure)
    {
        if (study.Attributes.Results.FirstOrDefault(result => result.Attribute == attribute) is not { } result)
        {
            return null;
        }

        bool[] shows = [.. result.Counts.Select(counts => counts.Counts.TruePositive + counts.Counts.FalseNegative > 0)];
        return new(measure(shows), RunShortfalls.OfData(result, budget), MeasuredNumbers.Evidence(result));
    }

    private Measurement? Predictions() => Singles.FirstOrDefault() is not { } result ? null : new(
        MeasuredNumbers.Exact(result.Run.Experiment.Views.Count * result.Run.Experiment.Folds.Count, result.Scores.Count),
        RunShortfalls.Of(result, budget),
        MeasuredNumbers.Evidence(result.Run.Store, LesionResult.StageOf(result.Maps)));
}
