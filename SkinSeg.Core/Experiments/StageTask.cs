using SkinSeg.Data;

namespace SkinSeg.Experiments;

/// <summary>A planned training that anybody with the store and the images can do: what a line of a job array is.</summary>
/// <param name="Id">Id of its stage.</param>
/// <param name="Experiment">The experiment.</param>
/// <param name="Fold">The fold, counted from 0.</param>
/// <param name="Data">The images.</param>
public sealed record StageTask(string Id, Experiment Experiment, int Fold, DermoscopyDataset Data)
{
    /// <summary>Reads a planned training and opens its images.</summary>
    /// <param name="store">The store that it was planned in.</param>
    /// <param name="id">Its stage's id, or enough of its first digits.</param>
    /// <param name="dataFolder">Where the images are; empty for where they were when it was planned.</param>
    /// <param name="parts">Losses and views of one's own that it names.</param>
    /// <exception cref="ArgumentException">No training with that id was planned.</exception>
    /// <exception cref="InvalidDataException">The data set changed since, or the store's note of it is damaged.</exception>
    public static StageTask Read(RunStore store, string id, string dataFolder = "", NamedParts? parts = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(dataFolder);
        string whole = Resolve(store, id);
        var note = PlanNote.Find(store, whole)!;
        var experiment = Experiment.FromJson(note.Experiment!.ToJsonString(), parts);
        var task = new StageTask(whole, experiment, note.Fold, StudyData.Read(store, note.Data).Open(dataFolder));
        string found = new FoldStages(experiment, task.Data, note.Fold).Training.Id;
        return found == whole
            ? task
            : throw new InvalidDataException($"The training {whole} was planned by another version of the kit, or its initial weights changed since: today it is {found}. Plan again.");
    }

    private static string Resolve(RunStore store, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        string[] found = [.. PlanNote.Ids(store).Where(known => known.StartsWith(id, StringComparison.OrdinalIgnoreCase) && PlanNote.Find(store, known) is { Experiment: not null })];
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException($"Expected the id of one planned training in {store.Folder}, got '{id}', which {(found.Length == 0 ? "none has" : $"{found.Length} have")}. 'plan --stages' lists them.", nameof(id));
    }
}
