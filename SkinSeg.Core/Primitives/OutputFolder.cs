namespace SkinSeg.Primitives;

/// <summary>Tries an output folder before the work begins, so that hours do not end at the last step.</summary>
internal static class OutputFolder
{
    /// <summary>Fails unless a file can be written into a folder, or into the one in which it would be made. Leaves nothing behind.</summary>
    /// <exception cref="IOException">It cannot be written; the message says why.</exception>
    public static void Check(string folder)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string name = $".skinseg-{Guid.NewGuid():N}.tmp";
        try
        {
            File.Create(Path.Combine(Existing(target), name), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(target, Path.Combine(target, name), e);
        }
    }

    /// <summary>Fails where a folder is there already: what it holds is not overwritten, nor mixed with what is new.</summary>
    /// <exception cref="IOException">A file or folder of that name is there, or cannot be made.</exception>
    public static void RequireNew(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Check(folder);
        if (Path.Exists(folder))
        {
            throw new IOException($"{Path.GetFullPath(folder)} is there already, and nothing is overwritten. Remove it, or give another name.");
        }
    }

    // A file in the way is returned too: nothing can be written below it.
    private static string Existing(string path) =>
        Path.Exists(path) || Path.GetDirectoryName(path) is not { } parent ? path : Existing(parent);
}
