using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>How locks of a store are kept and when they count as left behind.</summary>
internal sealed record LockConfig
{
    /// <summary>How often a holder shows that it lives.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a waiting process sees no beat before it takes a lock over: twelve beats, since network disks show files late.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a waiting process looks.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Measures durations; its time of day is never used, so that clocks may jump and differ between machines.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Lets one process at a time work on a stage, also where several machines share the store on a network disk.</summary>
/// <remarks>
/// The lock is a file that only one can create. Its holder writes a growing number into it; who waits and sees the same number for
/// <see cref="LockConfig.Patience"/> by its own clock takes the lock over, at once where the holder was a process of the same machine that has ended.
/// A holder that finds its lock taken over (a laptop that slept) is told by <see cref="Lost"/> and stops.
/// </remarks>
internal sealed class StoreLock : IDisposable
{
    private readonly string path;
    private readonly LockConfig config;
    private readonly FileStream stream;
    private readonly CancellationTokenSource lost = new();
    private readonly Timer timer;
    private readonly Lock gate = new();
    private LockOwner owner;
    private bool released;

    private StoreLock(string path, LockConfig config, FileStream stream, LockOwner owner)
    {
        (this.path, this.config, this.stream, this.owner) = (path, config, stream, owner);
        Write();
        timer = new(_ => Beat(), null, config.Beat, config.Beat);
    }

    /// <summary>Cancelled when somebody else took the lock over.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Waits for a lock and takes it.</summary>
    /// <param name="path">The lock's file; its folder is made.</param>
    /// <param name="config">Times.</param>
    /// <param name="waiting">Told who holds it, while waiting.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static StoreLock Take(string path, LockConfig config, Action<LockOwner>? waiting, CancellationToken cancellationToken)
    {
        var watch = new LockWatch(config);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(path, config) is { } taken)
            {
                return taken;
            }

            if (LockWatch.Read(path) is not { } holder)
            {
                continue; // given back meanwhile
            }

            waiting?.Invoke(holder);
            if (watch.IsLeftBehind(holder))
            {
                LockWatch.Clear(path, holder, config, cancellationToken);
                continue;
            }

            cancellationToken.WaitHandle.WaitOne(config.Pause);
        }
    }

    /// <summary>Takes a lock that nobody holds; null where somebody does.</summary>
    public static StoreLock? TryTake(string path, LockConfig config)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            // Others read it and may move it away: on Windows that must be allowed.
            var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return new(path, config, stream, LockOwner.Here());
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, path, e);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            released = true;
            stream.Dispose();
            if (LockWatch.Read(path)?.Token == owner.Token)
            {
                File.Delete(path);
            }
        }

        lost.Dispose();
    }

    // The file that was opened is written to, wherever it was moved: a successor's lock is never touched.
    private void Beat()
    {
        lock (gate)
        {
            if (released || lost.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (LockWatch.Read(path)?.Token != owner.Token)
                {
                    lost.Cancel();
                    return;
                }

                owner = owner with { Beat = owner.Beat + 1 };
                Write();
            }
            catch (IOException)
            {
                // A disk that is full or away for a moment: the next beat tries again, and others are patient.
            }
        }
    }

    private void Write()
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(owner.ToJson());
        stream.Position = 0;
        stream.Write(text);
        stream.SetLength(text.Length);
        stream.Flush(flushToDisk: true);
    }
}
