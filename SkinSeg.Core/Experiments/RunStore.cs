using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Training;
using SkinSeg.Weights;
using static TorchSharp.torch;

namespace SkinSeg.Experiments;

/// <summary>Trained folds and their out-of-fold maps in plain folders, so that nothing is computed twice and nothing is lost when a run stops.</summary>
/// <remarks>
/// <c>FOLDER/NETWORK-IDENTITY/experiment.json</c> says what the experiment is; <c>fold-1/model.safetensors</c> and <c>fold-1/epochs.json</c> are one
/// finished training; <c>fold-1/maps-VIEWS/ID.png</c> its 16-bit maps at working size. A folder gets its name when all in it is written.
/// </remarks>
/// <param name="folder">The store's folder; made when something is stored.</param>
public sealed class RunStore(string folder)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The store's folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Folder of one experiment on one data set.</summary>
    public string FolderOf(LesionExperiment experiment, DermoscopyDataset data)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Path.Combine(Folder, $"{experiment.Network.Name}-{experiment.Identity(data)}");
    }

    /// <summary>A fold's training, if it is finished; otherwise null.</summary>
    /// <exception cref="InvalidDataException">The stored training is damaged; the message names the file to delete.</exception>
    internal FoldRun? FindFold(LesionExperiment experiment, DermoscopyDataset data, int fold)
    {
        string path = FoldFolder(experiment, data, fold);
        string epochs = Path.Combine(path, "epochs.json");
        if (!Directory.Exists(path))
        {
            return null;
        }

        try
        {
            var reports = JsonSerializer.Deserialize<ValueList<EpochReport>>(File.ReadAllText(epochs));
            return new(fold, Path.Combine(path, "model.safetensors"), reports ?? throw new JsonException("the file is empty"));
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new InvalidDataException($"{epochs}: this stored training is damaged ({e.Message}). Delete the folder {path}; it will be trained again.", e);
        }
    }

    /// <summary>Stores a finished training.</summary>
    internal FoldRun AddFold(LesionExperiment experiment, DermoscopyDataset data, FoldRun run, nn.Module<Tensor, Tensor> network)
    {
        AtomicFile.WriteAllText(Path.Combine(FolderOf(experiment, data), "experiment.json"), experiment.DescribeTraining(data));
        string path = FoldFolder(experiment, data, run.Fold);
        AtomicFolder.Write(path, temporary =>
        {
            ModelFile.Save(Path.Combine(temporary, "model.safetensors"), network, InfoOf(experiment, data, run));
            File.WriteAllText(Path.Combine(temporary, "epochs.json"), JsonSerializer.Serialize(run.Epochs, Indented));
        });
        return run with { ModelPath = Path.Combine(path, "model.safetensors") };
    }

    /// <summary>Maps of all of a fold's held-out images by id, if they are stored; otherwise null.</summary>
    /// <exception cref="InvalidDataException">A map is damaged or missing; the message names the folder to delete.</exception>
    internal IReadOnlyDictionary<string, ProbabilityMap>? FindMaps(LesionExperiment experiment, DermoscopyDataset data, int fold)
    {
        string path = MapFolder(experiment, data, fold);
        if (!Directory.Exists(path))
        {
            return null;
        }

        try
        {
            return experiment.PlanFolds(data).Validation(fold).ToDictionary(id => id, id => ImageFiles.ReadProbabilityMap(Path.Combine(path, $"{id}.png")));
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            throw new InvalidDataException($"{path}: these stored maps are damaged ({e.Message.TrimEnd('.')}). Delete the folder; they will be predicted again.", e);
        }
    }

    /// <summary>Stores the maps of a fold's held-out images.</summary>
    internal void AddMaps(LesionExperiment experiment, DermoscopyDataset data, int fold, IReadOnlyDictionary<string, ProbabilityMap> maps) =>
        AtomicFolder.Write(MapFolder(experiment, data, fold), temporary =>
        {
            foreach (var (id, map) in maps)
            {
                ImageFiles.Write(Path.Combine(temporary, $"{id}.png"), map);
            }
        });

    private static ModelInfo InfoOf(LesionExperiment experiment, DermoscopyDataset data, FoldRun run) => new()
    {
        Network = experiment.Network,
        InputSize = experiment.WorkingSize,
        Preprocessing = experiment.Network.Preprocessing,
        Notes = string.Create(
            CultureInfo.InvariantCulture,
            $"{run}; {data}, manifest {data.ManifestHash[..12]}; started from {experiment.Start}, seed {experiment.Seed}"),
    };

    private string FoldFolder(LesionExperiment experiment, DermoscopyDataset data, int fold) =>
        Path.Combine(FolderOf(experiment, data), string.Create(CultureInfo.InvariantCulture, $"fold-{fold + 1}"));

    private string MapFolder(LesionExperiment experiment, DermoscopyDataset data, int fold)
    {
        string views = string.Join('\n', experiment.Views.Select(view => view.Name));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(views)))[..8];
        return Path.Combine(FoldFolder(experiment, data, fold), $"maps-{hash}");
    }
}
