using System.Globalization;
using System.Text.Json;
using SkinSeg.Primitives;
using SkinSeg.Weights;

namespace SkinSeg.Training;

/// <summary>A file of a checkpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower case.</param>
internal sealed record CheckpointFile(string Name, long Bytes, string Sha256);

/// <summary>What a checkpoint holds and whose it is: <c>manifest.json</c>.</summary>
/// <param name="Version">Version of the checkpoint's layout.</param>
/// <param name="Name">The folder's name when it was written.</param>
/// <param name="Owner">The training.</param>
/// <param name="Files">Every other file.</param>
internal sealed record CheckpointManifest(int Version, string Name, CheckpointOwner Owner, ValueList<CheckpointFile> Files)
{
    /// <summary>The layout written here.</summary>
    public const int CurrentVersion = 1;

    private const string FileName = "manifest.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Describes the files that a checkpoint's folder has now, and adds the description.</summary>
    public static void Write(string folder, CheckpointName name, CheckpointOwner owner)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(path =>
            new CheckpointFile(Path.GetFileName(path), new FileInfo(path).Length, FileHash.OfFile(path, HashKind.Sha256).Digits));
        var manifest = new CheckpointManifest(CurrentVersion, name.ToString(), owner, [.. files]);
        AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, manifest, Indented));
    }

    /// <summary>The manifest of a folder.</summary>
    /// <exception cref="InvalidDataException">It is missing or damaged; the message is a clause.</exception>
    public static CheckpointManifest Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<CheckpointManifest>(File.ReadAllText(Path.Combine(folder, FileName))) is { Owner: not null, Files: not null } manifest
                ? manifest
                : throw new JsonException("a part is empty");
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            throw new InvalidDataException($"{FileName} {(e is JsonException ? $"cannot be read ({e.Message.TrimEnd('.')})" : "is missing")}", e);
        }
    }

    /// <summary>What is wrong with the files of a folder, as a clause; null where all are whole.</summary>
    public string? ProblemIn(string folder)
    {
        string[] missing = [.. CheckpointFiles.Needed.Except(Files.Select(file => file.Name))];
        return missing.Length > 0 ? $"{FileName} does not name {missing[0]}"
            : CheckpointName.Parse(folder) != CheckpointName.Parse(Name) ? $"it was written as {Name}"
            : Files.Select(file => Problem(folder, file)).FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(string folder, CheckpointFile file)
    {
        var found = new FileInfo(Path.Combine(folder, Path.GetFileName(file.Name)));
        return !found.Exists ? $"{file.Name} is missing"
            : found.Length != file.Bytes ? string.Create(CultureInfo.InvariantCulture, $"{file.Name} has {found.Length} bytes, expected {file.Bytes}")
            : FileHash.OfFile(found.FullName, HashKind.Sha256).Digits != file.Sha256 ? $"{file.Name} is not the file that was written: its SHA-256 differs"
            : null;
    }
}
