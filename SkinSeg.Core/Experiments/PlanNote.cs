using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A planned stage as the store keeps it: what it was estimated to take, and for a training all that is needed to do it.</summary>
/// <param name="Label">The stage, in words.</param>
/// <param name="Kind">Which step it is.</param>
/// <param name="Seconds">Estimated time, from nothing.</param>
/// <param name="Machine">The machine that the estimate is for.</param>
/// <param name="Fold">The fold, counted from 0; −1 where it is made from all folds.</param>
/// <param name="Data">Manifest hash of the data.</param>
/// <param name="Experiment">The experiment as JSON.</param>
internal sealed record PlanNote(string Label, StageKind Kind, double Seconds, string Machine, int Fold, string Data, JsonNode? Experiment)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Epochs of a planned training; 1 where the note does not say.</summary>
    [JsonIgnore]
    public int Epochs => (int?)Experiment?["training"]?["epochs"] ?? 1;

    /// <summary>Writes the notes of a plan's stages that are not there yet; estimates of finished ones stay as they were when it was missing.</summary>
    public static void Save(RunStore store, StudyPlan plan, string manifest, string machine)
    {
        foreach (var stage in plan.Stages.Where(stage => stage.State == StageState.Missing))
        {
            var experiment = stage.Stage.Kind == StageKind.Training ? JsonNode.Parse(stage.Experiment.ToJson()) : null;
            var note = new PlanNote(stage.Stage.Label, stage.Stage.Kind, stage.Price.Seconds, machine, stage.Fold, manifest, experiment);
            AtomicFile.WriteAllText(PathOf(store, stage.Stage.Id), JsonSerializer.Serialize(note, Json));
        }
    }

    /// <summary>The note of a stage; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PlanNote? Find(RunStore store, string id)
    {
        string path = PathOf(store, id);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<PlanNote>(File.ReadAllText(path)) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged ({e.Message}). Plan again: 'plan' writes it.", e);
        }
    }

    /// <summary>Ids of all planned trainings, in ordinal order.</summary>
    public static IEnumerable<string> Ids(RunStore store)
    {
        string folder = Path.Combine(store.Folder, "planned");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal) : [];
    }

    private static string PathOf(RunStore store, string id) => Path.Combine(store.Folder, "planned", $"{id}.json");
}
