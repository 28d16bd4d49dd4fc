using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Something in a store that no finished stage needs.</summary>
/// <param name="Path">The folder or file.</param>
/// <param name="Bytes">Disk that it takes.</param>
/// <param name="Why">Why it is not needed.</param>
public sealed record StoreLitter(string Path, long Bytes, string Why)
{
    /// <summary>For example <c>240.1 MB  checkpoints-of-x: its training is finished</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e6:F1} MB  {Path}: {Why}");
}

/// <summary>Finds and removes what stopped runs leave behind. Finished stages are never touched.</summary>
public static class StoreCleaning
{
    /// <summary>Half-written stages that nobody works on, checkpoints of trainings that are finished, locks of processes that ended, stages set aside.</summary>
    /// <remarks>Checkpoints of trainings that are not finished stay: they are what a run goes on from.</remarks>
    public static ValueList<StoreLitter> FindLitter(this RunStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. HalfWritten(store).Concat(Checkpoints(store)).Concat(Locks(store)).Concat(SetAside(store))];
    }

    /// <summary>Removes what <see cref="FindLitter"/> finds, and tells it.</summary>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public static ValueList<StoreLitter> Clean(this RunStore store)
    {
        var litter = store.FindLitter();
        foreach (var item in litter)
        {
            if (Directory.Exists(item.Path))
            {
                Directory.Delete(item.Path, recursive: true);
            }
            else if (LockWatch.Look(item.Path) is { HasEnded: true } ended)
            {
                LockWatch.Clear(item.Path, ended, store.Locks, CancellationToken.None); // unless it has changed hands since
            }
        }

        return litter;
    }

    private static IEnumerable<StoreLitter> HalfWritten(RunStore store) =>
        from kind in Enum.GetNames<StageKind>()
        let folder = Path.Combine(store.Folder, kind.ToLowerInvariant())
        where Directory.Exists(folder)
        from path in Directory.EnumerateDirectories(folder, "*.tmp")
        where !IsHeld(store, path)
        select Litter(path, "it was left half-written by a run that was stopped");

    private static IEnumerable<StoreLitter> Checkpoints(RunStore store)
    {
        string work = Path.Combine(store.Folder, "work");
        var finished = store.List().Select(stage => stage.Stage.Id).ToHashSet(StringComparer.Ordinal);
        return Directory.Exists(work)
            ? Directory.EnumerateDirectories(work).Where(path => finished.Contains(IdIn(Path.GetFileName(path)))).Select(path => Litter(path, "its training is finished"))
            : [];
    }

    private static IEnumerable<StoreLitter> Locks(RunStore store)
    {
        string locks = Path.Combine(store.Folder, "locks");
        return Directory.Exists(locks)
            ? from path in Directory.EnumerateFiles(locks)
              where LockWatch.Look(path) is { HasEnded: true }
              select new StoreLitter(path, new FileInfo(path).Length, "the process that held it has ended")
            : [];
    }

    private static IEnumerable<StoreLitter> SetAside(RunStore store)
    {
        string folder = Path.Combine(store.Folder, "set-aside");
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Litter(path, "it was damaged and set aside")) : [];
    }

    // LABEL-ID.GUID.tmp: a lock that is there says that somebody works on it, or did until a moment ago.
    private static bool IsHeld(RunStore store, string path)
    {
        string[] parts = Path.GetFileName(path).Split('.');
        return parts.Length >= 3 && LockWatch.Look(store.LockOf(IdIn(parts[^3]))) is { HasEnded: false };
    }

    // LABEL-ID
    private static string IdIn(string name) => name.Length >= Stage.IdLength ? name[^Stage.IdLength..] : name;

    private static StoreLitter Litter(string path, string why) => new(path, DiskUse.Of(path), why);
}
