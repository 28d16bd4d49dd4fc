using System.Globalization;
using System.Text.Json.Serialization;

namespace SkinSeg.Training;

/// <summary>What one epoch did.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="TrainingLoss">Mean loss over the augmented training images, while the weights still changed.</param>
/// <param name="ValidationLoss">Mean loss over the validation images as they are.</param>
/// <param name="ValidationJaccard">Mean Jaccard index per validation image at threshold 0.5 and working size, in [0, 1].</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
public sealed record EpochReport(int Epoch, double TrainingLoss, double ValidationLoss, double ValidationJaccard, double LearningRate)
{
    /// <summary>Whether the validation loss is the lowest so far, so that these weights are kept.</summary>
    public bool IsBest { get; init; }

    /// <summary>Tensors alive on the training thread after the epoch: constant, or something leaks.</summary>
    public long LiveTensors { get; init; }

    /// <summary>
    /// Share of the epoch's training time, in [0, 1], in which the steps waited for their batches; NaN where the report was read from a store. It is
    /// a fact of the machine and not a result: it is not stored, and reports that differ in it alone are equal.
    /// </summary>
    [JsonIgnore]
    public double DataWait { get; init; } = double.NaN;

    /// <inheritdoc/>
    public bool Equals(EpochReport? other) => other is not null && Results == other.Results;

    /// <inheritdoc/>
    public override int GetHashCode() => Results.GetHashCode();

    private (int, double, double, double, double, bool, long) Results =>
        (Epoch, TrainingLoss, ValidationLoss, ValidationJaccard, LearningRate, IsBest, LiveTensors);

    /// <summary>For example <c>epoch 3  training loss 0.7121  validation loss 0.6905  Jaccard 0.612  best</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {Epoch}  training loss {TrainingLoss:F4}  validation loss {ValidationLoss:F4}  Jaccard {ValidationJaccard:F3}{(IsBest ? "  best" : string.Empty)}");
}
