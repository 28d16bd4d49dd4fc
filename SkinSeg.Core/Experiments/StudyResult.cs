using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What of a row is not there.</summary>
/// <param name="Name">The network, or <c>ensemble</c>.</param>
/// <param name="Folds">Missing folds, counted from 0.</param>
/// <param name="Networks">Networks whose trainings would fill it.</param>
public sealed record MissingRow(string Name, ValueList<int> Folds, ValueList<string> Networks)
{
    /// <summary>For example <c>folds 2, 5</c>; folds print from 1.</summary>
    public string FoldText => $"fold{(Folds.Count == 1 ? string.Empty : "s")} {string.Join(", ", Folds.Select(fold => (fold + 1).ToString(CultureInfo.InvariantCulture)))}";
}

/// <summary>What a study found for lesions, as far as it is done.</summary>
/// <param name="Study">The study.</param>
/// <param name="Lesions">One result per network that has a fold, then the ensemble's where there are two networks or more.</param>
/// <param name="Missing">What is not there, by row.</param>
public sealed record StudyResult(Study Study, ValueList<LesionResult> Lesions, ValueList<MissingRow> Missing);

/// <summary>Runs a study's lesion experiments one after another, or gathers what is finished.</summary>
public static class StudyRun
{
    /// <summary>Trains, predicts and scores what is not in the store yet, then averages the networks.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bench">Data and store.</param>
    /// <param name="progress">Told of each epoch.</param>
    /// <param name="cancellationToken">Stops after a batch; the same call goes on from there.</param>
    public static StudyResult Run(Study study, Workbench bench, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(bench);
        var experiments = study.For(Data.SegmentationTarget.Lesion);
        var maps = experiments.Select((experiment, i) =>
            bench.Run(experiment).Predict(study.Folds, new WorkPart(progress, i, experiments.Count), cancellationToken)).ToList();
        progress?.Report(new(1, "scoring"));
        var lesions = Score(maps, cancellationToken);
        StoredTable.Keep(bench.Store, TableOne.Name, lesions.Select(result => LesionResult.StageOf(result.Maps)), TableOne.Of(lesions), cancellationToken);
        return new(study, lesions, []);
    }

    /// <summary>What is finished, whatever it is; nothing is trained. Missing rows name what would fill them.</summary>
    /// <inheritdoc cref="Run"/>
    public static StudyResult Gather(Study study, Workbench bench, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(bench);
        var maps = new List<HeldOutMaps>();
        var missing = new List<MissingRow>();
        foreach (var experiment in study.For(Data.SegmentationTarget.Lesion))
        {
            int[] there = [.. study.Folds.Where(fold => bench.Store.Has(new FoldStages(experiment, bench.Data, fold).Mean))];
            if (there.Length > 0)
            {
                maps.Add(bench.Run(experiment).Predict(there, progress: null, cancellationToken));
            }

            if (there.Length < study.Folds.Count)
            {
                missing.Add(new(experiment.Network.Name, [.. study.Folds.Except(there)], [experiment.Network.Name]));
            }
        }

        bool canAverage = maps.Count == study.For(Data.SegmentationTarget.Lesion).Count && maps.TrueForAll(member => member.Folds == maps[0].Folds);
        if (missing.Count > 0 && study.Experiments.Count > 1 && !(canAverage && maps.Count > 1))
        {
            missing.Add(new("ensemble", [.. missing.SelectMany(row => row.Folds).Distinct().Order()], [.. missing.Select(row => row.Name)]));
        }

        return new(study, Score(maps, cancellationToken, canAverage), [.. missing]);
    }

    private static ValueList<LesionResult> Score(List<HeldOutMaps> maps, CancellationToken cancellationToken, bool withEnsemble = true)
    {
        var results = maps.Select(member => LesionResult.Of(member, cancellationToken)).ToList();
        if (withEnsemble && maps.Count > 1)
        {
            results.Add(LesionResult.Of(HeldOutMaps.Ensemble(maps), cancellationToken));
        }

        return [.. results];
    }
}
