using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using SkinSeg.Weights;
using TorchSharp;

namespace SkinSeg.Experiments;

/// <summary>The training of one fold as a stage: <c>model.safetensors</c>, the weights of the best epoch, and <c>epochs.json</c>.</summary>
internal sealed class FoldTraining(CrossValidation run, int fold)
{
    private const string ModelName = "model.safetensors";
    private const string EpochsName = "epochs.json";

    private readonly Experiment experiment = run.Experiment;

    /// <summary>The fold's stages.</summary>
    public FoldStages Stages { get; } = new(run.Experiment, run.Data, fold);

    private Stage Stage => Stages.Training;

    /// <summary>Share of the epochs that a stopped training has behind it, by its checkpoint's name: the checkpoint itself is not looked at.</summary>
    public static double DoneShare(string workFolder, int epochs) => Math.Min(1, (double)ResumableTraining.FinishedEpochs(workFolder) / epochs);

    /// <summary>The stored training; null where it is not finished.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public FoldRun? Find() => run.Store.Find(Stage) is { } stored ? Read(stored) : null;

    /// <summary>Trains, goes on with a training that was stopped, or reads a finished one.</summary>
    public FoldRun Run(IProgress<EpochReport>? progress, CancellationToken cancellationToken)
    {
        bool trained = false;
        if (!run.Store.Has(Stage))
        {
            run.CheckSizes(); // before anything is written
        }

        var stored = run.Store.Make(Stage, work => trained = Train(work, progress), progress: null, cancellationToken);
        if (trained)
        {
            Directory.Delete(run.Store.WorkFolderOf(Stage), recursive: true); // the stage holds the best weights, the reports and the journal
        }

        var result = Read(stored);
        foreach (var epoch in trained ? [] : result.Epochs)
        {
            progress?.Report(epoch);
        }

        return result;
    }

    private bool Train(StageWork work, IProgress<EpochReport>? progress)
    {
        if (StoreSchema2.Find(run, fold) is { } older)
        {
            File.Copy(Path.Combine(older, ModelName), Path.Combine(work.Folder, ModelName));
            StageJson.Save(Path.Combine(work.Folder, EpochsName), StoreSchema2.ReadEpochs(older));
            return false;
        }

        using var network = experiment.BuildNetwork(fold);
        network.to(torch.device(run.Device));
        var training = new ResumableTraining(Config, TrainingData(), work.WorkFolder) { Identity = Stage.Id };
        int earlier = ResumableTraining.FinishedEpochs(work.WorkFolder);
        var epochs = training.Fit(network, progress, work.CancellationToken);
        work.Earlier = TimeSpan.FromSeconds(epochs.Take(earlier).Sum(epoch => epoch.Machine.Seconds));
        ModelFile.Save(Path.Combine(work.Folder, ModelName), network, InfoOf(new(fold, string.Empty, epochs)));
        StageJson.Save(Path.Combine(work.Folder, EpochsName), epochs);
        KeepJournal(work);
        work.Device = run.Device;
        return true;
    }

    // The journal tells times and machines: it goes with the stage as a note. Checkpoints are of no use any more.
    private static void KeepJournal(StageWork work)
    {
        foreach (string path in Directory.EnumerateFiles(work.WorkFolder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(work.WorkFolder, path).Replace('\\', '/');
            if (StageManifest.IsNote(name))
            {
                string copy = Path.Combine(work.Folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path, copy);
            }
        }
    }

    private TrainingData TrainingData()
    {
        var plan = experiment.PlanFolds(run.Data);
        var images = run.TargetImages;
        var training = images.Subset(plan.Training(fold));
        var chosen = experiment.Target == SegmentationTarget.Lesion ? training : training.Subset(Choose(training).Ids);
        return new(chosen, images.Subset(plan.Validation(fold)), Preprocessing.Of(experiment.Network.Preprocessing));
    }

    /// <summary>The images that an attribute's training sees.</summary>
    private SubsamplingChoice Choose(PreparedImages training)
    {
        var shown = training.Ids.Select((id, i) => (Id: id, IsPositive: training.IsPositive(i))).ToLookup(image => image.IsPositive, image => image.Id);
        return Subsampling.Choose(experiment.Subsampling, experiment.Target, fold, shown[true], shown[false]);
    }

    private TrainingConfig Config => experiment.Training with
    {
        BalanceEachEpoch = experiment.Target != SegmentationTarget.Lesion && experiment.Subsampling is { Balance: true, Draw: NegativeDraw.EachEpoch },
    };

    private FoldRun Read(StoredStage stored) => new(fold, stored[ModelName], StageJson.Read<ValueList<EpochReport>>(stored[EpochsName]));

    private ModelInfo InfoOf(FoldRun trained) => new()
    {
        Network = experiment.Network,
        InputSize = experiment.WorkingSize,
        Preprocessing = experiment.Network.Preprocessing,
        Notes = string.Create(
            CultureInfo.InvariantCulture,
            $"{trained}; {experiment.Label}; {run.Data}, manifest {run.Data.ManifestHash[..12]}; started from {experiment.Start}, seed {experiment.Seed}"),
    };
}
