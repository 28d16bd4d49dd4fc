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
    // EEXIST on Linux and macOS; the HRESULT of ERROR_FILE_EXISTS on Windows.
    private const int UnixFileExists = 17;
    private const int WindowsFileExists = unchecked((int)0x80070050);

    private readonly string path;
    private readonly LockConfig config;
    private readonly FileStream stream;
    private readonly CancellationTokenSource lost = new();
    private readonly Lock gate = new();
    private LockOwner owner = LockOwner.Here();
    private Timer? timer;
    private bool released;

    private StoreLock(string path, LockConfig config, FileStream stream) => (this.path, this.config, this.stream) = (path, config, stream);

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

            if (LockWatch.Look(path) is { } holder) // else it was given back meanwhile, or a network disk shows it late
            {
                waiting?.Invoke(holder);
                if (watch.IsLeftBehind(holder))
                {
                    LockWatch.Clear(path, holder, config, cancellationToken);
                    continue;
                }
            }

            cancellationToken.WaitHandle.WaitOne(config.Pause);
        }
    }

    /// <summary>Takes a lock that nobody holds; null where somebody does.</summary>
    public static StoreLock? TryTake(string path, LockConfig config)
    {
        MakeFolder(path);
        try
        {
            // Others read it and may move it away: on Windows that must be allowed.
            var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return new StoreLock(path, config, stream).Begin();
        }
        catch (IOException e) when (e.HResult is UnixFileExists or WindowsFileExists && !Directory.Exists(path))
        {
            return null; // it may be gone again by now: whether the file is there is no question to ask here
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, path, e);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            if (released)
            {
                return;
            }

            released = true;
            stream.Dispose();
            if (!lost.IsCancellationRequested)
            {
                LockWatch.Release(path, owner, config);
            }
        }

        lost.Dispose();
    }

    // By itself: a file in the folder's place is reported as "exists", like a lock that somebody holds.
    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, path, e);
        }
    }

    // Null where somebody cleared the file before it had a text.
    private StoreLock? Begin()
    {
        try
        {
            Write();
            if (LockWatch.Read(path)?.Token == owner.Token)
            {
                timer = new(_ => Beat(), null, config.Beat, config.Beat);
                return this;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream.Dispose();
            File.Delete(path); // a full disk takes an empty file: others would wait for nobody
            throw;
        }

        Dispose();
        return null;
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
                    stream.Dispose(); // Windows keeps the name of a removed file until nobody has it open
                    lost.Cancel();
                    return;
                }

                owner = owner with { Beat = owner.Beat + 1 };
                Write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // An exception here would end the process. A disk that is full or away for a moment: the next beat tries again, and others are patient.
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
