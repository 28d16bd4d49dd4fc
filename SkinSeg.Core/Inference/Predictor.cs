using SkinSeg.Imaging;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Inference;

/// <summary>Images in, probability maps of the same sizes out: a network, several folds of it, with or without test-time augmentation.</summary>
/// <remarks>A predictor is a value: each method returns a new one, so that they chain:
/// <c>Predictor.Mean(folds).With(TestTimeView.Paper).At(new ImageSize(192, 256))</c>.</remarks>
/// <param name="Name">What predicts, for tables and errors.</param>
/// <param name="Run">A few images (one batch) of one size → one map each, of the size the image has.</param>
public sealed record Predictor(string Name, Func<IReadOnlyList<RgbImage>, IReadOnlyList<ProbabilityMap>> Run)
{
    /// <summary>Images that go through a network together.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>A predictor of one network.</summary>
    /// <param name="name">What predicts.</param>
    /// <param name="network">N×3×H×W → logits N×1×H×W, to stay alive as long as the predictor. Its weights count as they are now: a later training needs a new predictor.</param>
    /// <param name="preprocessing">What the network's weights expect.</param>
    /// <param name="acceleration">How it computes; a network that is not the kit's own keeps its layers as they are.</param>
    public static Predictor Of(
        string name, nn.Module<Tensor, Tensor> network, Preprocessing preprocessing, Acceleration acceleration = Acceleration.Automatic)
    {
        ArgumentNullException.ThrowIfNull(network);
        var device = network.parameters().First().device;
        var format = network is SegmentationNetwork ? BatchFormat.Of(acceleration, device) : BatchFormat.Plain;
        var ready = InferenceNetwork.Of(network, format);
        return new(name, images =>
        {
            using var guard = no_grad();
            using var scope = NewDisposeScope();
            ready.eval();
            var x = format.Arrange(ImageTensors.ToTensor(images, preprocessing, device)); // N×3×H×W
            return ImageTensors.ToProbabilityMaps(ready.call(x)); // N×1×H×W
        });
    }

    /// <summary>The mean of several predictors' maps: folds of a network, or networks (paper section II-D; facts.md §6.3 #31).</summary>
    /// <exception cref="ArgumentException">There is no predictor.</exception>
    public static Predictor Mean(IReadOnlyList<Predictor> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
        {
            throw new ArgumentException("Expected at least one predictor to average, got none.", nameof(members));
        }

        return new($"mean of {members.Count}", images => MeanOf([.. members.Select(member => member.Run(images))]));
    }

    /// <summary>Averages the maps of several views of each image.</summary>
    /// <param name="views">For example <see cref="TestTimeView.Paper"/>.</param>
    public Predictor With(IReadOnlyList<TestTimeView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        return this with { Run = images => MeanOf([.. views.Select(view => See(view, images))]) };
    }

    /// <summary>Resizes images to the network's working size, and the maps back (facts.md §6.3 #12–14).</summary>
    /// <param name="workingSize">Sides are multiples of 32; the paper's lesion networks use 192×256.</param>
    public Predictor At(ImageSize workingSize) => this with
    {
        Run = images => [.. Run([.. images.Select(image => image.ResizeTo(workingSize))]).Zip(images, static (map, image) => map.ResizeTo(image.Size))],
    };

    /// <summary>The map of one image.</summary>
    public ProbabilityMap PredictOne(RgbImage image) => Run([image])[0];

    /// <summary>The maps of many images, batch by batch, in their order.</summary>
    /// <param name="images">The images; without <see cref="At"/> they must have one size.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public IReadOnlyList<ProbabilityMap> Predict(
        IEnumerable<RgbImage> images, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var maps = new List<ProbabilityMap>();
        foreach (var batch in images.Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            maps.AddRange(Run(batch));
            progress?.Report(maps.Count);
        }

        return maps;
    }

    private IReadOnlyList<ProbabilityMap> See(TestTimeView view, IReadOnlyList<RgbImage> images) =>
        [.. Run([.. images.Select(view.Apply)]).Select(view.Undo)];

    private static IReadOnlyList<ProbabilityMap> MeanOf(IReadOnlyList<IReadOnlyList<ProbabilityMap>> members) =>
        [.. Enumerable.Range(0, members[0].Count).Select(i => ProbabilityMap.Mean([.. members.Select(maps => maps[i])]))];
}
