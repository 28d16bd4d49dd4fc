using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Weights;
using TorchSharp;

namespace SkinSeg.Experiments;

/// <summary>The maps of one fold's held-out images as stages: one for each view, and their mean.</summary>
internal sealed class FoldPrediction(CrossValidation run, int fold)
{
    private readonly FoldTraining training = new(run, fold);

    /// <summary>The stages.</summary>
    public FoldStages Stages => training.Stages;

    private double[] Equal => [.. run.Experiment.Views.Select(_ => 1.0)];

    /// <summary>The mean maps; what is not stored yet is predicted.</summary>
    public StoredStage Run(IProgress<int>? progress, CancellationToken cancellationToken) =>
        run.Store.Find(Stages.Mean) ?? MapMean.Of(run, Stages.Mean.Label, Predict(progress, cancellationToken), Equal, cancellationToken);

    /// <summary>The maps of every view.</summary>
    public ValueList<StoredStage> Predict(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var stored = Stages.Views.Select(run.Store.Find).ToList();
        if (stored.TrueForAll(stage => stage is not null))
        {
            return [.. stored.OfType<StoredStage>()];
        }

        run.CheckSizes();
        var trained = training.Find() ?? throw new InvalidOperationException($"Expected a finished training of {Stages.Training.Label} to predict with, found none in {run.Store.Folder}. Train the fold first.");
        using var model = ModelFile.Load(trained.ModelPath);
        model.Network.to(torch.device(run.Device));
        var predictor = Predictor.Of(run.Experiment.Network.Name, model.Network, Preprocessing.Of(model.Info.Preprocessing), run.Experiment.Training.Acceleration);
        return [.. run.Experiment.Views.Zip(Stages.Views, (view, stage) => run.Store.Make(stage, work => Write(predictor.With([view]), work, progress), progress: null, cancellationToken))];
    }

    private void Write(Predictor predictor, StageWork work, IProgress<int>? progress)
    {
        var heldOut = run.Images.Subset(run.Experiment.PlanFolds(run.Data).Validation(fold));
        var maps = predictor.Predict(heldOut.Select(image => image.Image), progress, work.CancellationToken);
        foreach (var (id, map) in heldOut.Ids.Zip(maps))
        {
            ImageFiles.Write(Path.Combine(work.Folder, HeldOutMaps.FileOf(id)), map);
        }

        work.Device = run.Device;
    }
}
