namespace SkinSeg.Experiments;

/// <summary>How far a planned training is, by what the store holds; its files are not looked at.</summary>
/// <param name="State">Finished, running, begun or missing.</param>
/// <param name="Share">Share of its epochs that are done, in [0, 1].</param>
/// <param name="Holder">Who is at it; null where nobody is.</param>
internal sealed record StoredProgress(StageState State, double Share, LockOwner? Holder)
{
    /// <summary>Looks a training up by its id alone.</summary>
    public static StoredProgress Of(RunStore store, string id)
    {
        bool isFinished = Find(store, "training", id) is not null;
        double share = !isFinished && Find(store, "work", id) is { } work && PlanNote.Find(store, id) is { } note ? FoldTraining.DoneShare(work, note.Epochs) : 0;
        return Judge(isFinished, share, store.LockOf(id));
    }

    /// <summary>Looks any stage up.</summary>
    /// <param name="store">The store.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="epochs">Epochs of the whole training, if it is one.</param>
    public static StoredProgress Of(RunStore store, Stage stage, int epochs)
    {
        bool isFinished = store.Has(stage);
        double share = !isFinished && stage.Kind == StageKind.Training ? FoldTraining.DoneShare(store.WorkFolderOf(stage), epochs) : 0;
        return Judge(isFinished, share, store.LockOf(stage.Id));
    }

    private static StoredProgress Judge(bool isFinished, double share, string lockPath) => isFinished
        ? new(StageState.Finished, 1, null)
        : LockWatch.Look(lockPath) is { HasEnded: false } holder
            ? new(StageState.Running, share, holder)
            : new(share > 0 ? StageState.Begun : StageState.Missing, share, null);

    private static string? Find(RunStore store, string kind, string id)
    {
        string folder = Path.Combine(store.Folder, kind);
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, $"*-{id}").FirstOrDefault() : null;
    }
}
