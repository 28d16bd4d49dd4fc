using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.PostProcessing;

/// <summary>The thresholds that one fold is judged with.</summary>
/// <param name="Fold">The fold's place in the list of folds, from 0.</param>
/// <param name="Images">Its images.</param>
/// <param name="Chosen">The best pair on the images of all other folds, with its score there.</param>
/// <param name="HeldOut">That pair's score on the fold's own images.</param>
public sealed record FoldChoice(int Fold, int Images, PairScore Chosen, double HeldOut);

/// <summary>A search judged on images that it did not choose by, beside the same search judged on those that it did.</summary>
/// <param name="Folds">The choice of each fold.</param>
/// <param name="Score">Score of all images, each under its own fold's choice.</param>
/// <param name="Optimistic">Score of all images under the pair that is best on all of them, as the paper's tables give it (facts.md §6.3 #23).</param>
/// <param name="Optimism">Optimistic minus nested, on the same images; the interval is that of drawing images, with all choices held.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record NestedChoice(ValueList<FoldChoice> Folds, Estimate Score, Estimate Optimistic, Estimate Optimism) : ISelfDisplay
{
    /// <summary>One row per fold.</summary>
    public Table ToTable() => Table.Of(
        Invariant($"Nested {Score}, optimistic {Optimistic.Mean:F3}, optimism {Optimism.Mean:+0.0000;-0.0000;0.0000} ({Optimism.Low:+0.0000;-0.0000;0.0000} to {Optimism.High:+0.0000;-0.0000;0.0000})"),
        ["Fold", "Images", "T_H", "T_L", "Other folds", "This fold"],
        Folds.Select(fold => new[]
        {
            Invariant($"{fold.Fold}"),
            Invariant($"{fold.Images}"),
            LandscapeNotes.Text(fold.Chosen.High),
            LandscapeNotes.Text(fold.Chosen.Low),
            Invariant($"{fold.Chosen.Score:F4}"),
            Invariant($"{fold.HeldOut:F4}"),
        }));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();
}
