using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>What a network is trained and validated on.</summary>
/// <param name="Training">Images with masks to learn from, at the working size.</param>
/// <param name="Validation">Images with masks that choose the best epoch; never learned from.</param>
/// <param name="Preprocessing">What the network's weights expect.</param>
public sealed record TrainingData(PreparedImages Training, PreparedImages Validation, Preprocessing Preprocessing);

/// <summary>Trains a network by the paper's procedure (section II-B-2): the weights of the epoch with the lowest validation loss are kept.</summary>
public static class Trainer
{
    /// <summary>Trains <paramref name="network"/>; afterwards it holds the weights of its best epoch and is in evaluation mode.</summary>
    /// <param name="config">Epochs, batch size, loss, optimizer, augmentation, seed.</param>
    /// <param name="network">N×3×H×W → logits N×1×H×W; batches are made on the device it is on.</param>
    /// <param name="data">Training and validation images.</param>
    /// <param name="progress">Told of each epoch when it ends, on the calling thread if it is not a <see cref="Progress{T}"/>.</param>
    /// <param name="cancellationToken">Stops after a batch; the network then keeps the weights it has.</param>
    /// <returns>One report per epoch.</returns>
    /// <exception cref="ArgumentException">There is no epoch, no image in a batch, or no image to train or validate on.</exception>
    /// <exception cref="NotFiniteNumberException">The loss became NaN or infinite; the message names the epoch and the batch's images.</exception>
    public static ValueList<EpochReport> Fit(
        TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(config, network, data);
        using var loader = BatchLoader.Training(config, data, Target(config, network));
        using var optimizer = new AdamOptimizer(config.Optimizer, config.Epochs * loader.StepsPerEpoch, network.parameters());
        using var best = new WeightSnapshot();
        var reports = new List<EpochReport>();
        double lowest = double.PositiveInfinity;
        for (int epoch = 1; epoch <= config.Epochs; epoch++)
        {
            var wait = new WaitMeter(config.Loader.Clock);
            double trainingLoss = TrainEpoch(config, network, wait.Over(loader.NextEpoch(cancellationToken)), (optimizer, epoch), cancellationToken);
            var report = Validate(config, network, data, cancellationToken) with
            {
                Epoch = epoch,
                TrainingLoss = trainingLoss,
                LearningRate = optimizer.LearningRate,
                DataWait = wait.WaitingShare,
            };
            if (report.ValidationLoss < lowest)
            {
                lowest = report.ValidationLoss;
                best.Take(network);
                report = report with { IsBest = true };
            }

            reports.Add(report with { LiveTensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount });
            progress?.Report(reports[^1]);
        }

        best.Restore(reports.Exists(report => report.IsBest) ? network : throw NeverValid(config, reports.Count));
        network.eval();
        return [.. reports];
    }

    private static void Check(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (config.Epochs < 1 || config.BatchSize < 1)
        {
            throw new ArgumentException($"Expected at least one epoch and one image in a batch, got {config.Epochs} and {config.BatchSize}.", nameof(config));
        }

        if (data.Training.Count == 0 || data.Validation.Count == 0)
        {
            string found = $"{data.Training.Count} and {data.Validation.Count}";
            throw new ArgumentException($"Expected images to train on and images to validate on, got {found}. Give more images or ask for fewer folds.", nameof(data));
        }
    }

    private static double TrainEpoch(
        TrainingConfig config, nn.Module<Tensor, Tensor> network, IEnumerable<Batch> batches, (AdamOptimizer Optimizer, int Epoch) state, CancellationToken cancellationToken)
    {
        network.train();
        double sum = 0;
        int images = 0;
        foreach (var batch in batches)
        {
            using (batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double loss = Step(config, network, state.Optimizer, batch);
                sum += double.IsFinite(loss) ? loss * batch.Ids.Count : throw Diverged(config, state, batch, loss);
                images += batch.Ids.Count;
            }
        }

        return sum / images;
    }

    // Where and how batches are made; a module that is not the kit's computes in 32 bits, whatever it is made of.
    private static BatchTarget Target(TrainingConfig config, nn.Module<Tensor, Tensor> network)
    {
        var device = network.parameters().First().device;
        return new(device, network is SegmentationNetwork ? BatchFormat.Of(config.Acceleration, device) : BatchFormat.Plain);
    }

    /// <summary>One step: forward, loss, backward, update. Returns the loss.</summary>
    internal static double Step(TrainingConfig config, nn.Module<Tensor, Tensor> network, AdamOptimizer optimizer, Batch batch)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        var loss = config.Loss.Evaluate(network.call(batch.Images), batch.Masks); // scalar
        loss.backward();
        optimizer.Step();
        return loss.item<float>();
    }

    // The loss is a mean over batches weighted by their size; the Jaccard index a mean over images.
    private static EpochReport Validate(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, CancellationToken cancellationToken)
    {
        using var guard = no_grad();
        network.eval();
        double loss = 0;
        double jaccard = 0;
        using var loader = BatchLoader.Validation(config, data, Target(config, network));
        foreach (var batch in loader.NextEpoch(cancellationToken))
        {
            using (batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var logits = network.call(batch.Images); // N×1×H×W
                loss += config.Loss.Evaluate(logits, batch.Masks).item<float>() * batch.Ids.Count;
                jaccard += SumOfJaccards(logits, batch.Masks);
            }
        }

        int count = data.Validation.Count;
        return new(0, 0, loss / count, jaccard / count, 0);
    }

    // Two empty masks agree: their index is 1, as in the official score.
    private static double SumOfJaccards(Tensor logits, Tensor masks)
    {
        long[] pixels = [1, 2, 3];
        var predicted = (logits > 0).to(ScalarType.Float32);                                // N×1×H×W, p > 0.5
        var intersection = (predicted * masks).sum(pixels);                                 // N
        var union = predicted.sum(pixels) + masks.sum(pixels) - intersection;               // N
        return where(union == 0, ones_like(union), intersection / union.clamp_min(1)).sum().item<float>();
    }

    private static NotFiniteNumberException NeverValid(TrainingConfig config, int epochs) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The validation loss was no finite number in any of {epochs} epochs: lower the learning rate, now {config.Optimizer.LearningRate:G3}, or look at the validation images."));

    private static NotFiniteNumberException Diverged(TrainingConfig config, (AdamOptimizer Optimizer, int Epoch) state, Batch batch, double loss) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The loss became {loss} in epoch {state.Epoch} at the images {batch.Ids} (seed {config.Seed}): lower the learning rate, now {state.Optimizer.LearningRate:G3}."));
}
