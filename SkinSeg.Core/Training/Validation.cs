using SkinSeg.Models;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>How a network does on the validation images as they are.</summary>
/// <param name="Loss">Mean over batches, weighted by their size.</param>
/// <param name="Jaccard">Mean Jaccard index per image at threshold 0.5, in [0, 1].</param>
internal sealed record Validation(double Loss, double Jaccard)
{
    /// <summary>Computes it; the network is in evaluation mode afterwards.</summary>
    public static Validation Of(TrainingConfig config, nn.Module<Tensor, Tensor> network, TrainingData data, CancellationToken cancellationToken)
    {
        using var guard = no_grad();
        network.eval();
        double loss = 0;
        double jaccard = 0;
        using var loader = BatchLoader.Validation(config, data, TargetOf(config, network));
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
        return new(loss / count, jaccard / count);
    }

    /// <summary>Where and how batches are made; a module that is not the kit's computes in 32 bits, whatever it is made of.</summary>
    public static BatchTarget TargetOf(TrainingConfig config, nn.Module<Tensor, Tensor> network)
    {
        var device = network.parameters().First().device;
        return new(device, network is SegmentationNetwork ? BatchFormat.Of(config.Acceleration, device) : BatchFormat.Plain);
    }

    // Two empty masks agree: their index is 1, as in the official score.
    private static double SumOfJaccards(Tensor logits, Tensor masks)
    {
        long[] pixels = [1, 2, 3];
        var predicted = logits.gt(Scalars.Zero).to(ScalarType.Float32);                      // N×1×H×W, p > 0.5
        var intersection = (predicted * masks).sum(pixels);                                 // N
        var union = predicted.sum(pixels).Plus(masks.sum(pixels)) - intersection;           // N
        return where(union.eq(Scalars.Zero), ones_like(union), intersection / union.clamp_min(Scalars.One)).sum().item<float>();
    }
}
