using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>The part of an epoch that is done.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Images">Images in them.</param>
/// <param name="LossSum">Sum of the loss over the images.</param>
internal sealed record RunningEpoch(int Step, int Images, double LossSum)
{
    /// <summary>Nothing yet.</summary>
    public static RunningEpoch Zero { get; } = new(0, 0, 0);

    /// <summary>With one batch more.</summary>
    public RunningEpoch Plus(int images, double loss) => new(Step + 1, Images + images, LossSum + (loss * images));
}

/// <summary>Where a training stands, without its tensors. It holds results alone: two runs that stopped at the same step have the same bytes of it.</summary>
/// <remarks>
/// No state of a random generator is here, because there is none: order, augmentation and dropout follow from seed, epoch and step.
/// </remarks>
/// <param name="Seed">The training's seed.</param>
/// <param name="Epochs">Reports of the epochs that are finished; the lowest loss is in the last best one.</param>
/// <param name="Running">The part of the next epoch that is done.</param>
internal sealed record TrainingState(int Seed, ValueList<EpochReport> Epochs, RunningEpoch Running);

/// <summary>What the training took of the machine so far.</summary>
/// <param name="Epochs">Of the epochs that are finished.</param>
/// <param name="Running">Of the training steps of the next epoch that are done.</param>
internal sealed record MachineState(ValueList<MachineFacts> Epochs, LoopTimes Running);
