using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Inference;
using SkinSeg.Models;
using SkinSeg.Training;

namespace SkinSeg.Tests.Support;

/// <summary>A data set and an experiment so small that a whole cross-validation takes seconds.</summary>
internal sealed class SmallWorld : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallWorld(int images = 6)
    {
        SyntheticDermoscopy.Write(folder["data"], images, new() { Size = new(64, 96), WideShare = 0, Artifacts = ArtifactPrevalence.None, FaintShare = 0 });
        Data = Isic2018.Open(folder["data"]);
        Images = PreparedImages.Load(Experiment.Preparation, Data);
        Store = new(folder["runs"]);
    }

    /// <summary>Two folds, two epochs, a network of a few thousand weights.</summary>
    public static Experiment Experiment { get; } = new()
    {
        Network = NetworkCatalogue.CompactResNet with
        {
            Name = "resnet-tiny",
            Encoder = ResNetConfig.Compact with { StemChannels = 4, StageWidths = [4, 8, 8, 8], BlocksPerStage = [1, 1, 1, 1] },
            Decoder = PyramidConfig.Compact with { Width = 8, PredictionWidth = 8, AggregationWidth = 8, HalfSizeWidth = 8, FullSizeWidth = 8 },
        },
        Preparation = new() { Size = new(32, 64) },
        Folds = new() { Count = 2 },
        Training = new() { Epochs = 2, BatchSize = 2, Optimizer = OptimizerConfig.FromScratch, Augmentation = AugmentationPolicy.FlipsAndRotation },
        Views = [TestTimeView.Identity, TestTimeView.HorizontalFlip],
        Search = new() { Grid = new() { High = [0.4, 0.5], Low = [0.3, 0.5] } },
    };

    public DermoscopyDataset Data { get; }

    public PreparedImages Images { get; }

    public RunStore Store { get; }

    public CrossValidation Run => new(Experiment, Data, Images, Store);

    public string this[params string[] parts] => folder[parts];

    public void Dispose() => folder.Dispose();
}
