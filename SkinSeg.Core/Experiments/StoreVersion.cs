using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The version of a store's form, in <c>store.json</c>. Older ones are read, newer ones refused.</summary>
internal static class StoreVersion
{
    /// <summary>3: stages named by what goes into them. 2: a folder per experiment and fold, see <see cref="StoreSchema2"/>.</summary>
    public const int Current = 3;

    private const string FileName = "store.json";

    /// <summary>Refuses a file of a newer version.</summary>
    /// <exception cref="InvalidDataException">It is newer.</exception>
    public static void Check(string path, int version)
    {
        if (version > Current)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{path} has version {version}; this kit knows versions up to {Current}. Update the kit, or use another store."));
        }
    }

    /// <summary>Refuses a store of a newer version; a folder without the file is an older store, or none yet.</summary>
    public static void CheckStore(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            Check(path, JsonNode.Parse(File.ReadAllText(path))!["version"]!.GetValue<int>());
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is cut off or no store's. Delete this one file; the stages beside it name themselves.", e);
        }
    }

    /// <summary>Marks a folder as a store of this version.</summary>
    public static void Mark(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            AtomicFile.WriteAllText(path, $"{{ \"version\": {Current.ToString(CultureInfo.InvariantCulture)} }}\n");
        }
    }
}
