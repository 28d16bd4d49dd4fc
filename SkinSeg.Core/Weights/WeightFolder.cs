namespace SkinSeg.Weights;

/// <summary>A folder with files of the <see cref="WeightRegistry"/>, under the names it gives them.</summary>
public static class WeightFolder
{
    private const int SignatureLength = 9;

    private static readonly byte[] HierarchicalData = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] Pickle = [0x80];

    /// <summary>Full path where a file is, or is to be put; nothing is looked up.</summary>
    /// <param name="source">The file, from the registry.</param>
    /// <param name="folder">The folder; it need not be there.</param>
    public static string Locate(WeightSource source, string folder)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return source.FileName.Length > 0 && source.FileName == Path.GetFileName(source.FileName)
            ? Path.GetFullPath(Path.Combine(folder, source.FileName))
            : throw new ArgumentException($"Expected a file name without folders for the weights '{source.Name}', got '{source.FileName}'.", nameof(source));
    }

    /// <summary>Compares a file's size and hash with the published ones; without a published hash, its size and its first bytes.</summary>
    /// <param name="source">The file, from the registry.</param>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static WeightFileReport Verify(WeightSource source, string folder)
    {
        string path = Locate(source, folder);
        return File.Exists(path) ? Judge(source, path, path) : new(source, path, WeightFileStatus.Absent, string.Empty, string.Empty);
    }

    /// <summary>Judges bytes that lie at <paramref name="content"/> and are, or will be, the file at <paramref name="path"/>.</summary>
    internal static WeightFileReport Judge(WeightSource source, string path, string content)
    {
        long length = new FileInfo(content).Length;
        if (source.Size is { } size && !size.Agrees(length))
        {
            return new(source, path, WeightFileStatus.Differs, size.ToString(), PublishedSize.InBytes(length));
        }

        if (source.Hash is { } hash)
        {
            var found = FileHash.OfFile(content, hash.Kind);
            return new(source, path, hash.Agrees(found) ? WeightFileStatus.Verified : WeightFileStatus.Differs, hash.ToString(), found.ToString());
        }

        return ExpectedStart(source.FileName, Start(content)) is { } expected
            ? new(source, path, WeightFileStatus.Differs, expected, "another kind of file, perhaps a page that a host shows instead")
            : new(source, path, WeightFileStatus.Unverifiable, string.Empty, $"{PublishedSize.InBytes(length)} and {FileHash.OfFile(content, HashKind.Sha256)}");
    }

    private static byte[] Start(string path)
    {
        using var stream = File.OpenRead(path);
        byte[] start = new byte[SignatureLength];
        return start[..stream.ReadAtLeast(start, SignatureLength, throwOnEndOfStream: false)];
    }

    // What the first bytes should be, where they are something else: hosts answer with a page that says "sign in" or "not found", and mean success.
    private static string? ExpectedStart(string fileName, byte[] start) => Path.GetExtension(fileName) switch
    {
        ".h5" when !start.AsSpan().StartsWith(HierarchicalData) => "an HDF5 file",
        ".pth" when !start.AsSpan().StartsWith(Zip) && !start.AsSpan().StartsWith(Pickle) => "a file that PyTorch wrote",
        ".safetensors" when start is not [_, _, _, _, _, _, _, _, (byte)'{'] => "a safetensors file",
        _ => null,
    };
}
