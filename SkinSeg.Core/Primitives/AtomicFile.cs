using System.Text;

namespace SkinSeg.Primitives;

/// <summary>Writes files whole or not at all: under a temporary name beside the target, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="bytes"/> to <paramref name="path"/>, making its folder if needed and replacing a file that is there.</summary>
    /// <exception cref="IOException">The folder cannot be written, the disk is full, or the old file is held open; the message names the path.</exception>
    public static void WriteAllBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="WriteAllBytes"/>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Lets <paramref name="write"/> fill the file as a stream.</summary>
    /// <inheritdoc cref="WriteAllBytes"/>
    public static void Write(string path, Action<Stream> write) => Write(path, write, flushToDisk: false);

    /// <summary>Lets <paramref name="write"/> fill the file, and brings it to the disk before it gets its name: losing power leaves the old file or the new one.</summary>
    /// <inheritdoc cref="WriteAllBytes"/>
    internal static void WriteDurably(string path, Action<Stream> write) => Write(path, write, flushToDisk: true);

    private static void Write(string path, Action<Stream> write, bool flushToDisk)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(target, temporary, e);
        }
        finally
        {
            if (File.Exists(temporary)) // not after the rename, nor where its folder could not be made
            {
                File.Delete(temporary);
            }
        }
    }
}
