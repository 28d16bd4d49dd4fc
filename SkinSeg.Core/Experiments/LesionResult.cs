using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What a cross-validation found: thresholds, and the scores of every held-out image at its original size.</summary>
/// <param name="Run">The experiment, its data and its store.</param>
/// <param name="Folds">The trainings.</param>
/// <param name="Landscape">Score of every pair of thresholds, at working size.</param>
/// <param name="Scores">Scores with the best pair, at the images' original size (facts.md §6.3 #14).</param>
/// <param name="Maps">Out-of-fold maps at working size, by id.</param>
public sealed record LesionResult(
    CrossValidation Run, ValueList<FoldRun> Folds, ThresholdLandscape Landscape, ScoreTable Scores, IReadOnlyDictionary<string, ProbabilityMap> Maps)
{
    /// <summary>The post-processing with the thresholds that were chosen. They are chosen on the images they are judged on, as in the paper (facts.md §6.3 #23).</summary>
    public DualThreshold Thresholds => Landscape.BestRule;

    /// <summary>The mask of one held-out image, at its original size.</summary>
    /// <exception cref="ArgumentException">No fold that ran holds the image out.</exception>
    public Mask MaskOf(string id) => MaskAt(Run, Thresholds, id, MapOf(id));

    /// <summary>The out-of-fold map of one image, at working size.</summary>
    /// <exception cref="ArgumentException">No fold that ran holds the image out.</exception>
    public ProbabilityMap MapOf(string id) => Maps.TryGetValue(id, out var map)
        ? map
        : throw new ArgumentException($"No fold that ran holds out {id}; there are maps of {Maps.Count} images.", nameof(id));

    internal static LesionResult Score(
        CrossValidation run, ValueList<FoldRun> folds, IReadOnlyDictionary<string, ProbabilityMap> maps, CancellationToken cancellationToken)
    {
        var landscape = run.Experiment.Search.Run(
            maps.Select(pair => new LabeledMap(pair.Key, pair.Value, run.Images[pair.Key].Mask)), progress: null, cancellationToken);
        var scores = OrderedParallel.Map(
            maps, pair => ScoreOne(run, landscape.BestRule, pair.Key, pair.Value), progress: null, cancellationToken);
        return new(run, folds, landscape, ScoreTable.Of(scores), maps);
    }

    private static ImageScores ScoreOne(CrossValidation run, DualThreshold thresholds, string id, ProbabilityMap map)
    {
        var truth = ImageFiles.ReadMask(run.Data[id].LesionMaskPath, ImageFiles.ScoringThreshold);
        return ImageScores.Compare(id, truth, MaskAt(run, thresholds, id, map));
    }

    private static Mask MaskAt(CrossValidation run, DualThreshold thresholds, string id, ProbabilityMap map) =>
        thresholds.Apply(map.ResizeTo(run.Images[id].OriginalSize));
}
