using SkinSeg.Data;

namespace SkinSeg.Experiments;

/// <summary>Prices stages from what a probe measured.</summary>
internal static class StagePricing
{
    // Reading, averaging and writing a map, and what a stage takes besides: small beside the rest, so that constants will do.
    private const double SecondsPerMeanPart = 0.0005;
    private const double SecondsPerStage = 0.02;
    private const double SecondsPerStart = 0.3; // building a network, starting the loader's threads

    /// <summary>A stage of a study, priced.</summary>
    public static PlannedStage Of(StudyStage stage, WorkRates rates, RunStore store)
    {
        var progress = StoredProgress.Of(store, stage.Stage, stage.Experiment.Training.Epochs);
        return new(stage.Stage, stage.Experiment, stage.Fold, progress.State, progress.Share, PriceOf(stage, rates));
    }

    /// <summary>What the cache costs: every image and all its masks at the network's size.</summary>
    public static StagePrice OfPreparation(Experiment experiment, DermoscopyDataset data, WorkRates rates)
    {
        int masks = data.HasAttributes ? 1 + LesionAttributes.All.Count : 1;
        return new(data.Images.Count * rates.SecondsPerPreparation, data.Images.Count * (3L + masks) * experiment.WorkingSize.Area, 0);
    }

    private static StagePrice PriceOf(StudyStage stage, WorkRates rates) => stage.Stage.Kind switch
    {
        StageKind.Training => OfTraining(stage, rates),
        StageKind.Maps => new(SecondsPerStage + (stage.Images * rates.SecondsPerMap), stage.Images * rates.MapBytes, rates.MemoryBytes),
        StageKind.Mean => new(SecondsPerStage + (stage.Images * stage.Parts * SecondsPerMeanPart), stage.Images * rates.MapBytes, 0),
        StageKind.Scores => new(SecondsPerStage + (stage.Images * rates.SecondsPerScore), stage.Images * 200L, 0), // 200: a line of scores.json
        _ => StagePrice.Zero,
    };

    private static StagePrice OfTraining(StudyStage stage, WorkRates rates)
    {
        var training = stage.Experiment.Training;
        int steps = (stage.Images + training.BatchSize - 1) / training.BatchSize;
        int validated = stage.Images / Math.Max(stage.Experiment.Folds.Count - 1, 1);
        double epoch = (steps * rates.SecondsPerStep) + (validated * rates.SecondsPerValidationImage) + rates.SecondsPerCheckpoint;
        return new(SecondsPerStart + (training.Epochs * epoch), rates.ModelBytes, rates.MemoryBytes);
    }
}
