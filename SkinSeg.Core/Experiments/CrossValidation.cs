using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;

namespace SkinSeg.Experiments;

/// <summary>Trains and predicts the folds of an experiment; what is in the store already is read, not made again.</summary>
/// <param name="Experiment">What is run.</param>
/// <param name="Data">The data set.</param>
/// <param name="Images">Its images at the experiment's working size.</param>
/// <param name="Store">Where trainings and maps are kept.</param>
public sealed record CrossValidation(Experiment Experiment, DermoscopyDataset Data, PreparedImages Images, RunStore Store)
{
    /// <summary>Device that networks compute on, as in <see cref="TorchRuntime.Devices"/>; results differ in their last digits between devices.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The same run with another experiment on the same images.</summary>
    public CrossValidation With(Experiment experiment) => this with { Experiment = experiment };

    /// <summary>Trains one fold, or reads it from the store.</summary>
    /// <param name="fold">The fold, counted from 0.</param>
    /// <param name="progress">Told of each epoch; at once for all where the fold was stored.</param>
    /// <param name="cancellationToken">Stops after a batch; the same call goes on from there.</param>
    /// <exception cref="InvalidOperationException">The images were prepared at another size than the experiment's.</exception>
    public FoldRun Train(int fold, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default) =>
        new FoldTraining(this, fold).Run(progress, cancellationToken);

    /// <summary>Maps, at working size, of the images that a fold holds out, by the fold's own network and the experiment's views.</summary>
    /// <param name="run">The fold's training.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public HeldOutMaps PredictHeldOut(FoldRun run, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(this, [Experiment], [run.Fold], [new FoldPrediction(this, run.Fold).Run(progress, cancellationToken)]);
    }

    /// <summary>Trains and predicts several folds.</summary>
    /// <inheritdoc cref="Run"/>
    public HeldOutMaps Predict(IEnumerable<int> folds, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folds);
        int[] wanted = [.. folds];
        CheckFolds(wanted);
        var stages = new List<StoredStage>();
        foreach (var (fold, i) in wanted.Select((fold, i) => (fold, i)))
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{Experiment.Label} fold {fold + 1} of {Experiment.Folds.Count}");
            void Tell(double share, string what) => progress?.Report(new((i + share) / wanted.Length, $"{name}, {what}"));
            Train(fold, new Relay<EpochReport>(epoch => Tell(0.9 * epoch.Epoch / Experiment.Training.Epochs, Describe(epoch))), cancellationToken);
            Tell(0.9, "predicting"); // 0.9: five views of a fifth of the images cost about a tenth of a training
            stages.Add(new FoldPrediction(this, fold).Run(progress: null, cancellationToken));
        }

        return new(this, [Experiment], [.. wanted], [.. stages]);
    }

    /// <summary>Trains and predicts several folds, then chooses thresholds and scores: a row of Table I.</summary>
    /// <param name="folds">Folds counted from 0; all folds make the paper's row, fewer a row over fewer images.</param>
    /// <param name="progress">Told of each epoch and each prediction.</param>
    /// <param name="cancellationToken">Stops soon; what is finished stays in the store.</param>
    public LesionResult Run(IEnumerable<int> folds, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default) =>
        LesionResult.Of(Predict(folds, progress, cancellationToken), cancellationToken);

    /// <summary>The trainings of some folds that are in the store.</summary>
    internal ValueList<FoldRun> Stored(IEnumerable<int> folds) => [.. folds.Select(fold => new FoldTraining(this, fold).Find()).OfType<FoldRun>()];

    /// <summary>The images with the masks of the experiment's target.</summary>
    internal PreparedImages TargetImages => Experiment.Target == SegmentationTarget.Lesion ? Images : Images.ForAttribute(Experiment.Target.Attribute());

    /// <summary>Refuses images of another size: the store would otherwise keep a training under a size that it never saw.</summary>
    internal void CheckSizes()
    {
        if (Images.Size != Experiment.WorkingSize)
        {
            throw new InvalidOperationException(
                $"The experiment works at {Experiment.WorkingSize}, but the images were prepared at {Images.Size}. Load them again: PreparedImages.Load(experiment.Preparation, data).");
        }
    }

    // Before the first training: hours later is too late to hear of it.
    private void CheckFolds(int[] folds)
    {
        if (folds.Length == 0 || folds.Distinct().Count() != folds.Length || folds.Any(fold => fold < 0 || fold >= Experiment.Folds.Count))
        {
            throw new ArgumentException($"Expected folds from 0 to {Experiment.Folds.Count - 1}, each once, got [{string.Join(", ", folds)}].", nameof(folds));
        }
    }

    private string Describe(EpochReport epoch) => string.Create(
        CultureInfo.InvariantCulture, $"epoch {epoch.Epoch} of {Experiment.Training.Epochs}, Jaccard {epoch.ValidationJaccard:F3}");

    private sealed class Relay<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
