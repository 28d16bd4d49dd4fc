namespace SkinSeg.Data;

/// <summary>A file of predictions, in a folder or within a zip.</summary>
/// <param name="Name">Its name without folders, which is all that the challenge's scorer looks at.</param>
/// <param name="Folder">The folder within the zip that it lies in; empty for none.</param>
/// <param name="Place">Where it is, for messages.</param>
/// <param name="Read">Reads all its bytes; may be called from several threads at once.</param>
internal sealed record StoredFile(string Name, string Folder, string Place, Func<byte[]> Read)
{
    private const string ProbabilityEnd = "_probability";

    /// <summary>The name without its extension.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(Name);

    /// <summary>Whether it is a map that <c>predict</c> writes beside its masks.</summary>
    public bool IsProbabilityMap => Stem.EndsWith(ProbabilityEnd, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The files of a folder of predictions, or of a zip of them. What file managers leave behind is no part of it.</summary>
internal sealed class FileStore : IDisposable
{
    private static readonly string[] Texts = ["ATTRIBUTION.txt", "LICENSE.txt"];
    private static readonly string[] Litter = ["Thumbs.db", "desktop.ini"];
    private readonly IDisposable? archive;

    public FileStore(string path, IEnumerable<StoredFile> files, IDisposable? archive = null)
    {
        (Path, this.archive) = (path, archive);
        Files = [.. files.Where(file => !IsLitter(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.Folder, StringComparer.Ordinal)];
    }

    /// <summary>The folder or zip.</summary>
    public string Path { get; }

    /// <summary>Whether the files lie in a zip, which is what is uploaded.</summary>
    public bool IsZip => archive is not null;

    /// <summary>In order of name.</summary>
    public IReadOnlyList<StoredFile> Files { get; }

    /// <summary>Opens a folder, or a zip.</summary>
    /// <param name="path">The folder or zip.</param>
    /// <param name="content">What it should hold, for messages.</param>
    /// <exception cref="DirectoryNotFoundException">There is neither.</exception>
    /// <exception cref="InvalidDataException">It is a file, but not a zip that may be read.</exception>
    public static FileStore Open(string path, string content) => File.Exists(path) ? ZipFiles.Open(path)
        : Directory.Exists(path) ? OfFolder(path, content)
        : throw new DirectoryNotFoundException($"{path}: expected a folder or a zip of {content}, but there is none. Check the path.");

    /// <summary>Opens a folder; folders in it are left out.</summary>
    /// <inheritdoc cref="Open"/>
    public static FileStore OfFolder(string path, string content)
    {
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException(File.Exists(path)
                ? $"{path}: expected a folder of {content}, got a file. Unpack it first."
                : $"{path}: expected a folder of {content}, but there is none. Check the path.");
        }

        return new(path, Directory.EnumerateFiles(path).Select(file => new StoredFile(System.IO.Path.GetFileName(file), string.Empty, file, () => File.ReadAllBytes(file))));
    }

    /// <summary>Whether a file is one of the two texts that the challenge's zips hold beside the masks.</summary>
    public static bool IsText(StoredFile file) => Texts.Contains(file.Name, StringComparer.Ordinal);

    /// <summary>The first names of several, for messages.</summary>
    public static string Names(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(3)) + (names.Count > 3 ? ", …" : string.Empty);

    public void Dispose() => archive?.Dispose();

    private static bool IsLitter(string name) => name.StartsWith('.') || Litter.Contains(name, StringComparer.OrdinalIgnoreCase);
}
