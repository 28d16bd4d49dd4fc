using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A file of a stored stage.</summary>
/// <param name="Name">Name below the stage's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hash of its content, hexadecimal.</param>
internal sealed record StageFile(string Name, long Bytes, string Sha256)
{
    public static StageFile Of(string folder, string path)
    {
        using var stream = File.OpenRead(path);
        return new(Path.GetRelativePath(folder, path).Replace('\\', '/'), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}

/// <summary>What a stored stage is and what belongs to it: <c>stage.json</c>, written last. Its seal shows an edit by hand.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Files">Its files; those that only say how the work went (<see cref="IsNote"/>) are not among them.</param>
internal sealed record StageManifest(Stage Stage, ValueList<StageFile> Files)
{
    public const string FileName = "stage.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly string[] NoteNames = [FileName, StageRecord.FileName, "epochs.jsonl"];

    /// <summary>Bytes of all its files.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Whether a file holds times and machines: it may differ between two stages that are the same.</summary>
    public static bool IsNote(string name) => NoteNames.Contains(name, StringComparer.Ordinal) || name.StartsWith("tensorboard/", StringComparison.Ordinal);

    /// <summary>Lists a folder's files and seals them.</summary>
    public static void Seal(Stage stage, string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !IsNote(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => StageFile.Of(folder, file.Path));
        var node = new StageManifest(stage, [.. files]).ToNode();
        node["seal"] = CanonicalJson.Hash(node);
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), node.ToJsonString(Indented));
    }

    /// <summary>Reads a folder's manifest; the files themselves are not looked at.</summary>
    /// <exception cref="InvalidDataException">It is missing, cut off, edited, or of a newer version.</exception>
    public static StageManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            var node = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            StoreVersion.Check(path, node["schema"]!.GetValue<int>());
            string seal = node["seal"]!.GetValue<string>();
            node.Remove("seal");
            return CanonicalJson.Hash(node) == seal ? Of(node) : throw new InvalidDataException($"{path} was changed after it was written: its seal does not fit.");
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException or ArgumentException
            or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path} is missing or cut off.", e);
        }
    }

    /// <summary>Whether a folder's manifest is of a newer version of the kit, which can be read there and is not damaged.</summary>
    public static bool IsNewer(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, FileName)))?["schema"]?.GetValue<int>() > StoreVersion.Current;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or IOException)
        {
            return false;
        }
    }

    /// <summary>What is wrong with the files of a folder; null where all are as they were written.</summary>
    public string? FindDamage(string folder)
    {
        foreach (var file in Files)
        {
            string path = Path.Combine(folder, file.Name);
            if (!File.Exists(path))
            {
                return $"{path} is gone.";
            }

            if (new FileInfo(path).Length is var length && length != file.Bytes)
            {
                return $"{path} has {length} bytes instead of {file.Bytes}.";
            }

            if (StageFile.Of(folder, path) != file)
            {
                return $"{path} was changed after it was written: its hash does not fit.";
            }
        }

        return null;
    }

    private static StageManifest Of(JsonObject node)
    {
        var stage = new Stage(
            Enum.Parse<StageKind>(node["kind"]!.GetValue<string>()),
            node["label"]!.GetValue<string>(),
            CanonicalJson.Of(node["description"]),
            node["inputs"].Deserialize<ValueList<string>>()!);
        return new(stage, node["files"].Deserialize<ValueList<StageFile>>()!);
    }

    private JsonObject ToNode() => new()
    {
        ["schema"] = StoreVersion.Current,
        ["kind"] = Stage.Kind.ToString(),
        ["id"] = Stage.Id,
        ["label"] = Stage.Label,
        ["description"] = JsonNode.Parse(Stage.Description),
        ["inputs"] = JsonSerializer.SerializeToNode(Stage.Inputs),
        ["files"] = JsonSerializer.SerializeToNode(Files),
    };
}
