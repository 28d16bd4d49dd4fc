using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What a cross-validation or an ensemble found: thresholds, and the scores of every held-out image at its original size.</summary>
/// <param name="Maps">Out-of-fold maps at working size.</param>
/// <param name="Folds">The trainings behind them.</param>
/// <param name="Landscape">Score of every pair of thresholds, at working size.</param>
/// <param name="Scores">Scores with the best pair, at the images' original size (facts.md §6.3 #14).</param>
public sealed record LesionResult(HeldOutMaps Maps, ValueList<FoldRun> Folds, ThresholdLandscape Landscape, ScoreTable Scores)
{
    private const string LandscapeName = "landscape.json";
    private const string ScoresName = "scores.json";

    /// <summary>The post-processing with the thresholds that were chosen. They are chosen on the images they are judged on, as in the paper (facts.md §6.3 #23).</summary>
    public DualThreshold Thresholds => Landscape.BestRule;

    /// <summary>Data, images and store, with the first network's experiment.</summary>
    public CrossValidation Run => Maps.Run;

    /// <summary>Thresholds and scores of maps, from the store where they are there.</summary>
    /// <param name="maps">Out-of-fold maps of a network, or of an ensemble.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    public static LesionResult Of(HeldOutMaps maps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Run.Experiment.Target != SegmentationTarget.Lesion)
        {
            throw new ArgumentException($"Expected maps of lesions, got those of {maps.Run.Experiment.Target.FileName()}, which would be compared with the masks of lesions.", nameof(maps));
        }

        var stored = maps.Run.Store.Make(StageOf(maps), work => Write(maps, work), progress: null, cancellationToken);
        var folds = maps.Members.SelectMany(member => maps.Run.With(member).Stored(maps.Folds));
        return new(maps, [.. folds], StageJson.Read<ThresholdLandscape>(stored[LandscapeName]), StageJson.Read<ScoreTable>(stored[ScoresName]));
    }

    /// <summary>The mask of one held-out image, at its original size.</summary>
    /// <exception cref="ArgumentException">No fold that ran holds the image out.</exception>
    public Mask MaskOf(string id) => MaskAt(Maps, Thresholds, id, Maps[id]);

    /// <summary>The out-of-fold map of one image, at working size.</summary>
    /// <exception cref="ArgumentException">No fold that ran holds the image out.</exception>
    public ProbabilityMap MapOf(string id) => Maps[id];

    /// <summary>The stage of the scores of some maps.</summary>
    internal static Stage StageOf(HeldOutMaps maps) => StageOf(maps.Run.Experiment, maps.Run.Data, maps.Name, maps.Stages.Select(stage => stage.Stage));

    /// <summary>The stage of scores that may not be there yet.</summary>
    internal static Stage StageOf(Experiment experiment, DermoscopyDataset data, string name, IEnumerable<Stage> maps) => Stage.Of(
        StageKind.Scores,
        $"{name} lesion",
        new() { ["search"] = StageJson.ToNode(experiment.Search), ["postProcessing"] = StageJson.ToNode(experiment.PostProcessing), ["data"] = data.ManifestHash, ["form"] = 1 },
        maps);

    private static void Write(HeldOutMaps maps, StageWork work)
    {
        var landscape = maps.Run.Experiment.Search.Run(
            maps.Select(item => new LabeledMap(item.Id, item.Map, maps.Run.Images[item.Id].Mask)), progress: null, work.CancellationToken);
        var scores = ScoreTable.Of(OrderedParallel.Map(maps, item => ScoreOne(maps, landscape.BestRule, item), progress: null, work.CancellationToken));
        StageJson.Save(Path.Combine(work.Folder, LandscapeName), landscape);
        StageJson.Save(Path.Combine(work.Folder, ScoresName), scores);
    }

    private static ImageScores ScoreOne(HeldOutMaps maps, DualThreshold thresholds, HeldOutMap item)
    {
        var truth = ImageFiles.ReadMask(maps.Run.Data[item.Id].LesionMaskPath, ImageFiles.ScoringThreshold);
        return ImageScores.Compare(item.Id, truth, MaskAt(maps, thresholds, item.Id, item.Map));
    }

    private static Mask MaskAt(HeldOutMaps maps, DualThreshold thresholds, string id, ProbabilityMap map) =>
        (maps.Run.Experiment.PostProcessing with { Thresholds = thresholds }).Apply(map, maps.Run.Images[id].OriginalSize);
}
