using System.Text.Json;

namespace SkinSeg.Weights;

/// <summary>The layers of a Keras network in a safetensors file that <see cref="KerasConversion"/> wrote.</summary>
internal sealed class ConvertedLayers : KerasLayers
{
    /// <summary>Key of the metadata that lists the layers in order: <c>[{"name": …, "arrays": ["layer/weight", …]}, …]</c>.</summary>
    public const string MetadataKey = "keras_layers";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly FileStream stream;
    private readonly Dictionary<string, long> starts;

    private ConvertedLayers(FileStream stream, Dictionary<string, long> starts)
    {
        this.stream = stream;
        this.starts = starts;
    }

    /// <inheritdoc cref="KerasLayers.Open"/>
    public static new ConvertedLayers Open(string path)
    {
        var header = SafeTensorsReader.ReadHeader(path);
        var layers = LayersOf(path, header);
        var starts = header.Entries.ToDictionary(entry => entry.Name, entry => header.DataStart + entry.Begin);
        return new(OpenFile(path), starts) { Path = path, Layers = layers };
    }

    /// <summary>The layers as text for the metadata.</summary>
    public static string Describe(IEnumerable<KerasLayer> layers) =>
        JsonSerializer.Serialize(layers.Select(layer => new LayerNames(layer.Name, [.. layer.Arrays.Select(array => array.Name)])), Json);

    /// <inheritdoc/>
    public override byte[] Read(KerasArray array)
    {
        byte[] numbers = new byte[array.Bytes];
        stream.Position = starts[array.Name];
        if (stream.ReadAtLeast(numbers, numbers.Length, throwOnEndOfStream: false) < numbers.Length)
        {
            throw new InvalidDataException($"{Path} was cut off while it was read: '{array.Name}' is not whole. Convert it again.");
        }

        return numbers;
    }

    /// <inheritdoc/>
    public override void Dispose() => stream.Dispose();

    private static List<KerasLayer> LayersOf(string path, SafeTensorsHeader header)
    {
        if (!header.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            throw new InvalidDataException($"{path} was not converted from a file of Keras: its metadata lacks '{MetadataKey}'. Use the .h5 file, or convert that.");
        }

        var arrays = header.Entries.ToDictionary(entry => entry.Name, entry => new KerasArray(entry.Name, entry.Precision, entry.Shape));
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
            throw new InvalidDataException($"{path} has '{MetadataKey}' that do not fit its arrays: {reason}. Convert the .h5 file again.", e);
        }
    }

    private static KerasArray Take(Dictionary<string, KerasArray> arrays, string? name) => arrays.Remove(name ?? string.Empty, out var array)
        ? array
        : throw new FormatException($"'{name}' is not in the file, or listed twice");

    private sealed record LayerNames(string? Name, string[]? Arrays);
}
