using SkinSeg.Metrics;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Which differences the numbers of images can carry.</summary>
internal static class AuditOfNoise
{
    // An image that crosses 0.65 moves the sum of scores by 0.65 at least: the smallest step of the mean.
    private const double Step = ImageScores.JaccardThreshold;

    public static IEnumerable<PaperFinding> Findings() => [EnsembleOnValidation(), ValidationInImages(), RankOfInception(), CloseNetworks(), EnsembleGain(), EnsembleEverywhere(), TestAgainstOthers(), Submissions()];

    private static PaperFinding EnsembleOnValidation()
    {
        var singles = PaperNumbers.TableTwo.SkipLast(1).Where(row => row.ThresholdJaccard > PaperNumbers.TableTwo[^1].ThresholdJaccard).ToList();
        return new(
            "noise/ensemble-validation", "The ensemble is “better than every single model”", "in Table II, too",
            Invariant($"{singles.Count} networks score above its {PaperNumbers.TableTwo[^1].ThresholdJaccard:F3}: {string.Join(", ", singles.Select(row => Invariant($"{row.Network} {row.ThresholdJaccard:F3}")))}"),
            singles.Count == 0 ? AuditVerdict.Holds : AuditVerdict.Contradicted, "section IV-A; Table II")
        { Assumption = "6.2-2" };
    }

    private static PaperFinding ValidationInImages()
    {
        double gap = PaperNumbers.TableTwo.Max(row => row.ThresholdJaccard) - PaperNumbers.TableTwo[^1].ThresholdJaccard;
        return new(
            "noise/validation", "Best network above the ensemble in Table II", Invariant($"more than {PaperNumbers.ValidationImages} images leave to chance"),
            Invariant($"{gap:F3}: {Math.Ceiling(gap * PaperNumbers.ValidationImages / Step)} images at most that cross 0.65, each worth at least {Step / PaperNumbers.ValidationImages:F4}"),
            AuditVerdict.Chance, "Table II");
    }

    private static PaperFinding RankOfInception()
    {
        int first = Rank(PaperNumbers.TableOne.SkipLast(1).Select(row => (row.Network, row.Scores.ThresholdJaccard)));
        int second = Rank(PaperNumbers.TableTwo.SkipLast(1).Select(row => (row.Network, row.ThresholdJaccard)));
        double noise = PaperIdentities.MeanNoise(Of("inception-resnet-v2"), PaperNumbers.ValidationImages);
        double gap = Of("resnet152") - Of("inception-resnet-v2");
        return new(
            "noise/inception", "“resnetv2 outperforms other models”", "in both tables",
            Invariant($"rank {first} of {PaperProse.Networks} in Table I, rank {second} in Table II, {gap:F3} below the best; chance alone is up to ±{noise:F3} with {PaperNumbers.ValidationImages} images"),
            first == second ? AuditVerdict.Holds : gap <= noise ? AuditVerdict.Chance : AuditVerdict.Contradicted, "section IV-A; Tables I, II")
        { Assumption = "6.2-3" };

        static double Of(string network) => PaperNumbers.TableTwo.First(row => row.Network == network).ThresholdJaccard;
        static int Rank(IEnumerable<(string Network, double Score)> rows) => rows.OrderByDescending(row => row.Score).ToList().FindIndex(row => row.Network == "inception-resnet-v2") + 1;
    }

    private static PaperFinding CloseNetworks()
    {
        double[] scores = [.. PaperNumbers.TableOne.SkipLast(1).Select(row => row.Scores.ThresholdJaccard).Order()];
        double range = Enumerable.Range(0, scores.Length - 2).Min(i => scores[i + 2] - scores[i]);
        return new(
            "noise/close", "Three closest networks of Table I", "told apart by 2594 images",
            Invariant($"within {range:F4}: fewer than {Math.Ceiling(range * PaperNumbers.TrainingImages / Step)} of {PaperNumbers.TrainingImages} images that cross 0.65"), AuditVerdict.Chance, "Table I");
    }

    private static PaperFinding EnsembleGain()
    {
        double gain = PaperNumbers.TableOne[^1].Scores.ThresholdJaccard - PaperNumbers.TableOne.SkipLast(1).Max(row => row.Scores.ThresholdJaccard);
        double noise = PaperIdentities.MeanNoise(PaperNumbers.TableOne[^1].Scores.ThresholdJaccard, PaperNumbers.TrainingImages);
        return new(
            "noise/gain", "The ensemble's gain in Table I", "beyond what the choice of images may do",
            Invariant($"+{gain:F4} over the best network; each mean alone may be off by up to ±{noise:F4}, their difference on the same images by less: no interval is printed"), AuditVerdict.Open, "Table I");
    }

    private static PaperFinding EnsembleEverywhere()
    {
        var ensemble = PaperNumbers.TableOne[^1].Scores;
        Metric[] ties = [.. Task1Metrics.All.Where(metric => PaperNumbers.TableOne.SkipLast(1).Any(row => PaperCells.Value(row.Scores, metric) >= PaperCells.Value(ensemble, metric)))];
        return new(
            "noise/ensemble-metrics", "The ensemble is better in every score of Table I", "all six are the highest alone",
            ties.Length == 0 ? "they are" : $"{string.Join(", ", ties.Select(metric => metric.Title()))} of another network is as high",
            ties.Length == 0 ? AuditVerdict.Holds : AuditVerdict.Chance, "section IV-A; Table I");
    }

    private static PaperFinding TestAgainstOthers()
    {
        double test = PaperNumbers.Leaderboard[0].Score;
        double noise = PaperIdentities.MeanNoise(test, PaperNumbers.TestImages);
        double gap = PaperNumbers.TableOne[^1].Scores.ThresholdJaccard - test;
        return new(
            "noise/test", "The ensemble on the test images against Table I", "the same, if thresholds and folds were chosen without optimism",
            Invariant($"{test:F3}, {gap:F3} lower; {PaperNumbers.TestImages} images leave up to ±{noise:F3} to chance"), gap <= noise ? AuditVerdict.Chance : AuditVerdict.Open, "leaderboard; Table I");
    }

    private static PaperFinding Submissions()
    {
        double[] scores = [.. PaperNumbers.Leaderboard.Where(target => target.Task == 2).Select(target => target.Score)];
        return new(
            "noise/submissions", "What restriction to the lesion and lower thresholds change", "more than chance",
            Invariant($"{scores[0] - scores[1]:F3} and {scores[0] - scores[2]:F3}, on the same {PaperNumbers.TestImages} images; no interval is printed"), AuditVerdict.Open, "section IV-B-1; leaderboard");
    }
}
