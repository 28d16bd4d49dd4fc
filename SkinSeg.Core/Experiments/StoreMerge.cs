using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What a merge of two stores did.</summary>
/// <param name="Taken">Stages that were copied.</param>
/// <param name="Known">Stages that both had, with the same files.</param>
/// <param name="Differing">
/// Stages that both had, with other bytes: the same work on another machine, where last digits differ. This store's stay; a line each.
/// </param>
/// <param name="Damages">Stages of the other store that are damaged and were left.</param>
public sealed record MergeReport(ValueList<StoredStage> Taken, int Known, ValueList<string> Differing, ValueList<StoreDamage> Damages)
{
    /// <summary>For example <c>12 stages taken, 3 known, 0 differing, 0 damaged</c>, and a line for each that differs or is damaged.</summary>
    public override string ToString() => string.Join(
        '\n',
        Differing.Concat(Damages.Select(damage => $"left, since damaged: {damage.What}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Taken.Count} stages taken, {Known} known, {Differing.Count} differing, {Damages.Count} damaged")));
}

/// <summary>Brings what another store has into one: work that was done on several machines.</summary>
public static class StoreMerge
{
    /// <summary>Copies every whole stage that is missing here; nothing here is changed.</summary>
    /// <param name="store">The store that grows.</param>
    /// <param name="other">The store that is read.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops between two stages; what was copied is whole.</param>
    /// <exception cref="DirectoryNotFoundException">The other store is not there.</exception>
    /// <exception cref="InvalidDataException">One of them is of a newer version.</exception>
    /// <exception cref="IOException">This store cannot be written.</exception>
    public static MergeReport Merge(this RunStore store, RunStore other, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(other);
        if (!Directory.Exists(other.Folder))
        {
            throw new DirectoryNotFoundException($"{other.Folder}: expected a store to merge, but there is no such folder. Check the path.");
        }

        var theirs = other.Verify(progress, cancellationToken);
        var taken = new List<StoredStage>();
        var differing = new List<string>();
        foreach (var stage in theirs.Stages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!store.Has(stage.Stage))
            {
                taken.Add(store.Take(stage, cancellationToken));
            }
            else if (!StageManifest.Read(stage.Folder).Files.Equals(StageManifest.Read(store.FolderOf(stage.Stage)).Files))
            {
                differing.Add($"{stage.Stage} differs from the one here, which stays: the same work on another machine may differ in its last digits.");
            }
        }

        return new([.. taken], theirs.Stages.Count - taken.Count - differing.Count, [.. differing], theirs.Damages);
    }

    // Under the stage's lock: nobody makes it meanwhile, and a clean-up sees that the half-written folder is worked on.
    private static StoredStage Take(this RunStore store, StoredStage stage, CancellationToken cancellationToken)
    {
        using var turn = StoreLock.Take(store.LockOf(stage.Stage.Id), store.Locks, waiting: null, cancellationToken);
        StoreVersion.Mark(store.Folder);
        string target = store.FolderOf(stage.Stage);
        AtomicFolder.Write(target, temporary =>
        {
            foreach (string path in Directory.EnumerateFiles(stage.Folder, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(temporary, Path.GetRelativePath(stage.Folder, path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path, copy);
            }
        });
        return store.Find(stage.Stage) ?? throw new IOException($"{target} is gone right after it was written. Look at the disk.");
    }
}
