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
    /// <summary>Images that go through a network together; each view of an image counts as one.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Ids of the images that will be predicted, in their order; errors name them. Empty for positions alone.</summary>
    public ValueList<string> Ids { get; init; } = [];

    /// <summary>A predictor of one network.</summary>
    /// <param name="name">What predicts.</param>
    /// <param name="network">N×3×H×W → logits N×1×H×W, to stay alive as long as the predictor. Its weights count as they are now: a later training needs a new predictor.</param>
    /// <param name="preprocessing">What the network's weights expect.</param>
    /// <param name="acceleration">How it computes; a network that is not the kit's own keeps its layers as they are.</param>
    public static Predictor Of(
        string name, nn.Module<Tensor, Tensor> network, Preprocessing preprocessing, Acceleration acceleration = Acceleration.Automatic)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(preprocessing);
        var device = network.parameters().First().device;
        bool isOurs = network is SegmentationNetwork;
        var format = isOurs ? BatchFormat.Of(acceleration, device) : BatchFormat.Plain;
        return new(name, new NetworkRun(name, InferenceNetwork.Of(network, format), new(preprocessing, device.ToString(), format), keepsInput: isOurs).Run);
    }

    /// <summary>The mean of several predictors' maps: folds of a network, or networks (paper section II-D; facts.md §6.3 #31).</summary>
    /// <remarks>An ensemble of networks, each after its folds and views: <c>Predictor.Mean([resnet.With(views), xception.With(views)])</c>.</remarks>
    /// <exception cref="ArgumentException">There is no predictor.</exception>
    public static Predictor Mean(IReadOnlyList<Predictor> members) => MeanOf(members, []);

    /// <summary>The weighted mean of several predictors' maps; equal weights are the mean without weights.</summary>
    /// <param name="members">Networks, after their folds and views.</param>
    /// <param name="weights">One per member, at least 0; they are divided by their sum.</param>
    /// <exception cref="ArgumentException">There is no predictor, or the weights are not one per member, finite, at least 0 and not all 0.</exception>
    public static Predictor Mean(IReadOnlyList<Predictor> members, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(members);
        Weighting.Check(weights, members.Count);
        return MeanOf(members, new(weights));
    }

    /// <summary>Averages the maps of several views of each image; views of one size share batches.</summary>
    /// <param name="views">For example <see cref="TestTimeView.Paper"/>, or any of it.</param>
    /// <exception cref="ArgumentException">There is no view.</exception>
    public Predictor With(IReadOnlyList<TestTimeView> views)
    {
        var wanted = AtLeastOne(views);
        var plan = PredictionPlan.Of(this);
        bool isFree = plan.Views == TestTimeView.None && plan.WorkingSize is null; // else: views of what this predictor does as a whole
        return Doing((isFree ? plan : new([this], BatchSize)) with { Views = wanted });
    }

    /// <summary>Resizes images to the network's working size, and the maps back (facts.md §6.3 #12–14).</summary>
    /// <param name="workingSize">Sides are multiples of 32; the paper's lesion networks use 192×256.</param>
    public Predictor At(ImageSize workingSize)
    {
        var plan = PredictionPlan.Of(this);
        return Doing((plan.WorkingSize is null ? plan : new([this], BatchSize)) with { WorkingSize = workingSize });
    }

    /// <summary>The map of one image.</summary>
    public ProbabilityMap PredictOne(RgbImage image) => Predict([image])[0];

    /// <summary>The maps of many images, batch by batch, in their order.</summary>
    /// <param name="images">The images; without <see cref="At"/> they must have one size.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ArgumentException">A network returned NaN; the message says for which image, row and column.</exception>
    public IReadOnlyList<ProbabilityMap> Predict(
        IEnumerable<RgbImage> images, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var plan = PredictionPlan.Of(this);
        return InBatches(images, batch => plan.Run(batch, BatchSize), progress, cancellationToken);
    }

    /// <summary>Every single map of many images, nothing averaged: of each member of this mean (its folds) and each view, geometry undone, at the size that the views see.</summary>
    /// <remarks>Their <see cref="ViewMaps.Mean"/> is what <c>With(views)</c> predicts. A predictor that averages views already counts as one member.</remarks>
    /// <param name="images">The images. So many maps are kept at once: call again for the next part of a large set.</param>
    /// <param name="views">For example <see cref="TestTimeView.Paper"/>; names differ.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="InvalidOperationException">The members have weights, while single maps count equally.</exception>
    public IReadOnlyList<ViewMaps> PredictViews(
        IEnumerable<RgbImage> images, IReadOnlyList<TestTimeView> views, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var wanted = AtLeastOne(views);
        var own = PredictionPlan.Of(this);
        var plan = own.Views == TestTimeView.None ? own : new([this], BatchSize);
        return plan.Weights.Count == 0
            ? InBatches(images, batch => plan.RunViews(batch, wanted, BatchSize), progress, cancellationToken)
            : throw new InvalidOperationException($"Expected members without weights, got {plan.Weights} in '{Name}'; call PredictViews of each member, or of Predictor.Mean(members).");
    }

    private static Predictor MeanOf(IReadOnlyList<Predictor> members, ValueList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
        {
            throw new ArgumentException("Expected at least one predictor to average, got none.", nameof(members));
        }

        var plan = new PredictionPlan(new(members), members[0].BatchSize) { Weights = weights };
        return new($"mean of {members.Count}", plan.Run) { BatchSize = plan.BatchSize };
    }

    private static ValueList<TestTimeView> AtLeastOne(IReadOnlyList<TestTimeView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        return views.Count > 0 ? new(views) : throw new ArgumentException("Expected at least one view, got none; TestTimeView.None is the image as it is.", nameof(views));
    }

    private Predictor Doing(PredictionPlan plan) => this with { Run = plan.Run };

    private List<T> InBatches<T>(
        IEnumerable<RgbImage> images, Func<RgbImage[], IReadOnlyList<T>> run, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        var results = new List<T>();
        foreach (var batch in images.Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                results.AddRange(run(batch));
            }
            catch (InvalidMapException e)
            {
                int image = results.Count + e.Place.Image;
                throw new InvalidMapException(e.Place with { Image = image, Id = image < Ids.Count ? Ids[image] : string.Empty });
            }

            progress?.Report(results.Count);
        }

        return results;
    }
}
