using SkinSeg.Metrics;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>One experiment of a sweep.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Result">Thresholds and scores.</param>
public sealed record SweepRow(string Name, LesionResult Result);

/// <summary>What the experiments of a sweep scored, and how far each is from the first on the same images.</summary>
/// <remarks>Intervals are over images and take the trained networks as given: two seeds of one experiment differ, too.</remarks>
/// <param name="Rows">One per experiment; the first is what the others are compared with.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record SweepResult(ValueList<SweepRow> Rows) : ISelfDisplay
{
    /// <summary>A row's score minus the first's, mean over the same images.</summary>
    public Estimate Difference(SweepRow row, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PairedDifference.Of(metric, Rows[0].Result.Scores, row.Result.Scores);
    }

    /// <summary>One line per experiment: means and paired differences with their 95 % intervals.</summary>
    public Table ToTable() => Table.Of(
        $"Sweep · {TableOne.Conditions(Rows[0].Result)}",
        ["experiment", "images", "(T_H, T_L)", "Jaccard", "difference", "Thresholded Jaccard", "difference"],
        Rows.Select(Line));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private string[] Line(SweepRow row)
    {
        var result = row.Result;
        string Difference(Metric metric) => ReferenceEquals(row, Rows[0]) ? string.Empty : this.Difference(row, metric).ToSignedText();
        return
        [
            row.Name, Invariant($"{result.Scores.Count}"), Invariant($"({result.Thresholds.High:0.0##}, {result.Thresholds.Low:0.0##})"),
            result.Scores.Jaccard.ToText(), Difference(Metric.Jaccard), result.Scores.ThresholdJaccard.ToText(), Difference(Metric.ThresholdJaccard),
        ];
    }
}
