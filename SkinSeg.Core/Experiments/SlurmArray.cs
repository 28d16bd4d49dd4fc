using System.Globalization;
using System.Text.Json;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>One task of a job array: a planned training.</summary>
/// <param name="Stage">Id of its stage.</param>
/// <param name="Label">The training, in words.</param>
internal sealed record SlurmTask(string Stage, string Label);

/// <summary>A job array of planned trainings, as the store keeps it in <c>slurm/NAME</c>: the script, its list of stages, and this record.</summary>
/// <param name="Name">Its folder, for example <c>array-1</c>.</param>
/// <param name="JobId">The number that Slurm gave it; empty until it is submitted.</param>
/// <param name="Tasks">Its tasks; Slurm counts them from 1.</param>
internal sealed record SlurmArray(string Name, string JobId, ValueList<SlurmTask> Tasks)
{
    private const string RecordName = "array.json";
    private const string Prefix = "array-";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>A new array, with the next number that is free in a store.</summary>
    public static SlurmArray Next(RunStore store, IEnumerable<PlannedStage> trainings)
    {
        var known = Names(store).Select(name => int.TryParse(name[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0);
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{known.DefaultIfEmpty(0).Max() + 1}");
        return new(name, string.Empty, [.. trainings.Select(training => new SlurmTask(training.Stage.Id, training.Stage.Label))]);
    }

    /// <summary>All arrays of a store, oldest first.</summary>
    /// <exception cref="InvalidDataException">A record is damaged.</exception>
    public static ValueList<SlurmArray> All(RunStore store) =>
        [.. Names(store).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).Select(name => Read(store, name)).OfType<SlurmArray>()];

    /// <summary>Its folder.</summary>
    public string FolderIn(RunStore store) => Path.Combine(store.Folder, "slurm", Name);

    /// <summary>Its script.</summary>
    public string ScriptIn(RunStore store) => Path.Combine(FolderIn(store), "array.sh");

    /// <summary>What a task wrote, over all its restarts.</summary>
    /// <param name="store">The store.</param>
    /// <param name="index">The task, counted from 1.</param>
    public string LogIn(RunStore store, int index) => Path.Combine(FolderIn(store), string.Create(CultureInfo.InvariantCulture, $"{JobId}_{index}.log"));

    /// <summary>Writes the script and the list of stages, a line each.</summary>
    public void WriteScript(RunStore store, string script)
    {
        AtomicFile.WriteAllText(Path.Combine(FolderIn(store), SlurmScript.ListName), string.Concat(Tasks.Select(task => $"{task.Stage}\n")));
        AtomicFile.WriteAllText(ScriptIn(store), script);
    }

    /// <summary>Keeps the record.</summary>
    public void Save(RunStore store) => AtomicFile.WriteAllText(Path.Combine(FolderIn(store), RecordName), JsonSerializer.Serialize(this, Json));

    private static IEnumerable<string> Names(RunStore store)
    {
        string folder = Path.Combine(store.Folder, "slurm");
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, $"{Prefix}*").Select(path => Path.GetFileName(path)) : [];
    }

    // Null where it was never submitted: the script alone says nothing about a queue.
    private static SlurmArray? Read(RunStore store, string name)
    {
        string path = Path.Combine(store.Folder, "slurm", name, RecordName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<SlurmArray>(File.ReadAllText(path)) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged ({e.Message}). Delete it: finished trainings are kept, and 'slurm submit' submits what is missing.", e);
        }
    }
}
