using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Sees whether a lock's holder still lives, by its beats and by one's own monotonic clock.</summary>
internal sealed class LockWatch(LockConfig config)
{
    private const string Clearing = ".clearing";

    private LockOwner? seen;
    private TimeSpan quiet;
    private long looked;

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

    /// <summary>The holder of a lock, an unknown one where it cannot be read at the moment; null where there is none.</summary>
    public static LockOwner? Look(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return LockOwner.Unknown;
        }
    }

    /// <summary>Whether the holder has ended, or has not moved for as long as one is patient.</summary>
    /// <remarks>
    /// Between two looks at most a beat counts: when this machine sleeps or the network disk hangs, its holder could not beat either.
    /// </remarks>
    public bool IsLeftBehind(LockOwner holder)
    {
        long now = config.Clock.GetTimestamp();
        var passed = config.Clock.GetElapsedTime(looked, now);
        quiet = seen == holder ? quiet + (passed < config.Beat ? passed : config.Beat) : TimeSpan.Zero;
        (seen, looked) = (holder, now);
        return holder.HasEnded || quiet >= config.Patience;
    }

    /// <summary>Removes a lock that was left behind, unless it changed hands: of several that clear it at once, one does.</summary>
    public static void Clear(string path, LockOwner holder, LockConfig config, CancellationToken cancellationToken)
    {
        // Who clears holds a lock of its own, so that nobody removes the lock of the one who was faster.
        using var clearing = StoreLock.Take(ClearingOf(path), config, waiting: null, cancellationToken);
        if (Look(path) == holder && (holder != LockOwner.Unknown || IsStillUnknown(path, config, cancellationToken)))
        {
            Delete(path);
        }
    }

    /// <summary>Gives a lock back. Where that fails it stays, without beats, and others take it over.</summary>
    public static void Release(string path, LockOwner owner, LockConfig config)
    {
        try
        {
            // The same lock as for clearing: a lock that is just being taken over does not change hands between the look and the removal.
            using var clearing = path.EndsWith(Clearing, StringComparison.Ordinal) ? null : TakeClearing(path, config);
            if (Read(path)?.Token == owner.Token)
            {
                Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The result is written, or another failure is on its way up: neither may be lost over this.
        }
    }

    private static string ClearingOf(string path) => path + Clearing;

    // A full disk takes no lock file more; a lock must be given back all the same.
    private static StoreLock? TakeClearing(string path, LockConfig config)
    {
        try
        {
            return StoreLock.Take(ClearingOf(path), config, waiting: null, CancellationToken.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // All unknown holders look alike: the file may be a new one, whose holder is about to write its name.
    private static bool IsStillUnknown(string path, LockConfig config, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne(config.Pause);
        return Look(path) == LockOwner.Unknown;
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, path, e);
        }
    }
}
