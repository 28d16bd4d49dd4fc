using System.Security.Cryptography;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Metrics;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using SkinSeg.Weights;
using TorchSharp;

namespace SkinSeg.Experiments;

/// <summary>Measures what pieces of an experiment's work cost on this machine, by doing a little of each and taking it back.</summary>
/// <param name="data">The images; a few of them are decoded.</param>
/// <param name="folder">A folder on the store's disk, for files that are written to be timed.</param>
/// <param name="device">What computes.</param>
internal sealed class RateProbe(DermoscopyDataset data, string folder, string device)
{
    private const int Scored = 8;

    /// <summary>Steps that are timed: enough for a tenth.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>By what it is measured.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Measures; takes as long as some thirty training steps.</summary>
    public WorkRates Run(Experiment experiment)
    {
        var sample = data.Sample(Math.Min(data.Images.Count, 4 * experiment.Training.BatchSize), seed: 0);
        var (images, preparation) = Timed(() => PreparedImages.Load(experiment.Preparation, sample));
        string temporary = Path.Combine(folder, $"probe-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            using var network = experiment.Network.Build(seed: 0);
            network.to(torch.device(device));
            return Measure(experiment, network, images, temporary) with { SecondsPerPreparation = preparation / images.Count };
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private WorkRates Measure(Experiment experiment, SegmentationNetwork network, PreparedImages images, string temporary)
    {
        var speed = TrainingProbe.Run(experiment.Training with { BatchOrder = BatchOrder.Shuffled }, network, Parts(experiment, images), Steps, Clock);
        string model = Path.Combine(temporary, "model");
        ModelFile.Save(model, network, new() { Network = experiment.Network });
        long modelBytes = new FileInfo(model).Length;
        var (maps, prediction) = Predict(experiment, network, images, temporary);
        return new()
        {
            SecondsPerStep = speed.SecondsPerStep,
            SecondsPerValidationImage = speed.SecondsPerValidationImage,
            SecondsPerCheckpoint = SecondsToWrite(Path.Combine(temporary, "checkpoint"), speed.CheckpointBytes),
            SecondsPerMap = prediction,
            SecondsPerScore = SecondsToScore(experiment, images, maps),
            ModelBytes = modelBytes,
            CheckpointBytes = speed.CheckpointBytes,
            MapBytes = Directory.EnumerateFiles(temporary, "*.png").Sum(path => new FileInfo(path).Length) / maps.Count,
            MemoryBytes = speed.PeakMemoryBytes,
        };
    }

    private static TrainingData Parts(Experiment experiment, PreparedImages images)
    {
        string[] ids = [.. images.Ids];
        int validated = Math.Max(1, ids.Length / 4);
        return new(images.Subset(ids.Skip(validated).DefaultIfEmpty(ids[0])), images.Subset(ids.Take(validated)), Preprocessing.Of(experiment.Network.Preprocessing));
    }

    private (IReadOnlyList<ProbabilityMap> Maps, double Seconds) Predict(Experiment experiment, SegmentationNetwork network, PreparedImages images, string temporary)
    {
        var predictor = Predictor.Of(experiment.Network.Name, network, Preprocessing.Of(experiment.Network.Preprocessing), experiment.Training.Acceleration).With(experiment.Views);
        RgbImage[] few = [.. images.Take(experiment.Training.BatchSize).Select(image => image.Image)];
        predictor.Predict(few); // the first call folds batch norms and makes buffers
        return Timed(
            () =>
            {
                var maps = predictor.Predict(few);
                foreach (var (map, i) in maps.Select((map, i) => (map, i)))
                {
                    ImageFiles.Write(Path.Combine(temporary, FormattableString.Invariant($"{i}.png")), map);
                }

                return maps;
            },
            few.Length * experiment.Views.Count);
    }

    // Attributes are judged by the same search and the same enlargement, so that lesion masks do for the time.
    private double SecondsToScore(Experiment experiment, PreparedImages images, IReadOnlyList<ProbabilityMap> maps)
    {
        (PreparedImage Image, ProbabilityMap Map)[] items = [.. images.Zip(maps).Take(Scored)];
        return Timed(
            () =>
            {
                var best = experiment.Search.Run(items.Select(item => new LabeledMap(item.Image.Id, item.Map, item.Image.Mask))).BestRule;
                return OrderedParallel.Map(items, item => Score(best, item.Image, item.Map), progress: null, CancellationToken.None);
            },
            items.Length).Seconds;
    }

    private ImageScores Score(DualThreshold rule, PreparedImage image, ProbabilityMap map) => ImageScores.Compare(
        image.Id, ImageFiles.ReadMask(data[image.Id].LesionMaskPath, ImageFiles.ScoringThreshold), rule.Apply(map.ResizeTo(image.OriginalSize)));

    // As checkpoints are written: to the disk, and hashed.
    private double SecondsToWrite(string path, long bytes)
    {
        byte[] block = new byte[1 << 20];
        return Timed(() =>
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (long written = 0; written < bytes; written += block.Length)
            {
                int part = (int)Math.Min(block.Length, bytes - written);
                stream.Write(block, 0, part);
                hash.AppendData(block, 0, part);
            }

            stream.Flush(flushToDisk: true);
            return bytes;
        }).Seconds;
    }

    private (T Result, double Seconds) Timed<T>(Func<T> work, int items = 1)
    {
        long start = Clock.GetTimestamp();
        var result = work();
        return (result, Clock.GetElapsedTime(start).TotalSeconds / items);
    }
}
