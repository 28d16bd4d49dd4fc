using System.Globalization;
using SkinSeg.Primitives;
using SkinSeg.Training;

namespace SkinSeg.Experiments;

/// <summary>One fold's training: where its best weights lie and what every epoch did.</summary>
/// <param name="Fold">The fold, counted from 0.</param>
/// <param name="ModelPath">File of the weights of the best epoch.</param>
/// <param name="Epochs">One report per epoch.</param>
public sealed record FoldRun(int Fold, string ModelPath, ValueList<EpochReport> Epochs)
{
    /// <summary>The epoch with the lowest validation loss, whose weights are kept.</summary>
    public EpochReport Best => Epochs.Last(epoch => epoch.IsBest);

    /// <summary>For example <c>fold 2: best epoch 17 of 20, validation loss 0.4310, Jaccard 0.781</c>; folds print from 1.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"fold {Fold + 1}: best epoch {Best.Epoch} of {Epochs.Count}, validation loss {Best.ValidationLoss:F4}, Jaccard {Best.ValidationJaccard:F3}");
}
