namespace SkinSeg.Training;

/// <summary>What a network's training takes on this machine, measured on a few of its steps.</summary>
/// <param name="SecondsPerStep">Median over the steps, from one batch to the next: making batches, augmentation and all.</param>
/// <param name="SecondsPerValidationImage">With the start of the loader's threads shared out.</param>
/// <param name="CheckpointBytes">Size of one checkpoint with its best weights, without the few kilobytes of its headers and records.</param>
/// <param name="PeakMemoryBytes">Highest memory of the process while it was measured.</param>
public sealed record TrainingSpeed(double SecondsPerStep, double SecondsPerValidationImage, long CheckpointBytes, long PeakMemoryBytes)
{
    /// <summary>What a whole training would take, in seconds: its epochs' steps and validations.</summary>
    /// <param name="config">The training; its batches must be as large as those that were measured.</param>
    /// <param name="data">Its images, at the size that was measured.</param>
    public double SecondsOf(TrainingConfig config, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(data);
        // A last batch that is smaller takes its share of a step.
        double steps = config.BatchOrder == BatchOrder.Shuffled
            ? (double)data.Training.Count / Math.Min(config.BatchSize, data.Training.Count)
            : BatchPlan.Of(config, data.Training).Steps;
        return config.Epochs * ((steps * SecondsPerStep) + (data.Validation.Count * SecondsPerValidationImage));
    }
}
