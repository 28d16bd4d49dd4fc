using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using SkinSeg.Weights;
using TorchSharp;

namespace SkinSeg.Experiments;

/// <summary>Trains and predicts the folds of an experiment; what is in the store already is read, not made again.</summary>
/// <param name="Experiment">What is run.</param>
/// <param name="Data">The data set.</param>
/// <param name="Images">Its images at the experiment's working size.</param>
/// <param name="Store">Where trainings and maps are kept.</param>
public sealed record CrossValidation(LesionExperiment Experiment, DermoscopyDataset Data, PreparedImages Images, RunStore Store)
{
    /// <summary>Device that networks compute on, as in <see cref="TorchRuntime.Devices"/>; results differ in their last digits between devices.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Trains one fold, or reads it from the store.</summary>
    /// <param name="fold">The fold, counted from 0.</param>
    /// <param name="progress">Told of each epoch; at once for all where the fold was stored.</param>
    /// <param name="cancellationToken">Stops after a batch; the fold is then trained again from its start.</param>
    /// <exception cref="InvalidOperationException">The images were prepared at another size than the experiment's.</exception>
    public FoldRun Train(int fold, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Store.FindFold(Experiment, Data, fold) is { } stored)
        {
            foreach (var epoch in stored.Epochs)
            {
                progress?.Report(epoch);
            }

            return stored;
        }

        CheckSizes();
        var plan = Experiment.PlanFolds(Data);
        using var network = Experiment.BuildNetwork(fold);
        network.to(torch.device(Device));
        var data = new TrainingData(Images.Subset(plan.Training(fold)), Images.Subset(plan.Validation(fold)), Preprocessing.Of(Experiment.Network.Preprocessing));
        var epochs = Trainer.Fit(Experiment.Training, network, data, progress, cancellationToken);
        return Store.AddFold(Experiment, Data, new(fold, string.Empty, epochs), network);
    }

    /// <summary>Maps, at working size, of the images that a fold holds out, by the fold's own network and the experiment's views.</summary>
    /// <param name="run">The fold's training.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public IReadOnlyDictionary<string, ProbabilityMap> PredictHeldOut(
        FoldRun run, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Store.FindMaps(Experiment, Data, run.Fold) is { } stored)
        {
            return stored;
        }

        CheckSizes();
        using var model = ModelFile.Load(run.ModelPath);
        model.Network.to(torch.device(Device));
        var heldOut = Images.Subset(Experiment.PlanFolds(Data).Validation(run.Fold));
        var predictor = Predictor
            .Of(Experiment.Network.Name, model.Network, Preprocessing.Of(model.Info.Preprocessing), Experiment.Training.Acceleration)
            .With(Experiment.Views);
        var maps = predictor.Predict(heldOut.Select(image => image.Image), progress, cancellationToken);
        Store.AddMaps(Experiment, Data, run.Fold, heldOut.Ids.Zip(maps).ToDictionary(pair => pair.First, pair => pair.Second));
        return Store.FindMaps(Experiment, Data, run.Fold)!;
    }

    /// <summary>Trains and predicts several folds, then chooses thresholds and scores: a row of Table I.</summary>
    /// <param name="folds">Folds counted from 0; all folds make the paper's row, fewer a row over fewer images.</param>
    /// <param name="progress">Told of each epoch and each prediction.</param>
    /// <param name="cancellationToken">Stops soon; finished folds stay in the store.</param>
    public LesionResult Run(IEnumerable<int> folds, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folds);
        int[] wanted = [.. folds];
        var runs = new List<FoldRun>();
        var maps = new SortedDictionary<string, ProbabilityMap>(StringComparer.Ordinal);
        foreach (var (fold, i) in wanted.Select((fold, i) => (fold, i)))
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"fold {fold + 1} of {Experiment.FoldCount}");
            void Tell(double share, string what) => progress?.Report(new((i + share) / wanted.Length, $"{name}, {what}"));
            runs.Add(Train(fold, new Relay<EpochReport>(epoch => Tell(0.9 * epoch.Epoch / Experiment.Training.Epochs, Describe(epoch))), cancellationToken));
            Tell(0.9, "predicting"); // 0.9: five views of a fifth of the images cost about a tenth of a training
            foreach (var (id, map) in PredictHeldOut(runs[^1], cancellationToken: cancellationToken))
            {
                maps.Add(id, map);
            }
        }

        return LesionResult.Score(this, [.. runs], maps, cancellationToken);
    }

    // The store would otherwise keep a training under a size that it never saw.
    private void CheckSizes()
    {
        if (Images.Size != Experiment.WorkingSize)
        {
            throw new InvalidOperationException(
                $"The experiment works at {Experiment.WorkingSize}, but the images were prepared at {Images.Size}. Load them again: PreparedImages.Load(new() {{ Size = experiment.WorkingSize }}, data).");
        }
    }

    private string Describe(EpochReport epoch) => string.Create(
        CultureInfo.InvariantCulture, $"epoch {epoch.Epoch} of {Experiment.Training.Epochs}, Jaccard {epoch.ValidationJaccard:F3}");

    private sealed class Relay<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
