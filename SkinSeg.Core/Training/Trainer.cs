using SkinSeg.Data;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>What a network is trained and validated on.</summary>
/// <param name="Training">Images with masks to learn from, at the working size.</param>
/// <param name="Validation">Images with masks that choose the best epoch; never learned from.</param>
/// <param name="Preprocessing">What the network's weights expect.</param>
public sealed record TrainingData(PreparedImages Training, PreparedImages Validation, Preprocessing Preprocessing);

/// <summary>Trains a network by the paper's procedure (section II-B-2): the weights of the epoch with the lowest validation loss are kept.</summary>
/// <remarks>Nothing is written; <see cref="ResumableTraining"/> does the same and can be stopped and continued.</remarks>
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
    /// <exception cref="TrainingDivergedException">The loss or a weight became NaN or infinite; the message names the epoch and the batch's images.</exception>
    /// <exception cref="NotFiniteNumberException">No epoch had a finite validation loss.</exception>
    public static ValueList<EpochReport> Fit(
        TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var session = new TrainingSession(config, network, data, config.Loader.Clock);
        return session.Run(new(static () => { }, report => progress?.Report(report)), cancellationToken);
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
}
