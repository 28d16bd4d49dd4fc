using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The maps of one target of a study: each network's, then the ensemble's; what is not there is added to the missing rows.</summary>
internal sealed class StudyMembers(Study study, Workbench bench, SegmentationTarget target, List<MissingRow> missing)
{
    private readonly ValueList<Experiment> experiments = study.For(target);
    private readonly List<MissingRow> rows = [];

    /// <summary>The maps.</summary>
    public List<HeldOutMaps> Of(Func<Experiment, int[]> available, Func<Experiment, IReadOnlyList<int>, HeldOutMaps> predict, CancellationToken cancellationToken)
    {
        var maps = new List<HeldOutMaps>();
        foreach (var experiment in experiments)
        {
            int[] there = available(experiment);
            Note(experiment, [.. study.Folds.Except(there)], string.Empty);
            int[] usable = [.. there.Where(fold => CanLearn(experiment, fold))];
            Note(experiment, [.. there.Except(usable)], Reason);
            if (usable.Length > 0)
            {
                maps.Add(predict(experiment, usable));
            }
        }

        AddEnsemble(maps, cancellationToken);
        missing.AddRange(rows);
        return maps;
    }

    private string Reason => bench.Data.HasAttributes ? $"no training image shows {target.FileName()}" : "the data set has no masks of attributes";

    private bool CanLearn(Experiment experiment, int fold) => target == SegmentationTarget.Lesion
        || (bench.Data.HasAttributes && AttributeImages.Training(bench.Run(experiment), fold).Any(image => image.IsPositive));

    private void Note(Experiment experiment, ValueList<int> folds, string reason)
    {
        if (folds.Count > 0)
        {
            rows.Add(new(experiment.Network.Name, folds, [experiment.Network.Name]) { Target = target, Reason = reason });
        }
    }

    private void AddEnsemble(List<HeldOutMaps> maps, CancellationToken cancellationToken)
    {
        bool canAverage = maps.Count > 1 && maps.Count == experiments.Count && maps.TrueForAll(member => member.Folds == maps[0].Folds);
        if (canAverage)
        {
            maps.Add(HeldOutMaps.Ensemble(maps, cancellationToken: cancellationToken));
        }
        else if (rows.Count > 0 && experiments.Count > 1)
        {
            rows.Add(new("ensemble", [.. rows.SelectMany(row => row.Folds).Distinct().Order()], [.. rows.Select(row => row.Name).Distinct()]) { Target = target });
        }
    }
}
