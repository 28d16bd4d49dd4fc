using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Where the bytes of an unfinished file came from; they can only be added to if the rest comes from the same.</summary>
/// <param name="Address">Address they were asked from.</param>
/// <param name="Version">What the host calls this version of the file: a strong entity tag, or a date; empty where it says nothing.</param>
internal sealed record PartialOrigin(string Address, string Version);

/// <summary>A file on its way: <c>NAME.part</c> grows until it is whole, and only then gets its name.</summary>
/// <remarks>
/// <c>NAME.lock</c>, held open, says that somebody fetches the file, and remembers the <see cref="PartialOrigin"/>. It goes away after a success only: who
/// waits for it meanwhile finds the whole file. Removed after a failure, two waiting programs could each hold a lock of that name.
/// </remarks>
internal sealed class PartialFile : IDisposable
{
    // What the system says of a file that another holds open: Linux, macOS, Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly FileStream claim;
    private bool isDone;

    private PartialFile(string target, FileStream claim)
    {
        Target = target;
        this.claim = claim;
    }

    /// <summary>The file's final name.</summary>
    public string Target { get; }

    /// <summary>The unfinished file.</summary>
    public string Content => $"{Target}.part";

    /// <summary>Bytes that are there.</summary>
    public long Length => File.Exists(Content) ? new FileInfo(Content).Length : 0;

    /// <summary>Where they came from; null where that is not known.</summary>
    public PartialOrigin? Origin
    {
        get
        {
            claim.Position = 0;
            using var reader = new StreamReader(claim, leaveOpen: true);
            return reader.ReadLine() is { Length: > 0 } address && reader.ReadLine() is { } version ? new(address, version) : null;
        }
    }

    /// <summary>Waits until nobody else fetches the file.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public static PartialFile Claim(string target, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new(target, new FileStream($"{target}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException e) when (HeldByAnother.Contains(e.HResult))
            {
                progress?.Report(new(0, "another program fetches it: waiting"));
                cancellationToken.WaitHandle.WaitOne(LookAgain);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw WriteFailure.Of(target, $"{target}.lock", e);
            }
        }
    }

    /// <summary>Forgets what is there and begins with bytes of another origin.</summary>
    public void Begin(PartialOrigin origin)
    {
        Discard();
        using var writer = new StreamWriter(claim, leaveOpen: true);
        writer.Write($"{origin.Address}\n{origin.Version}\n");
    }

    /// <summary>Forgets what is there.</summary>
    public void Discard()
    {
        File.Delete(Content);
        claim.SetLength(0);
        claim.Position = 0;
    }

    /// <summary>A stream to add bytes to those that are there.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public FileStream Append() => Guard(() => new FileStream(Content, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));

    /// <summary>Adds bytes to a stream of <see cref="Append"/>; they are kept whatever happens next.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(FileStream file, byte[] buffer, int count) => Guard(() =>
    {
        file.Write(buffer, 0, count);
        return count;
    });

    /// <summary>Gives the whole file its name; an old one is replaced.</summary>
    /// <exception cref="IOException">The old one is held open.</exception>
    public void Finish() => isDone = Guard(() =>
    {
        File.Move(Content, Target, overwrite: true);
        return true;
    });

    /// <summary>Says that the file is there, made by another meanwhile.</summary>
    public void Yield() => isDone = true;

    /// <summary>Lets others fetch the file.</summary>
    public void Dispose()
    {
        claim.Dispose();
        try
        {
            if (isDone)
            {
                File.Delete($"{Target}.lock");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another has just claimed it, which finds the whole file and removes it in turn.
        }
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(Target, Content, e);
        }
    }
}
