using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using static TorchSharp.torch;

namespace SkinSeg.Notebooks.Bench;

/// <summary>The loader alone: beside decoding each image anew on one thread, and beside the training that it feeds.</summary>
/// <param name="Training">Batch size, augmentation, workers.</param>
/// <param name="Data">The images.</param>
/// <param name="Images">The same images from the cache, at the working size.</param>
internal sealed record LoaderBench(TrainingConfig Training, DermoscopyDataset Data, PreparedImages Images)
{
    private const string Unit = "ms per image";

    private BatchTarget Target => new(CPU, BatchFormat.Of(Training.Acceleration, CPU));

    private TrainingData Sets => new(Images, Images, Preprocessing.Torch);

    /// <summary>Both measurements at 96×128 with the compact ResNet.</summary>
    /// <param name="folder">Folder with images and masks; null to draw synthetic ones.</param>
    /// <param name="images">Images of an epoch.</param>
    /// <param name="workers">Threads that vary images.</param>
    /// <param name="comparison">How to measure.</param>
    public static IReadOnlyList<BenchRow> Run(string? folder, int images, int workers, Comparison comparison)
    {
        var temporary = Directory.CreateTempSubdirectory("skinseg-bench-");
        try
        {
            string drawn = Path.Combine(temporary.FullName, "data");
            if (folder is null)
            {
                comparison.Progress.Report("nothing yet, drawing images");
                SyntheticDermoscopy.Write(drawn, images, new());
            }

            var data = Isic2018.Open(folder ?? drawn);
            data = data.Images.Count > images ? data.Sample(images, seed: 1) : data;
            var size = new PreparationConfig { Size = new(96, 128) };
            var training = TrainingConfig.FromScratch with { Loader = new() { Workers = workers } };
            var bench = new LoaderBench(training, data, PreparedImages.Open(size, data, Path.Combine(temporary.FullName, "cache"), progress: null, comparison.CancellationToken));
            return [bench.BesideDecoding(comparison), bench.BesideTraining(NetworkCatalogue.CompactResNet, comparison)];
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>One epoch from the cache beside one that decodes and resizes every image.</summary>
    public BenchRow BesideDecoding(Comparison comparison) =>
        comparison.Measure($"loader, {Images.Size}, {Workers}, beside decoding on one thread", Unit, Images.Count, DecodingEpoch, Epoch);

    /// <summary>One epoch from the cache beside the training steps of as many images: the ratio says how many such trainings the loader could feed.</summary>
    public BenchRow BesideTraining(NetworkConfig config, Comparison comparison)
    {
        using var network = config.Build(seed: 1);
        network.train();
        using var optimizer = new AdamOptimizer(Training.Optimizer, totalSteps: 1_000_000, network.parameters());
        using var loader = BatchLoader.Training(Training with { Epochs = 1 }, Sets, Target);
        using var batch = loader.NextEpoch(comparison.CancellationToken).First();
        void Steps()
        {
            for (int i = 0; i < loader.StepsPerEpoch; i++)
            {
                Trainer.Step(Training, network, optimizer, batch);
            }
        }

        return comparison.Measure($"loader, {Images.Size}, {Workers}, beside training steps of {config.Name}", Unit, Images.Count, Steps, Epoch);
    }

    /// <summary>All batches of one epoch, by the kit's loader.</summary>
    public void Epoch()
    {
        using var loader = BatchLoader.Training(Training with { Epochs = 1 }, Sets, Target);
        foreach (var batch in loader.NextEpoch(CancellationToken.None))
        {
            batch.Dispose();
        }
    }

    /// <summary>The same batches the plain way: each image decoded, resized and varied when it is needed, by the thread that needs it.</summary>
    public void DecodingEpoch()
    {
        foreach (var batch in Data.Images.Chunk(Training.BatchSize))
        {
            var samples = Array.ConvertAll(batch, Decode);
            using var scope = NewDisposeScope();
            Target.Format.Arrange(ImageTensors.ToTensor([.. samples.Select(sample => sample.Image)], Preprocessing.Torch, CPU)); // N×3×H×W
            ImageTensors.ToTensor([.. samples.Select(sample => sample.Mask)], CPU);                                             // N×1×H×W
        }
    }

    private (RgbImage Image, Mask Mask) Decode(DermoscopyImage files)
    {
        var draw = Training.Augmentation.Draw(Training.Seed, 0, files.Id);
        return (draw.Apply(files.ReadImage().ResizeTo(Images.Size)), draw.Apply(files.ReadLesionMask().ResizeTo(Images.Size)));
    }

    private string Workers => Training.Loader.Workers == 0
        ? "a worker per processor"
        : string.Create(CultureInfo.InvariantCulture, $"{Training.Loader.Workers} worker(s)");
}
