using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Values as JSON files of a stage.</summary>
internal static class StageJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>A value as a part of a stage's description.</summary>
    public static JsonNode? ToNode<T>(T value) => JsonSerializer.SerializeToNode(value);

    /// <summary>Writes a value.</summary>
    public static void Save<T>(string path, T value) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(value, Indented));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path)) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not as this kit writes it: {e.Message}", e);
        }
    }
}
