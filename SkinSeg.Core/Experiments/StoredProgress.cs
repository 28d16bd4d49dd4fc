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
        if (Find(store, "training", id) is not null)
        {
            return new(StageState.Finished, 1, null);
        }

        double share = Find(store, "work", id) is { } work && PlanNote.Find(store, id) is { } note
            ? FoldTraining.DoneShare(work, note.Epochs)
            : 0;
        return LockWatch.Look(Path.Combine(store.Folder, "locks", $"{id}.lock")) is { HasEnded: false } holder
            ? new(StageState.Running, share, holder)
            : new(share > 0 ? StageState.Begun : StageState.Missing, share, null);
    }

    private static string? Find(RunStore store, string kind, string id)
    {
        string folder = Path.Combine(store.Folder, kind);
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, $"*-{id}").FirstOrDefault() : null;
    }
}
