using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkinSeg.Primitives;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>Writes safetensors files, whole or not at all.</summary>
internal static class SafeTensorsWriter
{
    // The metadata is read by people too: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes tensors by key.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="tensors">Tensors on any device; they are copied one at a time.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var byName = tensors.ToDictionary();
        WriteArrays(path, byName.Select(entry => new WeightEntry(entry.Key, entry.Value.dtype, new(entry.Value.shape))), metadata, (entry, stream) =>
        {
            using var scope = NewDisposeScope();
            stream.Write(byName[entry.Name].detach().cpu().contiguous().bytes);
        });
    }

    /// <summary>Writes arrays, wherever their numbers come from; wide numbers come first, so that each starts at a multiple of its numbers' size.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="entries">The arrays, each name once.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <param name="write">Writes the numbers of one of them, little-endian.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteArrays(
        string path, IEnumerable<WeightEntry> entries, IReadOnlyDictionary<string, string> metadata, Action<WeightEntry, Stream> write)
    {
        WeightEntry[] ordered = [.. entries
            .OrderByDescending(entry => SafeTensorsPrecision.BytesOf(entry.Precision))
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var entry in ordered)
            {
                write(entry, stream);
            }
        });
    }

    private static byte[] Header(IEnumerable<WeightEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, text) in metadata)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
            long begin = 0;
            foreach (var entry in entries)
            {
                long end = begin + (entry.Shape.Aggregate(1L, static (product, side) => product * side) * SafeTensorsPrecision.BytesOf(entry.Precision));
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafeTensorsPrecision.NameOf(entry.Precision));
                WriteNumbers(json, "shape", entry.Shape);
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }

            json.WriteEndObject();
        }

        // Padded with spaces, so that the numbers start at a multiple of 8 bytes.
        return [.. buffer.ToArray(), .. Enumerable.Repeat((byte)' ', (int)((8 - (buffer.Length % 8)) % 8))];
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
