using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>
/// Finished stages in plain folders, so that nothing is computed twice and nothing is lost when a run stops. Several processes and machines may
/// share one store, also on a network disk.
/// </summary>
/// <remarks>
/// <c>FOLDER/KIND/LABEL-ID/stage.json</c> says what a stage is and lists its files with their hashes; a folder gets its name when all in it is
/// written. <c>FOLDER/work</c> holds checkpoints of trainings that are not finished, <c>FOLDER/locks</c> who works on what.
/// </remarks>
/// <param name="folder">The store's folder; made when something is stored.</param>
public sealed class RunStore(string folder)
{
    /// <summary>The store's folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Times of locks.</summary>
    internal LockConfig Locks { get; init; } = new();

    /// <summary>All stages whose <c>stage.json</c> can be read, by kind and name; their files are not looked at.</summary>
    public ValueList<StoredStage> List() => [.. Folders().Select(TryRead).OfType<StoredStage>()];

    /// <summary>The stage whose id begins with these digits.</summary>
    /// <param name="id">Enough hexadecimal digits to tell it from all others.</param>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public StoredStage Get(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        StoredStage[] found = [.. List().Where(stage => stage.Stage.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException($"Expected the id of one stage in {Folder}, got '{id}', which {(found.Length == 0 ? "none has" : $"{found.Length} have")}. 'store list' shows them.", nameof(id));
    }

    /// <summary>A stage that is finished and whole; null where it is not there.</summary>
    /// <exception cref="InvalidDataException">It is there, and damaged; the message says how. Nothing is deleted.</exception>
    internal StoredStage? Find(Stage stage)
    {
        StoreVersion.CheckStore(Folder);
        string path = FolderOf(stage);
        if (!Directory.Exists(path))
        {
            return null;
        }

        var manifest = ReadManifest(stage, path);
        return manifest.FindDamage(path) is { } damage ? throw Damaged(stage, damage) : StoredStage.Of(manifest, path);
    }

    /// <summary>Whether a stage is there, without a look at its files.</summary>
    internal bool Has(Stage stage) => Directory.Exists(FolderOf(stage));

    /// <summary>Finds a stage, or makes it; where another process is at it, its result is waited for.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="fill">Writes the stage's files; called once at most.</param>
    /// <param name="progress">Told who is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting; handed to <paramref name="fill"/>.</param>
    internal StoredStage Make(Stage stage, Action<StageWork> fill, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        if (Find(stage) is { } stored)
        {
            return stored;
        }

        using var taken = StoreLock.Take(LockOf(stage.Id), Locks, owner => progress?.Report(new(0, $"waiting for {owner}")), cancellationToken);
        if (Find(stage) is { } finished)
        {
            return finished;
        }

        StoreVersion.Mark(Folder);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, taken.Lost);
        var work = new StageWork { WorkFolder = WorkFolderOf(stage), CancellationToken = stop.Token };
        long start = Locks.Clock.GetTimestamp();
        try
        {
            AtomicFolder.Write(FolderOf(stage), temporary =>
            {
                work.Folder = temporary;
                fill(work);
                StageManifest.Seal(stage, temporary);
                StageRecord.Of(Locks.Clock, work.Earlier + Locks.Clock.GetElapsedTime(start), work.Device).Write(temporary);
            });
        }
        catch (OperationCanceledException e) when (taken.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{stage}: another process took this work over, since this one showed no sign of life (did the machine sleep?). Run the same command again: it waits for the other.", e);
        }

        return Find(stage) ?? throw new IOException($"{FolderOf(stage)} is gone right after it was written. Look at the disk.");
    }

    /// <summary>Where a stage keeps what it needs to go on after a stop.</summary>
    internal string WorkFolderOf(Stage stage) => Place(Path.Combine(Folder, "work", Path.GetFileName(stage.RelativePath)), stage);

    /// <summary>Where a stage is or will be. The id decides: it may have been stored under another label.</summary>
    internal string FolderOf(Stage stage) => Place(Path.Combine(Folder, stage.RelativePath), stage);

    /// <summary>The lock of a stage.</summary>
    internal string LockOf(string id) => Path.Combine(Folder, "locks", $"{id}.lock");

    /// <summary>Folders of all stages, finished ones only.</summary>
    internal IEnumerable<string> Folders() =>
        from kind in Enum.GetValues<StageKind>()
        let path = Path.Combine(Folder, kind.ToString().ToLowerInvariant())
        where Directory.Exists(path)
        from stage in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)
        where !stage.EndsWith(".tmp", StringComparison.Ordinal)
        select stage;

    private static string Place(string path, Stage stage)
    {
        string parent = Path.GetDirectoryName(path)!;
        return Directory.Exists(path) || !Directory.Exists(parent)
            ? path
            : Directory.EnumerateDirectories(parent, $"*-{stage.Id}").Order(StringComparer.Ordinal).FirstOrDefault() ?? path;
    }

    private static StageManifest ReadManifest(Stage stage, string path)
    {
        try
        {
            var manifest = StageManifest.Read(path);
            return manifest.Stage.Id == stage.Id ? manifest : throw new InvalidDataException($"{path} holds another stage, {manifest.Stage}.");
        }
        catch (InvalidDataException e) when (!StageManifest.IsNewer(path))
        {
            throw Damaged(stage, e.Message);
        }
    }

    private static StoredStage? TryRead(string path)
    {
        try
        {
            return StoredStage.Of(StageManifest.Read(path), path);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static InvalidDataException Damaged(Stage stage, string damage) => new(
        $"{damage} The stored stage '{stage}' is damaged; nothing was deleted. 'store verify --set-aside' moves it away, and it is then computed again.");
}
