using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Inference;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Training;
using SkinSeg.Weights;

namespace SkinSeg.Experiments;

/// <summary>One network's way from images to a row of Table I. The defaults are the paper's: ResNet152 at 192×256, 5 folds, 70 epochs.</summary>
public sealed record LesionExperiment
{
    /// <summary>The paper's experiment.</summary>
    public LesionExperiment()
    {
    }

    /// <summary>A copy to vary, which F# needs in place of <c>with</c>.</summary>
    public LesionExperiment(LesionExperiment original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Network = original.Network;
        InitialWeights = original.InitialWeights;
        WorkingSize = original.WorkingSize;
        FoldCount = original.FoldCount;
        Seed = original.Seed;
        Training = original.Training;
        Views = original.Views;
        Search = original.Search;
    }

    /// <summary>The network.</summary>
    public NetworkConfig Network { get; init; } = NetworkCatalogue.ResNet152;

    /// <summary>
    /// File of weights to start from, of any format that <see cref="PretrainedWeights"/> reads; empty to start from random ones. The network is
    /// to be built for them: <c>NetworkCatalogue.ResNet152.For(WeightConvention.Torchvision)</c>.
    /// </summary>
    public string InitialWeights { get; init; } = string.Empty;

    /// <summary>Size the network sees: 192×256 for lesions (section II-A-2).</summary>
    public ImageSize WorkingSize { get; init; } = new(192, 256);

    /// <summary>Folds of the cross-validation: 5 (section II-B-2).</summary>
    public int FoldCount { get; init; } = Folds.PaperCount;

    /// <summary>Seed of folds and initial weights; each fold's weights start from a seed of their own.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>How each fold is trained.</summary>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>Views whose maps are averaged at test time: the paper's five (section II-D).</summary>
    public ValueList<TestTimeView> Views { get; init; } = TestTimeView.Paper;

    /// <summary>The thresholds to choose from: the paper's 84 pairs (section II-B-3).</summary>
    public GridSearch Search { get; init; } = new();

    /// <summary>The folds of a data set: the same for every network.</summary>
    public FoldPlan PlanFolds(DermoscopyDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Folds.Split(data.Ids, FoldCount, Seed);
    }

    /// <summary>What the training starts from, for tables and files.</summary>
    internal string Start => InitialWeights.Length > 0 ? $"the weights of {Path.GetFileName(InitialWeights)}" : "random weights";

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

    /// <summary>Everything that decides a fold's weights, as canonical JSON: functions enter by name.</summary>
    /// <param name="data">The images, by the hash of their manifest.</param>
    public string DescribeTraining(DermoscopyDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return JsonSerializer.Serialize(new
        {
            schema = 2, // 2: images are ordered by the kit's own shuffle
            network = Network,
            initialWeights = InitialWeights.Length > 0 ? HashOf(InitialWeights) : "random",
            workingSize = WorkingSize.ToString(),
            foldCount = FoldCount,
            seed = Seed,
            epochs = Training.Epochs,
            batchSize = Training.BatchSize,
            trainingSeed = Training.Seed,
            loss = Training.Loss.Name,
            optimizer = Training.Optimizer,
            augmentation = Training.Augmentation,
            acceleration = Training.Acceleration,
            batchOrder = Training.BatchOrder,
            data = data.ManifestHash,
        });
    }

    /// <summary>Sixteen hexadecimal digits that name <see cref="DescribeTraining"/>: equal experiments on equal data share their trainings.</summary>
    public string Identity(DermoscopyDataset data) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DescribeTraining(data))))[..16];

    // Equal files are equal weights, wherever they lie.
    private static string HashOf(string path)
    {
        using var stream = WeightFile.OpenStream(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
