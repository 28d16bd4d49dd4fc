using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>An image and whether it shows the attribute at working size.</summary>
internal sealed record AttributeImage(string Id, bool IsPositive);

/// <summary>Which images of a fold show an attribute, and which of them judge it.</summary>
internal static class AttributeImages
{
    /// <summary>The images that a fold holds out.</summary>
    public static IEnumerable<AttributeImage> HeldOut(CrossValidation run, int fold) => Of(run, run.Experiment.PlanFolds(run.Data).Validation(fold));

    /// <summary>The images that a fold trains on, before subsampling.</summary>
    public static IEnumerable<AttributeImage> Training(CrossValidation run, int fold) => Of(run, run.Experiment.PlanFolds(run.Data).Training(fold));

    /// <summary>Ids that are judged, in ordinal order; a fold without the attribute adds none where the evaluation is balanced.</summary>
    /// <exception cref="ArgumentException">None is left.</exception>
    public static string[] Judged(HeldOutMaps maps)
    {
        var experiment = maps.Run.Experiment;
        string[] ids = experiment.EvaluateOn == EvaluationSet.WholeFold
            ? [.. maps.Ids]
            : [.. maps.Folds.SelectMany(fold => Balanced(maps.Run, fold)).Order(StringComparer.Ordinal)];
        return ids.Length > 0
            ? ids
            : throw new ArgumentException(
                $"Expected held-out images with {experiment.Target.FileName()} for a balanced evaluation, got none in {maps}. Take more folds, or EvaluationSet.WholeFold.", nameof(maps));
    }

    private static ValueList<string> Balanced(CrossValidation run, int fold)
    {
        var shown = HeldOut(run, fold).ToLookup(image => image.IsPositive, image => image.Id);
        var config = run.Experiment.Subsampling with { Balance = true, Draw = NegativeDraw.OncePerFold };
        return shown[true].Any() ? Subsampling.Choose(config, run.Experiment.Target, fold, shown[true], shown[false]).Ids : [];
    }

    private static IEnumerable<AttributeImage> Of(CrossValidation run, IEnumerable<string> ids)
    {
        var images = run.TargetImages.Subset(ids);
        return images.Ids.Select((id, i) => new AttributeImage(id, images.IsPositive(i)));
    }
}
