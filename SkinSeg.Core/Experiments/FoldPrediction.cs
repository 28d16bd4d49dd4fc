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
    // So many images at once: what their maps take stays below a gigabyte at the paper's sizes.
    private const int Portion = 64;

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
        (Stage Stage, TestTimeView View)[] missing = [.. Stages.Views.Zip(run.Experiment.Views).Where(pair => run.Store.Find(pair.First) is null)];
        if (missing.Length > 0)
        {
            PredictMissing(missing, progress, cancellationToken);
        }

        return [.. Stages.Views.Select(stage => run.Store.Find(stage) ?? throw new IOException($"{run.Store.FolderOf(stage)} is gone right after it was written. Look at the disk."))];
    }

    private void PredictMissing((Stage Stage, TestTimeView View)[] missing, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        run.CheckSizes();
        var trained = training.Find() ?? throw new InvalidOperationException($"Expected a finished training of {Stages.Training.Label} to predict with, found none in {run.Store.Folder}. Train the fold first.");
        using var model = ModelFile.Load(trained.ModelPath);
        model.Network.to(torch.device(run.Device));
        var predictor = Predictor.Of(run.Experiment.Network.Name, model.Network, Preprocessing.Of(model.Info.Preprocessing), run.Experiment.Training.Acceleration);
        Fill(missing, [], targets => Write(predictor, targets, progress, cancellationToken), cancellationToken);
    }

    // All missing stages are open at once, so that the views of an image share batches; each gets its name when all are written.
    private void Fill(
        (Stage Stage, TestTimeView View)[] missing, IReadOnlyList<(string Folder, TestTimeView View)> open, Action<IReadOnlyList<(string Folder, TestTimeView View)>> write, CancellationToken cancellationToken)
    {
        if (open.Count == missing.Length)
        {
            write(open);
            return;
        }

        var (stage, view) = missing[open.Count];
        run.Store.Make(
            stage,
            work =>
            {
                work.Device = run.Device;
                Fill(missing, [.. open, (work.Folder, view)], write, work.CancellationToken);
                if (!Directory.EnumerateFiles(work.Folder).Any())
                {
                    write([(work.Folder, view)]); // another process finished a later view meanwhile, so that nothing was predicted here
                }
            },
            progress: null,
            cancellationToken);
    }

    // Always all views, whichever are wanted: what shares a batch decides last digits, and a run that was stopped must go on to the same bytes.
    private void Write(Predictor predictor, IReadOnlyList<(string Folder, TestTimeView View)> targets, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var heldOut = run.Images.Subset(run.Experiment.PlanFolds(run.Data).Validation(fold));
        int done = 0;
        foreach (var portion in heldOut.Chunk(Portion))
        {
            string[] ids = [.. portion.Select(image => image.Id)];
            var maps = (predictor with { Ids = [.. ids] }).PredictViews(portion.Select(image => image.Image), run.Experiment.Views, progress: null, cancellationToken);
            foreach (var (folder, view) in targets)
            {
                int place = run.Experiment.Views.ToList().IndexOf(view);
                OrderedParallel.Map(ids.Zip(maps), item => Save(folder, item.First, item.Second.Maps[place].Map), progress: null, cancellationToken);
            }

            progress?.Report(done += portion.Length);
        }
    }

    private static string Save(string folder, string id, ProbabilityMap map)
    {
        ImageFiles.Write(Path.Combine(folder, HeldOutMaps.FileOf(id)), map);
        return id;
    }
}
