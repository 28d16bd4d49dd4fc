using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Data;

/// <summary>The images that a fold's training sees of one target, and what was left out. It shows itself.</summary>
/// <param name="Target">What is trained.</param>
/// <param name="Fold">The fold, counted from 0.</param>
/// <param name="Positives">Images that show the target: all of them, in ordinal order.</param>
/// <param name="Negatives">Images that do not, in ordinal order: those drawn for the fold, or all where each epoch draws.</param>
/// <param name="NegativesBefore">How many there were to draw from.</param>
/// <param name="NegativesPerEpoch">How many an epoch sees.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record SubsamplingChoice(
    SegmentationTarget Target, int Fold, ValueList<string> Positives, ValueList<string> Negatives, int NegativesBefore, int NegativesPerEpoch) : ISelfDisplay
{
    /// <summary>All ids that the training reads, in ordinal order.</summary>
    public ValueList<string> Ids => [.. Positives.Concat(Negatives).Order(StringComparer.Ordinal)];

    /// <summary>Whether each epoch draws its own negatives from <see cref="Negatives"/>.</summary>
    public bool DrawsEachEpoch => Negatives.Count > NegativesPerEpoch;

    /// <summary>Several choices as one table, for example those of five attributes.</summary>
    public static Table Report(IEnumerable<SubsamplingChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return Table.Of(
            "Training images before and after subsampling of negatives",
            ["target", "fold", "positive", "negative before", "negative per epoch", "left out", "positive share"],
            choices.Select(choice => choice.Cells()));
    }

    /// <inheritdoc/>
    public string ToHtml() => Report([this]).ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Report([this]).ToMarkdown();

    /// <summary>For example <c>streaks, fold 0: 80 positive, 80 of 1995 negative</c>.</summary>
    public override string ToString() =>
        Invariant($"{Target.FileName()}, fold {Fold}: {Positives.Count} positive, {NegativesPerEpoch} of {NegativesBefore} negative{(DrawsEachEpoch ? ", drawn each epoch" : "")}");

    private string[] Cells() =>
    [
        Target.FileName(),
        Invariant($"{Fold}"),
        Invariant($"{Positives.Count}"),
        Invariant($"{NegativesBefore}"),
        Invariant($"{NegativesPerEpoch}{(DrawsEachEpoch ? ", drawn each epoch" : "")}"),
        Invariant($"{NegativesBefore - NegativesPerEpoch}"),
        Invariant($"{100.0 * Positives.Count / Math.Max(1, Positives.Count + NegativesPerEpoch):F1} %"),
    ];
}
