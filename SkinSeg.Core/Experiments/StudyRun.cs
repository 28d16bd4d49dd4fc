using SkinSeg.Data;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Runs a study's experiments, lesions first, since attributes are restricted to them; or gathers what is finished.</summary>
public static class StudyRun
{
    /// <summary>Trains, predicts and scores what is not in the store yet, then averages the networks.</summary>
    /// <remarks>An attribute that a fold cannot learn, because no training image shows it, is named among what is missing.</remarks>
    /// <param name="study">The study.</param>
    /// <param name="bench">Data and store.</param>
    /// <param name="progress">Told of each epoch.</param>
    /// <param name="cancellationToken">Stops after a batch; the same call goes on from there.</param>
    public static StudyResult Run(Study study, Workbench bench, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(bench);
        int done = 0;
        HeldOutMaps Predict(Experiment experiment, IReadOnlyList<int> folds) =>
            bench.Run(experiment).Predict(folds, new WorkPart(progress, done++, study.Experiments.Count), cancellationToken);
        var result = Collect(study, bench, experiment => [.. study.Folds], Predict, cancellationToken);
        if (result.Lesions.Count > 0)
        {
            StoredTable.Keep(bench.Store, TableOne.Name, result.Lesions.Select(lesions => LesionResult.StageOf(lesions.Maps)), TableOne.Of(result.Lesions), cancellationToken);
        }

        progress?.Report(new(1, "scored"));
        return result;
    }

    /// <summary>What is finished, whatever it is; nothing is trained. Missing rows name what would fill them.</summary>
    /// <inheritdoc cref="Run"/>
    public static StudyResult Gather(Study study, Workbench bench, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(bench);
        return Collect(
            study,
            bench,
            experiment => [.. study.Folds.Where(fold => bench.Store.Has(new FoldStages(experiment, bench.Data, fold).Mean))],
            (experiment, folds) => bench.Run(experiment).Predict(folds, progress: null, cancellationToken),
            cancellationToken);
    }

    private static StudyResult Collect(
        Study study, Workbench bench, Func<Experiment, int[]> available, Func<Experiment, IReadOnlyList<int>, HeldOutMaps> predict, CancellationToken cancellationToken)
    {
        var missing = new List<MissingRow>();
        LesionResult[] lesions = [.. Members(SegmentationTarget.Lesion).Select(maps => LesionResult.Of(maps, cancellationToken))];
        var attributes = new List<AttributeResult>();
        foreach (var target in study.Targets.Where(target => target != SegmentationTarget.Lesion))
        {
            foreach (var maps in Members(target))
            {
                AddAttribute(attributes, missing, maps, lesions.LastOrDefault(), cancellationToken);
            }
        }

        return new(study, [.. lesions], [.. missing]) { Attributes = new([.. attributes]) };

        List<HeldOutMaps> Members(SegmentationTarget target) => new StudyMembers(study, bench, target, missing).Of(available, predict, cancellationToken);
    }

    // The last of the lesions' results is the ensemble's, or the only network's.
    private static void AddAttribute(List<AttributeResult> attributes, List<MissingRow> missing, HeldOutMaps maps, LesionResult? lesions, CancellationToken cancellationToken)
    {
        var experiment = maps.Run.Experiment;
        bool isRestricted = experiment.PostProcessing.Restriction != LesionRestriction.None;
        string reason = isRestricted && (lesions is null || maps.Ids.Except(lesions.Maps.Ids).Any())
            ? "lesions of the same folds are not there to restrict it to"
            : experiment.EvaluateOn == EvaluationSet.Balanced && !maps.Folds.Any(fold => AttributeImages.HeldOut(maps.Run, fold).Any(image => image.IsPositive))
                ? $"no held-out image shows {experiment.Target.FileName()}"
                : string.Empty;
        if (reason.Length > 0)
        {
            missing.Add(new(maps.Name, maps.Folds, [maps.Name]) { Target = experiment.Target, Reason = reason });
            return;
        }

        attributes.Add(AttributeResult.Of(maps, lesions, cancellationToken));
    }
}
