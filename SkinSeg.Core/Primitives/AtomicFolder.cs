namespace SkinSeg.Primitives;

/// <summary>Writes folders whole or not at all: under a temporary name beside the target, then renamed.</summary>
internal static class AtomicFolder
{
    /// <summary>Lets <paramref name="fill"/> write into a new folder that then becomes <paramref name="path"/>.</summary>
    /// <remarks>Where another process was faster, its folder stays: both hold the same thing.</remarks>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string path, Action<string> fill)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
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
}
