using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Inference;

/// <summary>What a combined predictor does, in this order: resize, show every view, ask every member, average members, undo and average views, resize back.</summary>
/// <remarks>A predictor's <see cref="Predictor.Run"/> leads back to its plan, so that nothing can be in one and not in the other.</remarks>
/// <param name="Members">Folds or networks.</param>
/// <param name="BatchSize">Images × views in one batch where nobody says otherwise.</param>
internal sealed record PredictionPlan(ValueList<Predictor> Members, int BatchSize)
{
    /// <summary>One per member; empty for the plain mean.</summary>
    public ValueList<double> Weights { get; init; } = [];

    /// <summary>The views that are averaged.</summary>
    public ValueList<TestTimeView> Views { get; init; } = TestTimeView.None;

    /// <summary>Size that the views see; null for that of the images.</summary>
    public ImageSize? WorkingSize { get; init; }

    /// <summary>The plan of a predictor: its own, or one of it as the only member.</summary>
    public static PredictionPlan Of(Predictor predictor) => predictor.Run.Target as PredictionPlan ?? new([predictor], predictor.BatchSize);

    /// <summary>Images → one map each; what <see cref="Predictor.Run"/> calls.</summary>
    public IReadOnlyList<ProbabilityMap> Run(IReadOnlyList<RgbImage> images) => Run(images, BatchSize);

    /// <summary>Images → one map each, of the size the image has.</summary>
    public IReadOnlyList<ProbabilityMap> Run(IReadOnlyList<RgbImage> images, int batchSize)
    {
        var views = new ViewBatches(Views, batchSize, batch => [.. Ask(batch, batchSize).Select(maps => new[] { Mean(maps) })]);
        return [.. views.Show(Resized(images)).Zip(images, static (seen, image) => ProbabilityMap.Mean([.. seen.Select(maps => maps[0])]).ResizeTo(image.Size))];
    }

    /// <summary>Images → the map of each member and view, nothing averaged.</summary>
    public IReadOnlyList<ViewMaps> RunViews(IReadOnlyList<RgbImage> images, ValueList<TestTimeView> views, int batchSize)
    {
        var shown = new ViewBatches(views, batchSize, batch => Ask(batch, batchSize)).Show(Resized(images));
        return [.. shown.Zip(images, (seen, image) => Named(seen, views, image.Size))];
    }

    private ViewMaps Named(IReadOnlyList<ProbabilityMap>[] seen, ValueList<TestTimeView> views, ImageSize size) => ViewMaps.Of(
        [.. Members.SelectMany((_, fold) => views.Select((view, v) => new ViewMap(fold, view.Name, seen[v][fold])))], size);

    private ProbabilityMap Mean(IReadOnlyList<ProbabilityMap> maps) => Weights.Count > 0 ? ProbabilityMap.Mean(maps, Weights) : ProbabilityMap.Mean(maps);

    private IReadOnlyList<RgbImage> Resized(IReadOnlyList<RgbImage> images) =>
        WorkingSize is { } size ? [.. images.Select(image => image.ResizeTo(size))] : images;

    // Per image the maps of all members.
    private IReadOnlyList<ProbabilityMap[]> Ask(IReadOnlyList<RgbImage> batch, int batchSize)
    {
        using var tensors = new InputTensors(batch);
        var byMember = Members.Select(member => Checked(member, batch, member.Run.Target switch
        {
            NetworkRun network => network.Run(tensors),
            PredictionPlan plan => plan.Run(batch, batchSize),
            _ => member.Run(batch),
        })).ToArray();
        return [.. batch.Select((_, i) => Array.ConvertAll(byMember, maps => maps[i]))];
    }

    private static IReadOnlyList<ProbabilityMap> Checked(Predictor member, IReadOnlyList<RgbImage> batch, IReadOnlyList<ProbabilityMap> maps) =>
        maps.Count == batch.Count && maps.Zip(batch).All(pair => pair.First.Size == pair.Second.Size)
            ? maps
            : throw new InvalidOperationException(
                $"Expected the predictor '{member.Name}' to give one map for each of {batch.Count} image(s) of {batch[0].Size}, of the image's size; got [{string.Join(", ", maps.Select(map => map.Size))}]. Correct its Run, or resize with At.");
}
