using System.Globalization;
using SkinSeg.Data;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A stage of a study, with what is needed to price it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Experiment">Its experiment; an ensemble's stages name the first member's.</param>
/// <param name="Fold">Counted from 0; −1 where it is made from all folds.</param>
/// <param name="Images">Images it works on; of a training, those it learns from.</param>
/// <param name="Parts">Maps that each image of a mean or a prediction has.</param>
internal sealed record StudyStage(Stage Stage, Experiment Experiment, int Fold, int Images, int Parts);

/// <summary>All stages of a study in the order in which they can be made, whether they are there or not.</summary>
internal static class StudyStages
{
    public const int AllFolds = -1;

    /// <summary>Lists them; data and folds decide their ids.</summary>
    public static ValueList<StudyStage> Of(Study study, DermoscopyDataset data)
    {
        var stages = new List<StudyStage>();
        foreach (var target in study.Targets.Order()) // lesions first: attributes are restricted to them
        {
            var means = new List<StudyStage[]>();
            foreach (var experiment in study.For(target))
            {
                StudyStage[][] folds = [.. study.Folds.Select(fold => OfFold(experiment, data, fold).ToArray())];
                stages.AddRange(folds.SelectMany(fold => fold));
                means.Add([.. folds.Select(fold => fold[^1])]);
                AddScores(stages, data, experiment.Network.Name, means[^1]);
            }

            if (means.Count > 1)
            {
                AddScores(stages, data, "ensemble", AddEnsemble(stages, means));
            }

            if (target == SegmentationTarget.Lesion)
            {
                StudyStage[] scores = [.. stages.Where(stage => stage.Stage.Kind == StageKind.Scores)];
                stages.Add(new(StoredTable.StageOf(TableOne.Name, scores.Select(stage => stage.Stage)), scores[0].Experiment, AllFolds, 0, 0));
            }
        }

        return [.. stages];
    }

    private static IEnumerable<StudyStage> OfFold(Experiment experiment, DermoscopyDataset data, int fold)
    {
        var names = new FoldStages(experiment, data, fold);
        var plan = experiment.PlanFolds(data);
        int heldOut = plan.Validation(fold).Count;
        yield return new(names.Training, experiment, fold, plan.Training(fold).Count, 0);
        foreach (var view in names.Views)
        {
            yield return new(view, experiment, fold, heldOut, 1);
        }

        if (names.Views.Count > 1)
        {
            yield return new(names.Mean, experiment, fold, heldOut, names.Views.Count);
        }
    }

    private static StudyStage[] AddEnsemble(List<StudyStage> stages, List<StudyStage[]> members)
    {
        StudyStage[] means = [.. members[0].Select((first, i) => first with
        {
            Stage = MapMean.StageOf(EnsembleLabel(first.Experiment.Target, first.Fold), members.Select(member => member[i].Stage), [.. members.Select(_ => 1.0)]),
            Parts = members.Count,
        })];
        stages.AddRange(means);
        return means;
    }

    /// <summary>Label of an ensemble's maps.</summary>
    public static string EnsembleLabel(SegmentationTarget target, int fold) =>
        string.Create(CultureInfo.InvariantCulture, $"ensemble {target.FileName()} fold {fold + 1}");

    private static void AddScores(List<StudyStage> stages, DermoscopyDataset data, string name, StudyStage[] maps)
    {
        var experiment = maps[0].Experiment;
        var inputs = maps.Select(map => map.Stage);
        int images = maps.Sum(map => map.Images);
        if (experiment.Target == SegmentationTarget.Lesion)
        {
            stages.Add(new(LesionResult.StageOf(experiment, data, name, inputs), experiment, AllFolds, images, 1));
            return;
        }

        bool isRestricted = experiment.PostProcessing.Restriction != LesionRestriction.None;
        var lesions = stages.LastOrDefault(stage => stage.Stage.Kind == StageKind.Scores && stage.Experiment.Target == SegmentationTarget.Lesion)?.Stage;
        if (lesions is not null || !isRestricted) // without lesions in the study, what is restricted to them cannot be scored
        {
            stages.Add(new(AttributeResult.StageOf(experiment, data, name, inputs, isRestricted ? lesions : null), experiment, AllFolds, images, 1));
        }
    }
}
