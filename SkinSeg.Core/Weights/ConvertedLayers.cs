using System.Text.Json;

namespace SkinSeg.Weights;

/// <summary>The layers of a Keras network in a safetensors file that <see cref="KerasConversion"/> wrote.</summary>
internal sealed class ConvertedLayers : KerasLayers
{
    /// <summary>Key of the metadata that lists the layers in order: <c>[{"name": …, "arrays": ["layer/weight", …]}, …]</c>.</summary>
    public const string MetadataKey = "keras_layers";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SafeTensorsTable table;
    private readonly Dictionary<string, WeightEntry> entries;

    private ConvertedLayers(SafeTensorsTable table)
    {
        this.table = table;
        entries = table.Entries.ToDictionary(entry => entry.Name);
    }

    /// <inheritdoc cref="KerasLayers.Open"/>
    public static new ConvertedLayers Open(string path)
    {
        var table = SafeTensorsTable.Open(path);
        try
        {
            return new(table) { Path = path, Layers = LayersOf(table) };
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>The layers as text for the metadata.</summary>
    public static string Describe(IEnumerable<KerasLayer> layers) =>
        JsonSerializer.Serialize(layers.Select(layer => new LayerNames(layer.Name, [.. layer.Arrays.Select(array => array.Name)])), Json);

    /// <inheritdoc/>
    public override byte[] Read(KerasArray array)
    {
        using var values = table.Read(entries[array.Name]);
        return values.bytes.ToArray();
    }

    /// <inheritdoc/>
    public override void Dispose() => table.Dispose();

    private static List<KerasLayer> LayersOf(SafeTensorsTable table)
    {
        if (!table.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            throw new InvalidDataException($"{table.Path} was not converted from a file of Keras: its metadata lacks '{MetadataKey}'. Use the .h5 file, or convert that.");
        }

        var arrays = table.Entries.ToDictionary(entry => entry.Name, entry => new KerasArray(entry.Name, entry.Precision, entry.Shape));
        try
        {
            var layers = (JsonSerializer.Deserialize<List<LayerNames?>>(text, Json) ?? [])
                .Select(layer => layer is { Name: { } name, Arrays: { Length: > 0 } names }
                    ? new KerasLayer(name, new(names.Select(array => Take(arrays, array))))
                    : throw new FormatException("a layer has no name or no arrays"))
                .ToList();
            return arrays.Count == 0 ? layers : throw new FormatException($"it lists no layer for '{arrays.Keys.First()}'");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            string reason = e is FormatException ? e.Message : "they are not the JSON that a conversion writes";
            throw new InvalidDataException($"{table.Path} has '{MetadataKey}' that do not fit its arrays: {reason}. Convert the .h5 file again.", e);
        }
    }

    private static KerasArray Take(Dictionary<string, KerasArray> arrays, string? name) => arrays.Remove(name ?? string.Empty, out var array)
        ? array
        : throw new FormatException($"'{name}' is not in the file, or listed twice");

    private sealed record LayerNames(string? Name, string[]? Arrays);
}
