using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What stages of one kind were estimated to take, and what they took.</summary>
/// <param name="What">Kind and network.</param>
/// <param name="Stages">Stages that were estimated before they were made.</param>
/// <param name="Estimated">Seconds, estimated.</param>
/// <param name="Took">Seconds, measured.</param>
public sealed record ReviewedStages(string What, int Stages, double Estimated, double Took)
{
    /// <summary>The estimate's error as a share of what it took: +0.1 is a tenth too much.</summary>
    public double Error => Took > 0 ? (Estimated / Took) - 1 : 0;
}

/// <summary>How good a plan's estimates were, from the finished stages of a store.</summary>
/// <param name="Rows">One per network and kind of stage.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record PlanReview(ValueList<ReviewedStages> Rows) : ISelfDisplay
{
    private const string Rest = "maps, means and scores";

    /// <summary>All together.</summary>
    public ReviewedStages Sum => new("all", Rows.Sum(row => row.Stages), Rows.Sum(row => row.Estimated), Rows.Sum(row => row.Took));

    /// <summary>Compares the estimates that the store keeps with the time that was measured.</summary>
    public static PlanReview Of(RunStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var rows = from stage in store.List()
                   let note = PlanNote.Find(store, stage.Stage.Id)
                   where note is not null && stage.Record is not null
                   group (note.Seconds, Took: stage.Record!.Seconds) by stage.Stage.Kind == StageKind.Training ? $"trainings of {stage.Stage.Label.Split(' ')[0]}" : Rest into kind
                   orderby kind.Key == Rest, kind.Key
                   select new ReviewedStages(kind.Key, kind.Count(), kind.Sum(item => item.Seconds), kind.Sum(item => item.Took));
        return new([.. rows]);
    }

    /// <summary>One line per network and kind of stage, and the sum.</summary>
    public Table ToTable() => Table.Of(
        "The plan, and what it took",
        ["", "stages", "estimated", "took", "error"],
        Rows.Append(Sum).Select(row => new[]
        {
            row.What, row.Stages.ToString(CultureInfo.InvariantCulture), Durations.Text(TimeSpan.FromSeconds(row.Estimated)), Durations.Text(TimeSpan.FromSeconds(row.Took)), $"{Signed.Text(100 * row.Error, 0)} %",
        }));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();
}
