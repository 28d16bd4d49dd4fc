using System.Globalization;
using System.Text.Json;
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

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private readonly Experiment experiment = run.Experiment;

    /// <summary>The fold's stages.</summary>
    public FoldStages Stages { get; } = new(run.Experiment, run.Data, fold);

    private Stage Stage => Stages.Training;

    /// <summary>Share of the epochs that a stopped training has behind it, by its checkpoint.</summary>
    public static double DoneShare(string workFolder, Experiment experiment) => 0;

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
            Save(work, StoreSchema2.ReadEpochs(older));
            return false;
        }

        using var network = experiment.BuildNetwork(fold);
        network.to(torch.device(run.Device));
        var epochs = Trainer.Fit(experiment.Training, network, TrainingData(), progress, work.CancellationToken);
        ModelFile.Save(Path.Combine(work.Folder, ModelName), network, InfoOf(new(fold, string.Empty, epochs)));
        Save(work, epochs);
        work.Device = run.Device;
        return true;
    }

    private static void Save(StageWork work, ValueList<EpochReport> epochs) =>
        AtomicFile.WriteAllText(Path.Combine(work.Folder, EpochsName), JsonSerializer.Serialize(epochs, Indented));

    private TrainingData TrainingData()
    {
        var plan = experiment.PlanFolds(run.Data);
        var images = run.TargetImages;
        return new(images.Subset(plan.Training(fold)), images.Subset(plan.Validation(fold)), Preprocessing.Of(experiment.Network.Preprocessing));
    }

    private FoldRun Read(StoredStage stored)
    {
        try
        {
            var epochs = JsonSerializer.Deserialize<ValueList<EpochReport>>(File.ReadAllText(stored[EpochsName]));
            return new(fold, stored[ModelName], epochs ?? throw new JsonException("the file is empty"));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{stored[EpochsName]} is not as this kit writes it: {e.Message}", e);
        }
    }

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
