using System.Globalization;
using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Which images a planned stage works on, as the store keeps it: enough to open them again, and to name what changed since.</summary>
/// <param name="Folder">Folder that they were in.</param>
/// <param name="Manifest">Hash over the names and sizes of all files.</param>
/// <param name="Ids">The images.</param>
/// <param name="Files">Name and size of every file, a line each.</param>
internal sealed record StudyData(string Folder, string Manifest, ValueList<string> Ids, ValueList<string> Files)
{
    /// <summary>What the store keeps of a data set.</summary>
    public static StudyData Of(DermoscopyDataset data, string folder) => new(folder, data.ManifestHash, [.. data.Ids], [.. data.ManifestLines]);

    /// <summary>Keeps it; once per data set.</summary>
    public void Save(RunStore store)
    {
        string path = PathOf(store, Manifest);
        if (!File.Exists(path))
        {
            AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this));
        }
    }

    /// <summary>The data set of a manifest.</summary>
    /// <exception cref="InvalidDataException">The store's note of it is gone or damaged.</exception>
    public static StudyData Read(RunStore store, string manifest)
    {
        string path = PathOf(store, manifest);
        try
        {
            return JsonSerializer.Deserialize<StudyData>(File.ReadAllText(path)) ?? throw new JsonException("the file is empty");
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path} is gone or damaged. Plan again: 'plan' writes it.", e);
        }
    }

    /// <summary>Opens the images.</summary>
    /// <param name="folder">Where they are now; empty for where they were.</param>
    /// <exception cref="InvalidDataException">Images are missing, or files changed since.</exception>
    public DermoscopyDataset Open(string folder)
    {
        string from = folder.Length > 0 ? folder : Folder;
        var all = Isic2018.Open(from);
        string[] missing = [.. Ids.Except(all.Ids, StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{from}: the data set changed since this was planned: {missing.Length} of {Ids.Count} images are gone, such as {missing[0]}. Bring them back, or plan again."));
        }

        var data = all.Subset(Ids);
        return data.ManifestHash == Manifest ? data : throw new InvalidDataException($"{from}: the data set changed since this was planned: {Difference(data)}. Bring the files back, or plan again.");
    }

    /// <summary>What became of an earlier state of the same folder, in a sentence; empty where nothing changed.</summary>
    public static string DescribeChange(RunStore store, DermoscopyDataset data, string folder)
    {
        string notes = Path.Combine(store.Folder, "data");
        if (!Directory.Exists(notes) || File.Exists(PathOf(store, data.ManifestHash)))
        {
            return string.Empty;
        }

        var earlier = Directory.EnumerateFiles(notes, "*.json").Select(path => Read(store, Path.GetFileNameWithoutExtension(path)))
            .FirstOrDefault(known => known.Folder == folder && known.Ids.ToHashSet(StringComparer.Ordinal).SetEquals(data.Ids));
        return earlier is null ? string.Empty : $"{folder} changed since the last run into this store: {earlier.Difference(data)}. What was trained on the earlier files is kept, and not used.";
    }

    private static string PathOf(RunStore store, string manifest) => Path.Combine(store.Folder, "data", $"{manifest[..Math.Min(manifest.Length, Stage.IdLength)]}.json");

    private string Difference(DermoscopyDataset data)
    {
        string[] changed = [.. data.ManifestLines.Except(Files, StringComparer.Ordinal)];
        string[] gone = [.. Files.Except(data.ManifestLines, StringComparer.Ordinal)];
        string example = (changed.FirstOrDefault() ?? gone.FirstOrDefault() ?? string.Empty).Replace("\t", ", now of bytes: ", StringComparison.Ordinal).Trim();
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(changed.Length, gone.Length)} file(s) differ, such as {example}");
    }
}
