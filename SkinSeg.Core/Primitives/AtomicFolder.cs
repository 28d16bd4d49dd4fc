namespace SkinSeg.Primitives;

/// <summary>Writes folders whole or not at all: under a temporary name beside the target, then renamed.</summary>
internal static class AtomicFolder
{
    /// <summary>Lets <paramref name="fill"/> write into a new folder that then becomes <paramref name="path"/>.</summary>
    /// <remarks>Where another process was faster, its folder stays: both hold the same thing.</remarks>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string path, Action<string> fill) => Write(path, fill, flushToDisk: false);

    /// <summary>Brings every file to the disk before the folder gets its name: losing power leaves no folder of that name with half a file in it.</summary>
    /// <inheritdoc cref="Write(string, Action{string})"/>
    public static void WriteDurably(string path, Action<string> fill) => Write(path, fill, flushToDisk: true);

    private static void Write(string path, Action<string> fill, bool flushToDisk)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (flushToDisk)
            {
                FlushFiles(temporary);
            }

            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Finished by another process meanwhile.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(target, temporary, e);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    // Flushing a file brings to the disk whatever anybody wrote into it.
    private static void FlushFiles(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            stream.Flush(flushToDisk: true);
        }
    }
}
