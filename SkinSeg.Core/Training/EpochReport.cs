using System.Globalization;
using System.Text.Json.Serialization;

namespace SkinSeg.Training;

/// <summary>What one epoch did.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="TrainingLoss">Mean loss over the augmented training images, while the weights still changed.</param>
/// <param name="ValidationLoss">Mean loss over the validation images as they are.</param>
/// <param name="ValidationJaccard">Mean Jaccard index per validation image at threshold 0.5 and working size, in [0, 1].</param>
/// <param name="LearningRate">Learning rate of the step that follows the epoch.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record EpochReport(int Epoch, double TrainingLoss, double ValidationLoss, double ValidationJaccard, double LearningRate)
{
    /// <summary>Whether the validation loss is the lowest so far, so that these weights are kept.</summary>
    public bool IsBest { get; init; }

    /// <summary>What the epoch took of the machine. It is no result: it is not stored with the report, and reports that differ in it alone are equal.</summary>
    [JsonIgnore]
    public MachineFacts Machine { get; init; } = MachineFacts.Unknown;

    /// <inheritdoc/>
    public bool Equals(EpochReport? other) => other is not null && Results.Equals(other.Results); // NaN equals NaN

    /// <inheritdoc/>
    public override int GetHashCode() => Results.GetHashCode();

    private (int, double, double, double, double, bool) Results =>
        (Epoch, TrainingLoss, ValidationLoss, ValidationJaccard, LearningRate, IsBest);

    /// <summary>For example <c>epoch 3  training loss 0.7121  validation loss 0.6905  Jaccard 0.612  best</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {Epoch}  training loss {TrainingLoss:F4}  validation loss {ValidationLoss:F4}  Jaccard {ValidationJaccard:F3}{(IsBest ? "  best" : string.Empty)}");
}
