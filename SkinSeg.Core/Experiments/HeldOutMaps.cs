using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The map of one image by networks that never saw it.</summary>
/// <param name="Id">The image.</param>
/// <param name="Fold">The fold that holds it out, counted from 0.</param>
/// <param name="Map">At working size.</param>
public sealed record HeldOutMap(string Id, int Fold, ProbabilityMap Map);

/// <summary>Out-of-fold maps of some folds, by one network or by several averaged. They lie in the store and are read when they are asked for.</summary>
/// <remarks>F#: <c>maps["ISIC_0000000"]</c>, <c>maps |&gt; Seq.map _.Map</c>, <c>HeldOutMaps.Ensemble [ a; b ]</c>.</remarks>
public sealed class HeldOutMaps : IReadOnlyList<HeldOutMap>
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Member, int Fold), ValueList<StoredStage>> views = new();

    internal HeldOutMaps(CrossValidation run, ValueList<Experiment> members, ValueList<int> folds, ValueList<StoredStage> stages)
    {
        (Run, Members, Folds, Stages) = (run, members, folds, stages);
        var plan = run.Experiment.PlanFolds(run.Data);
        for (int i = 0; i < folds.Count; i++)
        {
            foreach (string id in plan.Validation(folds[i]))
            {
                places.Add(id, i);
            }
        }

        Ids = [.. places.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The experiments whose maps are averaged; one, or an ensemble's.</summary>
    public ValueList<Experiment> Members { get; }

    /// <summary>Folds that are there, counted from 0.</summary>
    public ValueList<int> Folds { get; }

    /// <summary>The images, in ordinal order of their ids.</summary>
    public ValueList<string> Ids { get; }

    /// <summary>Number of images.</summary>
    public int Count => Ids.Count;

    /// <summary>Name of the network, or <c>ensemble</c>.</summary>
    public string Name => Members.Count == 1 ? Members[0].Network.Name : "ensemble";

    /// <summary>The row of the paper's tables that stands beside it; empty where there is none.</summary>
    public string PaperName => Members.Count == 1 ? Members[0].Network.PaperNetwork : "ensemble";

    /// <summary>The first member's cross-validation: data, images, store.</summary>
    internal CrossValidation Run { get; }

    /// <summary>The stages that hold the maps, one per fold.</summary>
    internal ValueList<StoredStage> Stages { get; }

    /// <summary>The map at <paramref name="index"/> in the order of <see cref="Ids"/>, counted from 0.</summary>
    public HeldOutMap this[int index] => new(Ids[index], FoldOf(Ids[index]), this[Ids[index]]);

    /// <summary>The map of one image.</summary>
    /// <exception cref="ArgumentException">No fold that is there holds the image out.</exception>
    public ProbabilityMap this[string id] => ImageFiles.ReadProbabilityMap(Stages[PlaceOf(id)][FileOf(id)]);

    /// <summary>The fold that holds an image out, counted from 0.</summary>
    /// <exception cref="ArgumentException">No fold that is there holds the image out.</exception>
    public int FoldOf(string id) => Folds[PlaceOf(id)];

    /// <summary>The single maps behind an image's mean: every view by every member, whose position is the map's fold.</summary>
    /// <remarks>Reads them from the store; the first call after they were removed there predicts them again.</remarks>
    /// <exception cref="ArgumentException">No fold that is there holds the image out, or members have other views.</exception>
    public ViewMaps ViewsOf(string id)
    {
        int fold = FoldOf(id);
        return ViewMaps.Of([.. Members.SelectMany((member, m) =>
            member.Views.Zip(ViewStages(m, fold), (view, stage) => new ViewMap(m, view.Name, ImageFiles.ReadProbabilityMap(stage[FileOf(id)]))))]);
    }

    /// <summary>The mean of several networks' maps, image by image and fold by fold: the paper's ensemble (section II-D, facts.md §6.3 #23, #31).</summary>
    /// <param name="members">Maps of the same folds of the same images, all for one target.</param>
    /// <param name="weights">One for each, not negative; all equal where there is none.</param>
    /// <param name="progress">Told of each fold.</param>
    /// <param name="cancellationToken">Stops between two images; folds that are done stay in the store.</param>
    /// <exception cref="ArgumentException">They are of other images, folds, sizes or targets, or the weights do not fit.</exception>
    public static HeldOutMaps Ensemble(
        IEnumerable<HeldOutMaps> members, IEnumerable<double>? weights = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(members);
        HeldOutMaps[] all = [.. members];
        MapMean.Check(all);
        double[] shares = weights is null ? [.. all.Select(_ => 1.0)] : [.. weights];
        var stages = new List<StoredStage>();
        foreach (int fold in all[0].Folds)
        {
            string label = StudyStages.EnsembleLabel(all[0].Run.Experiment.Target, fold);
            progress?.Report(new((double)stages.Count / all[0].Folds.Count, label));
            stages.Add(MapMean.Of(all[0].Run, label, [.. all.Select(member => member.Stages[stages.Count])], shares, cancellationToken));
        }

        return new(all[0].Run, [.. all.SelectMany(member => member.Members)], all[0].Folds, [.. stages]);
    }

    /// <inheritdoc/>
    public IEnumerator<HeldOutMap> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For example <c>resnet152: 519 maps of 1 fold(s)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count} maps of {Folds.Count} fold(s)");

    /// <summary>Name of a map's file in its stage.</summary>
    internal static string FileOf(string id) => $"{id}.png";

    /// <summary>Finds, or predicts again, the maps of every view, so that <see cref="ViewsOf"/> may be called from many threads.</summary>
    internal void EnsureViews(CancellationToken cancellationToken)
    {
        for (int member = 0; member < Members.Count; member++)
        {
            foreach (int fold in Folds)
            {
                views[(member, fold)] = FindViews(member, fold, cancellationToken);
            }
        }
    }

    private ValueList<StoredStage> ViewStages(int member, int fold) =>
        views.GetOrAdd((member, fold), key => FindViews(key.Member, key.Fold, CancellationToken.None));

    private ValueList<StoredStage> FindViews(int member, int fold, CancellationToken cancellationToken) =>
        new FoldPrediction(Run.With(Members[member]), fold).Predict(progress: null, cancellationToken);

    private int PlaceOf(string id) => places.TryGetValue(id, out int place)
        ? place
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"No fold that ran holds out {id}; there are maps of {Count} images."), nameof(id));
}
