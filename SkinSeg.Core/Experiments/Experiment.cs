using SkinSeg.Data;
using SkinSeg.Inference;
using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Training;
using SkinSeg.Weights;

namespace SkinSeg.Experiments;

/// <summary>One network's way from images to a row of a table. The defaults are the paper's for lesions: ResNet152 at 192×256, 5 folds, 70 epochs.</summary>
/// <remarks>
/// A value: it compares, prints as JSON (<see cref="ToJson"/>) and is read back equal. C#: <c>experiment with { Seed = 7 }</c>;
/// F#: <c>Experiment(experiment, Seed = 7)</c>; several at once: <see cref="Sweep"/>.
/// </remarks>
public sealed record Experiment
{
    /// <summary>The paper's experiment on lesions.</summary>
    public Experiment()
    {
    }

    /// <summary>A copy to vary, which F# needs in place of <c>with</c>.</summary>
    public Experiment(Experiment original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Target = original.Target;
        Preparation = original.Preparation;
        Folds = original.Folds;
        Subsampling = original.Subsampling;
        Network = original.Network;
        InitialWeights = original.InitialWeights;
        Seed = original.Seed;
        Training = original.Training;
        Views = original.Views;
        Search = original.Search;
        PostProcessing = original.PostProcessing;
        EvaluateOn = original.EvaluateOn;
    }

    /// <summary>What is segmented: the lesion (Task 1), or an attribute (Task 2).</summary>
    public SegmentationTarget Target { get; init; } = SegmentationTarget.Lesion;

    /// <summary>How images are brought to the network's size: 192×256 for lesions, 384×576 for attributes (section II-A-2).</summary>
    public PreparationConfig Preparation { get; init; } = new();

    /// <summary>The split for cross-validation, shared by all networks and both tasks (section II-B-2).</summary>
    public FoldConfig Folds { get; init; } = new();

    /// <summary>How images without an attribute are thinned out for training (section II-C-1); of no effect for lesions.</summary>
    public SubsamplingConfig Subsampling { get; init; } = new();

    /// <summary>The network, with the preprocessing that its weights expect.</summary>
    public NetworkConfig Network { get; init; } = NetworkCatalogue.ResNet152;

    /// <summary>
    /// File of weights to start from, of any format that <see cref="PretrainedWeights"/> reads; empty to start from random ones. The network is
    /// to be built for them: <c>NetworkCatalogue.ResNet152.For(WeightConvention.Torchvision)</c>.
    /// </summary>
    public string InitialWeights { get; init; } = string.Empty;

    /// <summary>Seed of the initial weights; each fold's start from a seed of their own.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>How each fold is trained: epochs, batches, loss, optimizer, augmentation.</summary>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>Views whose maps are averaged at test time: the paper's five (section II-D).</summary>
    public ValueList<TestTimeView> Views { get; init; } = TestTimeView.Paper;

    /// <summary>The thresholds to choose from: the paper's 84 pairs (section II-B-3).</summary>
    public GridSearch Search { get; init; } = new();

    /// <summary>From a map to a mask; its thresholds are replaced by those that <see cref="Search"/> finds.</summary>
    public PostProcessingConfig PostProcessing { get; init; } = new();

    /// <summary>Which held-out images are scored, for attributes.</summary>
    public EvaluationSet EvaluateOn { get; init; } = EvaluationSet.WholeFold;

    /// <summary>Size that the network sees.</summary>
    internal ImageSize WorkingSize => Preparation.Size;

    /// <summary>Network and target in a few words, for tables and progress: <c>resnet152</c>, <c>resnet152 streaks</c>.</summary>
    internal string Label => Target == SegmentationTarget.Lesion ? Network.Name : $"{Network.Name} {Target.FileName()}";

    /// <summary>What the training starts from, for tables and files.</summary>
    internal string Start => InitialWeights.Length > 0 ? $"the weights of {Path.GetFileName(InitialWeights)}" : "random weights";

    /// <summary>The same experiment at another size of the network's input.</summary>
    /// <param name="size">Both sides multiples of 32.</param>
    public Experiment At(ImageSize size) => this with { Preparation = Preparation with { Size = size } };

    /// <summary>The paper's experiment on one attribute: 384×576, Eq. 3, no choice among marker objects (section II-C).</summary>
    /// <remarks>Batches of 8, each with a positive image: the size is not stated (facts.md §6.3 #3), the share is needed by Eq. 3 (#7).</remarks>
    public static Experiment ForAttribute(LesionAttribute attribute) => new()
    {
        Target = attribute.Target(),
        Preparation = new() { Size = new(384, 576) },
        Training = new() { Loss = Loss.SquaredJaccard, BatchSize = 8, BatchOrder = BatchOrder.Stratified },
        Search = GridSearch.Attribute,
        PostProcessing = PostProcessingConfig.Attribute,
    };

    /// <summary>The folds of a data set: the same for every network.</summary>
    public FoldPlan PlanFolds(DermoscopyDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return KnownFolds.Of(data, Folds);
    }

    /// <summary>A fold's network before training: pretrained weights where a file is named, and drawn ones, of a seed of the fold's own, for all that it lacks.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or not of this network's encoder.</exception>
    internal SegmentationNetwork BuildNetwork(int fold)
    {
        var network = Network.Build(Primitives.Seed.Derive(Seed, fold, "weights"));
        try
        {
            if (InitialWeights.Length > 0)
            {
                PretrainedWeights.Load(InitialWeights, network);
            }

            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>The experiment as JSON text; functions stand in it by name and version.</summary>
    /// <exception cref="ArgumentException">A loss or a view has no name of its own.</exception>
    public string ToJson() => ExperimentJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote: an equal experiment.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">Losses and views of one's own by which names in the text are found; the kit's own are always known.</param>
    /// <exception cref="InvalidDataException">The text is no experiment, or names a part that is not known.</exception>
    public static Experiment FromJson(string json, NamedParts? parts = null) => ExperimentJson.Read(json, parts ?? new());

    /// <summary>Sixteen hexadecimal digits that name everything that decides the results: the canonical JSON, the data's manifest, the initial weights.</summary>
    /// <param name="data">The images.</param>
    public string Identity(DermoscopyDataset data) => ExperimentIdentity.Of(this, data)[..Stage.IdLength];
}
