using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SkinSeg.Inference;
using SkinSeg.Losses;

namespace SkinSeg.Experiments;

/// <summary>Experiments as JSON: every property, functions by name and version.</summary>
internal static class ExperimentJson
{
    /// <summary>Version of the form; 2 is the one before, which kept only what decides the weights (see <see cref="StoreSchema2"/>).</summary>
    public const int Schema = 3;

    private static readonly JsonSerializerOptions Writing = Options(new(), indented: true);

    /// <summary>Indented text.</summary>
    public static string Write(Experiment experiment) => ToNode(experiment).ToJsonString(Writing);

    /// <summary>The experiment as a tree.</summary>
    public static JsonObject ToNode(Experiment experiment)
    {
        var node = JsonSerializer.SerializeToNode(experiment, Writing)!.AsObject();
        node.Insert(0, "schema", Schema);
        return node;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is no such experiment.</exception>
    public static Experiment Read(string json, NamedParts parts)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var node = JsonNode.Parse(json)?.AsObject() ?? throw new JsonException("the text is 'null'");
            int schema = node["schema"]?.GetValue<int>() ?? 0;
            if (schema != Schema)
            {
                throw new JsonException(schema > Schema ? $"it has schema {schema}, which a newer version of the kit wrote" : $"it has schema {schema}, not {Schema}");
            }

            node.Remove("schema");
            return node.Deserialize<Experiment>(Options(parts, indented: false)) ?? throw new JsonException("the text is 'null'");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or NotSupportedException or FormatException)
        {
            throw new InvalidDataException($"Expected an experiment as Experiment.ToJson writes it: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static JsonSerializerOptions Options(NamedParts parts, bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true, // canonical JSON sorts an encoder's kind among its properties
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new Named<Loss>(NamedParts.Stored, parts.FindLoss), new Named<TestTimeView>(NamedParts.Stored, parts.FindView) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    // A function is its name.
    private sealed class Named<T>(Func<T, string> name, Func<string, T> find) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => find(reader.GetString() ?? string.Empty);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(name(value));
    }
}
