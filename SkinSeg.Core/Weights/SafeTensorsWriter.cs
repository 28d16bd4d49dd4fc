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

    /// <summary>Writes tensors by key; wide numbers come first, so that each tensor starts at a multiple of its numbers' size.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="tensors">Tensors on any device; they are copied one at a time.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        KeyValuePair<string, Tensor>[] ordered = [.. tensors
            .OrderByDescending(entry => SafeTensorsPrecision.BytesOf(entry.Value.dtype))
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in ordered)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    private static byte[] Header(IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
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
            foreach (var (key, tensor) in tensors)
            {
                long end = begin + (tensor.numel() * SafeTensorsPrecision.BytesOf(tensor.dtype));
                json.WriteStartObject(key);
                json.WriteString("dtype", SafeTensorsPrecision.NameOf(tensor.dtype));
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
                begin = end;
            }

            json.WriteEndObject();
        }

        // Padded with spaces, so that the numbers start at a multiple of 8 bytes.
        return [.. buffer.ToArray(), .. Enumerable.Repeat((byte)' ', (int)((8 - (buffer.Length % 8)) % 8))];
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
