namespace SkinSeg.Experiments;

/// <summary>Sees whether a lock's holder still lives, by its beats and by one's own monotonic clock.</summary>
internal sealed class LockWatch(LockConfig config)
{
    private LockOwner? seen;
    private long since;

    /// <summary>The holder of a lock; null where there is none.</summary>
    public static LockOwner? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            using var reader = new StreamReader(stream);
            return LockOwner.Parse(reader.ReadToEnd());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the holder has ended, or has not moved for as long as one is patient.</summary>
    public bool IsLeftBehind(LockOwner holder)
    {
        if (seen != holder)
        {
            seen = holder;
            since = config.Clock.GetTimestamp();
        }

        return holder.HasEnded || config.Clock.GetElapsedTime(since) >= config.Patience;
    }

    /// <summary>Removes a lock that was left behind, unless it changed hands: of several that clear it at once, one does.</summary>
    public static void Clear(string path, LockOwner holder, LockConfig config, CancellationToken cancellationToken)
    {
        // Who clears holds a lock of its own, so that nobody removes the lock of the one who was faster.
        using var clearing = StoreLock.Take($"{path}.clearing", config, waiting: null, cancellationToken);
        if (Read(path) == holder)
        {
            File.Delete(path);
        }
    }
}
