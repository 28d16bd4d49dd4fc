using System.Text.Json.Serialization;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Losses;

/// <summary>What the sums of an overlap loss run over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SumsOver>))]
public enum SumsOver
{
    /// <summary>All pixels of all images of the batch: Keras' habit, and the paper's (facts.md §6.3 #6).</summary>
    Batch,

    /// <summary>The pixels of each image; the losses of the images are averaged.</summary>
    Image,
}

/// <summary>A soft Jaccard loss in its variants. The defaults are the Jaccard part of Eq. 1.</summary>
public sealed record JaccardLossConfig
{
    /// <summary>Added to the numerator: 1 in Eq. 1, 0 in Eq. 3.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Added to the denominator: 1 in both equations.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Whether the two sums of the denominator are of squares, as in Eq. 3.</summary>
    public bool Squared { get; init; }

    /// <summary>Sign of the intersection in the denominator: −1; Eq. 1 prints +1, an error (facts.md §6.1 #1).</summary>
    public int IntersectionSign { get; init; } = -1;

    /// <summary>Over the batch, or per image.</summary>
    public SumsOver Sums { get; init; } = SumsOver.Batch;
}

/// <summary>Losses of overlap between probabilities and a mask.</summary>
public static class OverlapLosses
{
    /// <summary>1 − (Σtp + α) / (Σt + Σp − Σtp + β), with p the sigmoid of the logits, t the target.</summary>
    /// <param name="config">Which variant.</param>
    public static Loss Jaccard(JaccardLossConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new("jaccard", (logits, target) => Evaluate(config, logits, target));
    }

    private static Tensor Evaluate(JaccardLossConfig config, Tensor logits, Tensor target)
    {
        Require.SameShape(logits, target);
        using var scope = NewDisposeScope();
        var p = config.Sums == SumsOver.Batch ? logits.sigmoid().flatten().unsqueeze(0) : logits.sigmoid().flatten(1);  // R×pixels, R = 1 or N
        var t = config.Sums == SumsOver.Batch ? target.flatten().unsqueeze(0) : target.flatten(1);                     // R×pixels
        var intersection = (t * p).sum(1);                                                                             // R
        var predicted = config.Squared ? p.Squared().sum(1) : p.sum(1);                                                // R
        var present = config.Squared ? t.Squared().sum(1) : t.sum(1);                                                  // R
        var union = present.Plus(predicted).Plus(intersection.Times(config.IntersectionSign)).Plus(config.Beta);       // R
        var index = intersection.Plus(config.Alpha) / union;                                                           // R
        return index.negative().Plus(1).mean().MoveToOuterDisposeScope();
    }
}
