using System.Text.Json.Nodes;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What a cross-validation or an ensemble found for one attribute: thresholds, and the pixel counts of held-out images at their original size.</summary>
/// <param name="Maps">Out-of-fold maps at working size, not restricted to the lesion yet.</param>
/// <param name="Lesions">What Task 1 found of the same folds; null where the map is not restricted.</param>
/// <param name="Landscape">Pooled Jaccard index of every pair of thresholds, at working size, after restriction.</param>
/// <param name="Counts">Counts with the best pair, of each image that <see cref="Experiment.EvaluateOn"/> names.</param>
public sealed record AttributeResult(HeldOutMaps Maps, LesionResult? Lesions, ThresholdLandscape Landscape, ValueList<AttributeCounts> Counts)
{
    private const string LandscapeName = "landscape.json";
    private const string CountsName = "counts.json";

    /// <summary>The attribute.</summary>
    public LesionAttribute Attribute => Maps.Run.Experiment.Target.Attribute();

    /// <summary>The thresholds that were chosen, on the images they are judged on, as in the paper (facts.md §6.3 #23).</summary>
    public DualThreshold Thresholds => Landscape.BestRule;

    /// <summary>Folds, from 0, that hold out no image with the attribute: they can only add false positives. Balanced evaluation leaves them out.</summary>
    public ValueList<int> FoldsWithoutPositives => [.. Maps.Folds.Where(fold => !AttributeImages.HeldOut(Maps.Run, fold).Any(image => image.IsPositive))];

    /// <summary>Thresholds and counts of maps, from the store where they are there.</summary>
    /// <param name="maps">Out-of-fold maps of one attribute, of a network or an ensemble.</param>
    /// <param name="lesions">What Task 1 found of the same folds; needed where the experiment restricts maps to the lesion.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="ArgumentException">The maps are of lesions, the lesions are needed and not given or of other folds, or no image is left to judge.</exception>
    public static AttributeResult Of(HeldOutMaps maps, LesionResult? lesions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        var experiment = maps.Run.Experiment;
        var used = experiment.PostProcessing.Restriction == LesionRestriction.None ? null : lesions;
        Check(maps, used);
        var inputs = maps.Stages.Select(stage => stage.Stage);
        var stage = StageOf(experiment, maps.Run.Data, maps.Name, inputs, used is null ? null : LesionResult.StageOf(used.Maps));
        var stored = maps.Run.Store.Make(stage, work => Write(maps, used, work), progress: null, cancellationToken);
        return new(maps, used, StageJson.Read<ThresholdLandscape>(stored[LandscapeName]), StageJson.Read<ValueList<AttributeCounts>>(stored[CountsName]));
    }

    /// <summary>The mask of one held-out image at its original size, with the chosen thresholds.</summary>
    /// <exception cref="ArgumentException">No fold that ran holds the image out.</exception>
    public Mask MaskOf(string id) => MaskOf(id, Maps.Run.Experiment.PostProcessing with { Thresholds = Thresholds });

    /// <summary>The mask of one held-out image, made in another way.</summary>
    /// <param name="id">The image.</param>
    /// <param name="processing">Thresholds and restriction.</param>
    /// <exception cref="ArgumentException">No fold that ran holds the image out, or a restriction needs lesions that are not there.</exception>
    public Mask MaskOf(string id, PostProcessingConfig processing)
    {
        ArgumentNullException.ThrowIfNull(processing);
        return processing.Apply(Maps[id], Maps.Run.Images[id].OriginalSize, LesionOf(Lesions, id, processing.Restriction));
    }

    /// <summary>The stage of counts that may not be there yet.</summary>
    internal static Stage StageOf(Experiment experiment, DermoscopyDataset data, string name, IEnumerable<Stage> maps, Stage? lesions)
    {
        JsonObject description = new()
        {
            ["search"] = StageJson.ToNode(experiment.Search),
            ["postProcessing"] = StageJson.ToNode(experiment.PostProcessing),
            ["evaluateOn"] = experiment.EvaluateOn.ToString(),
            ["data"] = data.ManifestHash,
            ["form"] = 1,
        };
        if (experiment.EvaluateOn == EvaluationSet.Balanced)
        {
            description["balanceSeed"] = experiment.Subsampling.Seed;
        }

        return Stage.Of(StageKind.Scores, $"{name} {experiment.Target.FileName()}", description, lesions is null ? maps : maps.Append(lesions));
    }

    private static void Check(HeldOutMaps maps, LesionResult? lesions)
    {
        var experiment = maps.Run.Experiment;
        if (experiment.Target == SegmentationTarget.Lesion)
        {
            throw new ArgumentException("Expected maps of an attribute, got those of lesions. Score them with LesionResult.Of.", nameof(maps));
        }

        if (lesions is null && experiment.PostProcessing.Restriction != LesionRestriction.None)
        {
            throw new ArgumentException($"Expected a LesionResult of the same folds to restrict {experiment.Target.FileName()} to the lesion, got none. Give it, or choose LesionRestriction.None.", nameof(lesions));
        }

        if (lesions is not null && (lesions.Run.Data.ManifestHash != maps.Run.Data.ManifestHash || maps.Ids.Except(lesions.Maps.Ids).Any() || lesions.Run.Experiment.Folds != experiment.Folds))
        {
            throw new ArgumentException($"Expected lesions of the same images and folds as the attribute's, got {lesions.Maps} beside {maps}. Run Task 1 on the same folds.", nameof(lesions));
        }
    }

    private static void Write(HeldOutMaps maps, LesionResult? lesions, StageWork work)
    {
        var experiment = maps.Run.Experiment;
        var restriction = experiment.PostProcessing.Restriction;
        string[] ids = AttributeImages.Judged(maps);
        var truths = maps.Run.TargetImages;
        var landscape = experiment.Search.Run(
            ids.Select(id => new LabeledMap(id, maps[id], truths[id].Mask).Restrict(restriction, LesionOf(lesions, id, restriction))), progress: null, work.CancellationToken);
        var result = new AttributeResult(maps, lesions, landscape, []);
        var counts = OrderedParallel.Map(ids, result.CountsOf, progress: null, work.CancellationToken);
        StageJson.Save(Path.Combine(work.Folder, LandscapeName), landscape);
        StageJson.Save(Path.Combine(work.Folder, CountsName), new ValueList<AttributeCounts>(counts));
    }

    private static LesionPrediction? LesionOf(LesionResult? lesions, string id, LesionRestriction restriction) =>
        restriction == LesionRestriction.None || lesions is null ? null : new(lesions.MaskOf(id), lesions.MapOf(id));

    private AttributeCounts CountsOf(string id)
    {
        var truth = ImageFiles.ReadMask(Maps.Run.Data[id].AttributeMaskPath(Attribute), ImageFiles.ScoringThreshold);
        return AttributeCounts.Compare(id, Attribute, truth, MaskOf(id));
    }
}
