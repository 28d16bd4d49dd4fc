using SkinSeg.Primitives;
using SkinSeg.Training;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>One fold's training: where its best weights lie and what every epoch did.</summary>
/// <param name="Fold">The fold, counted from 0.</param>
/// <param name="ModelPath">File of the weights of the best epoch.</param>
/// <param name="Epochs">One report per epoch.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record FoldRun(int Fold, string ModelPath, ValueList<EpochReport> Epochs) : ISelfDisplay
{
    /// <summary>The epoch with the lowest validation loss, whose weights are kept.</summary>
    public EpochReport Best => Epochs.Last(epoch => epoch.IsBest);

    /// <summary>The folds' best epochs as a table.</summary>
    public static Table Summarize(IEnumerable<FoldRun> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return Table.Of(string.Empty, ["Fold", "Best epoch", "Validation loss", "Jaccard at 0.5"], folds.Select(fold => new[]
        {
            Invariant($"{fold.Fold + 1}"), Invariant($"{fold.Best.Epoch} of {fold.Epochs.Count}"), Invariant($"{fold.Best.ValidationLoss:F4}"), Invariant($"{fold.Best.ValidationJaccard:F3}"),
        }));
    }

    /// <inheritdoc/>
    public string ToHtml() => Summarize([this]).ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Summarize([this]).ToMarkdown();

    /// <summary>For example <c>fold 2: best epoch 17 of 20, validation loss 0.4310, Jaccard 0.781</c>; folds print from 1.</summary>
    public override string ToString() =>
        Invariant($"fold {Fold + 1}: best epoch {Best.Epoch} of {Epochs.Count}, validation loss {Best.ValidationLoss:F4}, Jaccard {Best.ValidationJaccard:F3}");
}
