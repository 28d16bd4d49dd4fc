using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>A safetensors file that may come from anywhere: everything is checked before memory is taken for it.</summary>
/// <remarks>
/// Format: 8 bytes with the header's length, a JSON object of <c>name → {dtype, shape, data_offsets}</c>, then the numbers, little-endian and
/// without gaps (github.com/huggingface/safetensors, "Format").
/// </remarks>
internal sealed class SafeTensorsTable : WeightTable
{
    // The largest networks of the paper need 150 KB; a header that claims more than this is damaged or hostile.
    private const long LongestHeader = 16 << 20;

    private readonly Stream stream;
    private readonly SafeTensorsHeader header;

    private SafeTensorsTable(Stream stream, SafeTensorsHeader header) => (this.stream, this.header) = (stream, header);

    /// <summary>Free text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Where the bytes of the tensors begin in the file.</summary>
    public long DataStart => header.DataStart;

    /// <summary>Opens a file and checks its table of contents.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file, is cut off, or contradicts itself.</exception>
    public static SafeTensorsTable Open(string path)
    {
        var stream = WeightFile.OpenStream(path);
        try
        {
            return Open(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Checks the table of contents of a stream, which belongs to the table from then on.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InvalidDataException">It is no safetensors file, is cut off, or contradicts itself; the stream is left open.</exception>
    public static SafeTensorsTable Open(Stream stream, string path)
    {
        var header = ReadHeader(stream, path);
        return new(stream, header) { Path = path, Entries = header.Entries };
    }

    /// <summary>Where a tensor's bytes begin, counted from <see cref="DataStart"/>.</summary>
    public long BeginOf(WeightEntry entry) => header.Begins[entry.Name];

    /// <inheritdoc/>
    public override Tensor Read(WeightEntry entry)
    {
        var values = empty([.. entry.Shape], entry.Precision);
        stream.Position = DataStart + BeginOf(entry);
        stream.ReadExactly(values.bytes);
        return values;
    }

    /// <inheritdoc/>
    public override void Dispose() => stream.Dispose();

    private static SafeTensorsHeader ReadHeader(Stream stream, string path)
    {
        Span<byte> first = stackalloc byte[8];
        stream.Position = 0;
        if (stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) < first.Length)
        {
            throw Wrong(path, "it is shorter than 8 bytes");
        }

        long length = BinaryPrimitives.ReadInt64LittleEndian(first);
        if (length < 2 || length > LongestHeader || length > stream.Length - first.Length)
        {
            throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"it claims a header of {(ulong)length} bytes and has {stream.Length} bytes in all"));
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        try
        {
            var parser = new SafeTensorsParser(stream.Length - first.Length - length);
            return parser.Parse(json) with { DataStart = first.Length + length };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException and FormatException: a value of another JSON type, or text that is not UTF-8.
            throw Wrong(path, e is FormatException ? e.Message : "its header is not the JSON of that format", e);
        }
    }

    private static InvalidDataException Wrong(string path, string what, Exception? inner = null) =>
        new($"{path} is not a whole safetensors file: {what}. Copy or save it again.", inner);
}
