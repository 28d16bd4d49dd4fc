using SkinSeg.Augmentation;
using SkinSeg.Losses;
using SkinSeg.Tensors;

namespace SkinSeg.Training;

/// <summary>How a network is trained. The defaults are the paper's (section II-B-2; facts.md §6.3 #1–#11).</summary>
/// <remarks>C#: <c>new TrainingConfig { Epochs = 5 }</c>, <c>config with { Epochs = 5 }</c>; F#: <c>TrainingConfig(Epochs = 5)</c>, <c>TrainingConfig(config, Epochs = 5)</c>.</remarks>
public sealed record TrainingConfig
{
    /// <summary>The paper's training.</summary>
    public TrainingConfig()
    {
    }

    /// <summary>A copy to vary, which F# needs in place of <c>with</c>.</summary>
    public TrainingConfig(TrainingConfig original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Epochs = original.Epochs;
        BatchSize = original.BatchSize;
        Seed = original.Seed;
        Loss = original.Loss;
        Optimizer = original.Optimizer;
        Augmentation = original.Augmentation;
        Acceleration = original.Acceleration;
        BatchOrder = original.BatchOrder;
        BalanceEachEpoch = original.BalanceEachEpoch;
        Loader = original.Loader;
    }

    /// <summary>Passes over the training images: 70 (section II-B-2).</summary>
    public int Epochs { get; init; } = 70;

    /// <summary>Images in a step: 16, the adopted code's; the paper does not say (facts.md §6.3 #3).</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Seed of the order of images and of every augmentation.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>What is minimised: Eq. 1 with its signs corrected.</summary>
    public Loss Loss { get; init; } = Loss.JaccardCrossEntropy;

    /// <summary>How weights are updated: AMSGrad by the rule of Keras.</summary>
    public OptimizerConfig Optimizer { get; init; } = OptimizerConfig.Paper;

    /// <summary>How training images are varied: every routine of section II-A-3.</summary>
    public AugmentationPolicy Augmentation { get; init; } = AugmentationPolicy.Paper;

    /// <summary>How the network computes: as fast as the hardware allows, or plainly in 32 bits. Weights and optimizer have 32 bits always.</summary>
    public Acceleration Acceleration { get; init; } = Acceleration.Automatic;

    /// <summary>How images are dealt into batches: at random for lesions; for attributes every batch needs a positive one (facts.md §6.3 #7).</summary>
    public BatchOrder BatchOrder { get; init; } = BatchOrder.Shuffled;

    /// <summary>
    /// Whether each epoch leaves out images without a pixel set, drawn anew, until there are no more of them than of the others; false: training images
    /// are thinned out once (facts.md §6.3 #40). An experiment sets it where <see cref="SkinSeg.Data.SubsamplingConfig.Draw"/> asks for it.
    /// </summary>
    public bool BalanceEachEpoch { get; init; }

    /// <summary>How many threads make batches, and how far ahead. Results do not depend on it.</summary>
    public LoaderConfig Loader { get; init; } = new();

    /// <summary>For compact networks from random weights: 40 epochs with AdamW and one cycle of the learning rate (DESIGN.md §6).</summary>
    public static TrainingConfig FromScratch { get; } = new()
    {
        Epochs = 40,
        Optimizer = OptimizerConfig.FromScratch,
        Augmentation = AugmentationPolicy.FromScratch,
    };
}
