using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>Turns the JSON header of a safetensors file into a checked table; what is wrong is a <see cref="FormatException"/> that says what.</summary>
/// <param name="dataLength">Bytes that follow the header.</param>
internal sealed class SafeTensorsParser(long dataLength)
{
    private const int MostSides = 8;

    private readonly Dictionary<string, string> metadata = [];
    private readonly Dictionary<string, Place> entries = [];

    /// <summary>The table, its entries in the order of their bytes; the data's start is left 0.</summary>
    /// <exception cref="FormatException">An entry contradicts its file or another entry.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A value has another JSON type than the format says.</exception>
    public SafeTensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "its header is no JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (name == "__metadata__")
            {
                ReadMetadata(ref reader);
            }
            else
            {
                Expect(entries.TryAdd(name, ReadEntry(ref reader, name)), $"'{name}' occurs twice");
            }
        }

        while (reader.Read())
        {
            // The reader refuses everything but white space behind the object.
        }

        Place[] ordered = [.. entries.Values.OrderBy(place => place.Begin)];
        CheckBytes(ordered);
        return new(metadata, [.. ordered.Select(place => place.Entry)], entries.ToDictionary(pair => pair.Key, pair => pair.Value.Begin), DataStart: 0);
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "its metadata is no JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            Expect(reader.Read() && reader.TokenType == JsonTokenType.String, $"its metadata '{key}' is no text");
            metadata[key] = reader.GetString()!;
        }
    }

    private static Place ReadEntry(ref Utf8JsonReader reader, string name)
    {
        ScalarType? precision = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, $"'{name}' is described by no JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string property = reader.GetString()!;
            reader.Read();
            switch (property)
            {
                case "dtype":
                    precision = SafeTensorsPrecision.Parse(reader.GetString() ?? string.Empty)
                        ?? throw new FormatException($"'{name}' holds {reader.GetString()}, but only {SafeTensorsPrecision.Names} are read");
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, name, MostSides);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, name, 2);
                    break;
                default:
                    throw new FormatException($"'{name}' has an unknown property '{property}'");
            }
        }

        Expect(precision is not null && shape is not null && offsets is { Count: 2 }, $"'{name}' lacks dtype, shape or data_offsets");
        return new(new(name, precision!.Value, [.. shape!]), offsets![0], offsets[1]);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, int most)
    {
        var numbers = new List<long>();
        Expect(reader.TokenType == JsonTokenType.StartArray, $"'{name}' has no list where one is expected");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TryGetInt64(out long number) && number >= 0 && numbers.Count < most, $"'{name}' has a size or place that cannot be");
            numbers.Add(number);
        }

        return numbers;
    }

    // Every byte after the header belongs to exactly one tensor, and each tensor has as many as its shape needs.
    private void CheckBytes(Place[] ordered)
    {
        long next = 0;
        foreach (var (entry, begin, end) in ordered)
        {
            Expect(begin == next && end >= begin, $"the bytes of '{entry.Name}' overlap others or leave a gap");
            Expect(end <= dataLength, string.Create(CultureInfo.InvariantCulture, $"it is cut off: '{entry.Name}' ends at byte {end} of {dataLength}"));
            Expect(
                end - begin <= int.MaxValue && Count(entry) * SafeTensorsPrecision.BytesOf(entry.Precision) == end - begin,
                string.Create(CultureInfo.InvariantCulture, $"'{entry.Name}' {entry.Shape} does not fit its {end - begin} bytes"));
            next = end;
        }

        Expect(next == dataLength, string.Create(CultureInfo.InvariantCulture, $"{dataLength - next} bytes at its end belong to no tensor"));
    }

    // Numbers in the tensor; −1, which fits no file, for a shape with an empty side or more numbers than the file has bytes.
    private Int128 Count(WeightEntry entry)
    {
        Int128 count = 1;
        foreach (long side in entry.Shape)
        {
            count *= side;
            if (count < 1 || count > dataLength)
            {
                return -1;
            }
        }

        return count;
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }

    // A tensor, its first byte and the byte after its last.
    private sealed record Place(WeightEntry Entry, long Begin, long End);
}
