using System.Globalization;
using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Primitives;
using SkinSeg.Training;

namespace SkinSeg.Experiments;

/// <summary>Trainings of stores as they were before version 3: <c>NETWORK-IDENTITY/fold-1/model.safetensors</c> and <c>epochs.json</c>. They are taken over, not done again.</summary>
internal static class StoreSchema2
{
    /// <summary>Folder of such a training; null where there is none, or where the experiment varies what version 2 did not know.</summary>
    public static string? Find(CrossValidation run, int fold)
    {
        if (!Directory.Exists(run.Store.Folder) || !IsExpressible(run.Experiment))
        {
            return null;
        }

        string name = $"{run.Experiment.Network.Name}-{Identity(run.Experiment, run.Data)}";
        string folder = Path.Combine(run.Store.Folder, name, string.Create(CultureInfo.InvariantCulture, $"fold-{fold + 1}"));
        return File.Exists(Path.Combine(folder, "model.safetensors")) && File.Exists(Path.Combine(folder, "epochs.json")) ? folder : null;
    }

    /// <summary>The reports of a training's epochs.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static ValueList<EpochReport> ReadEpochs(string folder)
    {
        string path = Path.Combine(folder, "epochs.json");
        try
        {
            return JsonSerializer.Deserialize<ValueList<EpochReport>>(File.ReadAllText(path)) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: this training of an older store is damaged ({e.Message}). Move the folder {folder} away; it will be trained again.", e);
        }
    }

    /// <summary>The sixteen digits by which version 2 named an experiment.</summary>
    internal static string Identity(Experiment experiment, DermoscopyDataset data)
    {
        var today = ExperimentIdentity.OfTraining(experiment, data);
        return CanonicalJson.Hash(JsonSerializer.Serialize(new
        {
            schema = 2,
            network = experiment.Network,
            initialWeights = today["initialWeights"]!.GetValue<string>(),
            workingSize = experiment.WorkingSize.ToString(),
            foldCount = experiment.Folds.Count,
            seed = experiment.Seed,
            epochs = experiment.Training.Epochs,
            batchSize = experiment.Training.BatchSize,
            trainingSeed = experiment.Training.Seed,
            loss = experiment.Training.Loss.Name,
            optimizer = experiment.Training.Optimizer,
            augmentation = experiment.Training.Augmentation,
            acceleration = experiment.Training.Acceleration,
            batchOrder = experiment.Training.BatchOrder,
            data = data.ManifestHash,
        }))[..Stage.IdLength];
    }

    // Version 2 knew lesions, one seed for folds and weights, and images prepared in the default way.
    private static bool IsExpressible(Experiment experiment) =>
        experiment.Target == SegmentationTarget.Lesion && experiment.Training.Loss.Version == 1
        && experiment.Folds == new FoldConfig { Count = experiment.Folds.Count, Seed = experiment.Seed }
        && experiment.Preparation with { Size = new(1, 1), Workers = 0, OnBadImage = default, OnChangedImage = default, OnDamagedCache = default }
            == new PreparationConfig { Size = new(1, 1), OnBadImage = default, OnChangedImage = default, OnDamagedCache = default };
}
