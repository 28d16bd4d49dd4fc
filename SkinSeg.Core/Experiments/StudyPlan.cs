using System.Globalization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What a study consists of, what of it is there, and what the rest costs on this machine.</summary>
/// <param name="Data">The data set, in words.</param>
/// <param name="Stages">All stages, in the order in which they can be made.</param>
/// <param name="Preparation">What it costs to decode and resize all images into the cache; nothing where that is done.</param>
/// <param name="CheckpointBytes">Disk for the checkpoint of a training that runs; freed when it is finished.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record StudyPlan(string Data, ValueList<PlannedStage> Stages, StagePrice Preparation, long CheckpointBytes) : ISelfDisplay
{
    /// <summary>What all of it costs, from nothing.</summary>
    public StagePrice Total => Stages.Select(stage => stage.Price).Aggregate(Preparation, StagePrice.Add);

    /// <summary>What remains.</summary>
    public StagePrice Remaining => Stages.Select(stage => stage.Remaining).Aggregate(Preparation, StagePrice.Add);

    /// <summary>Trainings that are not finished, in order.</summary>
    public ValueList<PlannedStage> MissingTrainings =>
        [.. Stages.Where(stage => stage.Stage.Kind == StageKind.Training && stage.State != StageState.Finished)];

    /// <summary>Lists a study's stages, looks which are in the store, and prices them.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bench">Data, store and cache.</param>
    /// <param name="rates">What pieces of an experiment's work cost; asked once per experiment.</param>
    public static StudyPlan Of(Study study, Workbench bench, Func<Experiment, WorkRates> rates)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(rates);
        var (data, store) = (bench.Data, bench.Store);
        var known = study.Experiments.Distinct().ToDictionary(experiment => experiment, rates);
        var stages = StudyStages.Of(study, data).Select(stage => StagePricing.Of(stage, known[stage.Experiment], store));
        var preparation = study.Experiments.DistinctBy(experiment => experiment.Preparation).Where(experiment => !bench.IsCached(experiment.Preparation))
            .Select(experiment => StagePricing.OfPreparation(experiment, data, known[experiment])).Aggregate(StagePrice.Zero, StagePrice.Add);
        return new(data.ToString(), [.. stages], preparation, known.Values.Max(rate => rate.CheckpointBytes));
    }

    /// <summary>One line per network and target, and the sum: what is there, what remains, and for how much.</summary>
    public Table ToTable() => Table.Of(
        $"Plan · {Data}",
        ["", "trainings", "finished", "begun", "time left", "of", "disk MB", "memory MB"],
        [.. Stages.GroupBy(Group).Select(group => Line(group.Key, [.. group])), SumLine()]);

    /// <summary>One line per stage, with the id that <c>train --stage</c> takes.</summary>
    public Table ToStageTable() => Table.Of(
        $"Stages · {Data}",
        ["id", "kind", "", "state", "time left"],
        Stages.Select(stage => new[]
        {
            stage.Stage.Id, stage.Stage.Kind.ToString().ToLowerInvariant(), stage.Stage.Label, State(stage), Durations.Text(stage.Remaining.Time),
        }));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private static string Group(PlannedStage stage) => stage.Stage.Kind == StageKind.Table ? "tables" : stage.Stage.Label.Split(" fold ")[0];

    private static string State(PlannedStage stage) => stage.State == StageState.Begun
        ? Invariant($"begun, {100 * stage.DoneShare:F0} %")
        : stage.State.ToString().ToLowerInvariant();

    private static string[] Line(string name, PlannedStage[] stages)
    {
        PlannedStage[] trainings = [.. stages.Where(stage => stage.Stage.Kind == StageKind.Training)];
        var left = stages.Select(stage => stage.Remaining).Aggregate(StagePrice.Zero, StagePrice.Add);
        var all = stages.Select(stage => stage.Price).Aggregate(StagePrice.Zero, StagePrice.Add);
        return [name, Text(trainings.Length), Count(trainings, StageState.Finished), Count(trainings, StageState.Begun, StageState.Running), .. Costs(left, all)];
    }

    private string[] SumLine()
    {
        PlannedStage[] trainings = [.. Stages.Where(stage => stage.Stage.Kind == StageKind.Training)];
        return ["all, with preparation", Text(trainings.Length), Count(trainings, StageState.Finished), Count(trainings, StageState.Begun, StageState.Running), .. Costs(Remaining, Total)];
    }

    private static string[] Costs(StagePrice left, StagePrice all) =>
        [Durations.Text(left.Time), Durations.Text(all.Time), Invariant($"{all.DiskBytes / 1e6:F0}"), Invariant($"{all.MemoryBytes / 1e6:F0}")];

    private static string Count(PlannedStage[] stages, params StageState[] states) => Text(stages.Count(stage => states.Contains(stage.State)));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
