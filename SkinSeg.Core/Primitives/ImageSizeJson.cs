using System.Text.Json;
using System.Text.Json.Serialization;

namespace SkinSeg.Primitives;

/// <summary>Reads and writes an <see cref="ImageSize"/> as [height, width].</summary>
internal sealed class ImageSizeJsonConverter : JsonConverter<ImageSize>
{
    public override ImageSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<int[]>(ref reader, options) is [> 0 and var height, > 0 and var width]
            ? new(height, width)
            : throw new JsonException("Expected an image size [height, width], both at least 1.");

    public override void Write(Utf8JsonWriter writer, ImageSize value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize<int[]>(writer, [value.Height, value.Width], options);
}
