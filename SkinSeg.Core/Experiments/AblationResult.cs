using SkinSeg.Metrics;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What each policy of an ablation scored, and how far that is from the first policy on the same images.</summary>
/// <remarks>
/// Intervals are over images (<see cref="Bootstrap"/>) and take the trained networks as given. How far two trainings of one and the same policy
/// lie apart, <see cref="Control"/> shows. Of 20 intervals of 95 % one leaves out 0 by chance alone.
/// </remarks>
/// <param name="Conditions">Network, data, folds and epochs: what belongs beside every number.</param>
/// <param name="Rows">One per policy; the first is what the others are compared with.</param>
/// <param name="Control">The first policy again: the same initial weights and folds, but other random draws and another order of the images.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record AblationResult(string Conditions, ValueList<AblationRow> Rows, AblationRow Control) : ISelfDisplay
{
    /// <summary>The policy that the others are compared with.</summary>
    public AblationRow Reference => Rows[0];

    /// <summary>What is compared with <see cref="Reference"/>: the control first, then the other policies.</summary>
    public ValueList<AblationRow> Compared => [Control, .. Rows.Skip(1)];

    /// <summary>A row's score minus the reference's, mean over the same images, each with the thresholds chosen for it.</summary>
    public Estimate Difference(AblationRow row, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PairedDifference.Of(metric, Reference.Scores, row.Scores);
    }

    /// <summary>A row's score minus the reference's, mean over the same images, all cut at 0.5.</summary>
    public Estimate PlainDifference(AblationRow row, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PairedDifference.Of(metric, Reference.PlainScores, row.PlainScores);
    }

    /// <summary><c>better</c> or <c>worse</c> where the interval of the Jaccard index's difference at 0.5 leaves out 0, else <c>not told apart</c>.</summary>
    public string Verdict(AblationRow row) => PlainDifference(row, Metric.Jaccard) switch
    {
        { Low: > 0 } => "better",
        { High: < 0 } => "worse",
        _ => "not told apart",
    };

    /// <summary>One line per policy: means and paired differences with their 95 % intervals.</summary>
    public Table ToTable() => Table.Of(
        $"Ablation of augmentation · {Conditions}",
        ["policy", "images", "Jaccard", "difference", "Thresholded Jaccard", "difference", "Jaccard at 0.5", "difference", $"beside {Reference.Name}, at 0.5"],
        Compared.Select(Line).Prepend(FirstLine()));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private string[] FirstLine()
    {
        var row = Reference;
        return [row.Name, Invariant($"{row.Scores.Count}"), row.Scores.Jaccard.ToText(), "", row.Scores.ThresholdJaccard.ToText(), "", row.PlainScores.Jaccard.ToText(), "", ""];
    }

    private string[] Line(AblationRow row) =>
    [
        row.Name,
        Invariant($"{row.Scores.Count}"),
        row.Scores.Jaccard.ToText(),
        Difference(row, Metric.Jaccard).ToSignedText(),
        row.Scores.ThresholdJaccard.ToText(),
        Difference(row, Metric.ThresholdJaccard).ToSignedText(),
        row.PlainScores.Jaccard.ToText(),
        PlainDifference(row, Metric.Jaccard).ToSignedText(),
        Verdict(row),
    ];
}
