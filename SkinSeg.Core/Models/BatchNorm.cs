using SkinSeg.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>What the batch norms of a network have in common; epsilon is a property of the weights they hold (fixtures README, facts.md §3).</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Weight of the newest batch in the running statistics: 0.01 is the 0.99 of Keras (facts.md §1.8).</param>
internal sealed record BatchNormRule(double Epsilon, double Momentum)
{
    /// <summary>Whether the scale is learned; Keras' Inception-ResNet-v2 has none, its scale stays 1 (facts.md §3.7 #5).</summary>
    public bool LearnScale { get; init; } = true;
}

/// <summary>Batch normalisation over N, H and W. It starts as the identity with mean 0 and variance 1.</summary>
/// <remarks>
/// One value per channel has no variance, and libtorch would note NaN for it: there (one image, pooled to one pixel) training uses what was
/// learned so far, and learns nothing from that batch.
/// </remarks>
internal sealed class BatchNorm : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys, in PyTorch's order; a field that is a Parameter is learned, another tensor is kept beside.
    private readonly Tensor weight;
    private readonly Parameter bias;
    private readonly Tensor running_mean;
    private readonly Tensor running_var;
    private readonly Tensor num_batches_tracked;
    private readonly BatchNormRule rule;
    private bool isAbsorbed;

    /// <summary>A layer for that many channels.</summary>
    public BatchNorm(int channels, BatchNormRule rule)
        : base(nameof(BatchNorm))
    {
        this.rule = rule;
        weight = (rule.LearnScale ? new Parameter(ones(channels)) : ones(channels)).DetachFromDisposeScope();
        bias = new Parameter(zeros(channels));
        bias.DetachFromDisposeScope();
        running_mean = zeros(channels).DetachFromDisposeScope();
        running_var = ones(channels).DetachFromDisposeScope();
        num_batches_tracked = zeros([], ScalarType.Int64).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>N×C×H×W → the same: normalised by the batch in training, by what was learned in evaluation.</summary>
    public override Tensor forward(Tensor input)
    {
        if (isAbsorbed)
        {
            // Another handle of the same numbers: a Sequential releases what it put into a layer.
            return input.alias();
        }

        bool learns = training && input.numel() > input.shape[1];
        if (learns)
        {
            using var noGradient = no_grad();
            num_batches_tracked.add_(Scalars.One, Scalars.One);
        }

        return functional.batch_norm(input, running_mean, running_var, weight, bias, learns, rule.Momentum, rule.Epsilon);
    }

    /// <summary>Hands its work in evaluation over to the convolution in front of it; it passes its input on from then on.</summary>
    internal void FoldInto(Convolution convolution)
    {
        using var scope = NewDisposeScope();
        var scale = weight / running_var.Plus(rule.Epsilon).sqrt();
        convolution.Absorb(scale, bias - (running_mean * scale));
        isAbsorbed = true;
    }
}
