using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Lets one process at a time build a cache. The system gives the lock back when its holder ends, however it ends: nothing stays locked.</summary>
internal static class CacheLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // What opening a file says that another handle has locked: errno on Linux and on macOS; HRESULTs on Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    /// <summary>Waits for the lock and takes it; disposing gives it back. The empty file stays: removing it could let two in.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public static IDisposable Take(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(path) is { } held)
            {
                return held;
            }

            cancellationToken.WaitHandle.WaitOne(Pause);
        }
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, path, e);
        }
    }
}
