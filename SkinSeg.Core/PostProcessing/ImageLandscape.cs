using System.Text.Json;
using System.Text.Json.Serialization;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>How one image's mask agrees with the truth under every pair of a grid: what scores and intervals are computed from.</summary>
/// <param name="Id">The image, for example ISIC_0000000.</param>
/// <param name="Pixels">Its pixels.</param>
/// <param name="TrueArea">Pixels that are set in the truth.</param>
/// <param name="Areas">For each pair the pixels of the mask, in the order of <see cref="ThresholdGrid.Pairs"/>.</param>
/// <param name="Overlaps">For each pair the pixels that are set in both.</param>
public sealed record ImageLandscape(
    string Id,
    int Pixels,
    int TrueArea,
    [property: JsonConverter(typeof(OneLineNumbers))] ValueList<int> Areas,
    [property: JsonConverter(typeof(OneLineNumbers))] ValueList<int> Overlaps)
{
    /// <summary>The pixel counts under one pair.</summary>
    /// <param name="pair">Its place in the order of <see cref="ThresholdGrid.Pairs"/>.</param>
    public PixelCounts Counts(int pair) => PixelCounts.FromAreas(Overlaps[pair], TrueArea, Areas[pair], Pixels);

    internal static ImageLandscape Of(string id, IReadOnlyList<PixelCounts> pairs) => new(
        id,
        (int)pairs[0].Total,
        (int)(pairs[0].TruePositive + pairs[0].FalseNegative),
        new(pairs.Select(counts => (int)(counts.TruePositive + counts.FalsePositive))),
        new(pairs.Select(counts => (int)counts.TruePositive)));
}

/// <summary>Whole numbers on one line: indented JSON would spend a line on each of some hundred thousand.</summary>
internal sealed class OneLineNumbers : JsonConverter<ValueList<int>>
{
    public override ValueList<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, ValueList<int> value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(',', value)}]");
}
