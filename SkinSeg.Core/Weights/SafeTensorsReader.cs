using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>Reads safetensors files that may come from anywhere: everything is checked before memory is taken for it.</summary>
/// <remarks>
/// Format: 8 bytes with the header's length, a JSON object of <c>name → {dtype, shape, data_offsets}</c>, then the numbers, little-endian and
/// without gaps (github.com/huggingface/safetensors, "Format").
/// </remarks>
internal static class SafeTensorsReader
{
    // The largest networks of the paper need 150 KB; a header that claims more than this is damaged or hostile.
    private const long LongestHeader = 16 << 20;

    /// <summary>Reads and checks the table of contents.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file, is cut off, or contradicts itself.</exception>
    public static SafeTensorsHeader ReadHeader(string path)
    {
        using var stream = Open(path);
        return ReadHeader(stream, path);
    }

    /// <summary>Copies a file's tensors into those of the same key; precision and device stay the targets'.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">Tensors by key.</param>
    /// <param name="doesNotFit">The sentence to fail with, given what does not fit, where keys or shapes differ; nothing is changed then.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, does not fit, or a number in it is not finite.</exception>
    public static WeightCoverage Fill(
        string path, IReadOnlyDictionary<string, Tensor> targets, Func<SafeTensorsHeader, WeightCoverage, string> doesNotFit)
    {
        using var stream = Open(path);
        var header = ReadHeader(stream, path);
        var coverage = WeightCoverage.Of(targets, header.Entries);
        if (!coverage.IsComplete)
        {
            throw new InvalidDataException(doesNotFit(header, coverage));
        }

        using var noGradient = no_grad();
        foreach (var entry in header.Entries)
        {
            using var scope = NewDisposeScope();
            var values = empty([.. entry.Shape], entry.Precision);
            stream.Position = header.DataStart + entry.Begin;
            stream.ReadExactly(values.bytes);
            if (!values.isfinite().all().item<bool>())
            {
                throw new InvalidDataException(
                    $"{path} holds numbers in '{entry.Name}' that are not finite: its training diverged, or it is damaged. Use another file.");
            }

            targets[entry.Name].copy_(values);
        }

        return coverage;
    }

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}; check the path.", path);
        }

        try
        {
            // Others may replace the file meanwhile: renaming over an open file must not fail on Windows.
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Could not read {path}: {e.Message} Check who may read it.", e);
        }
    }

    private static SafeTensorsHeader ReadHeader(FileStream stream, string path)
    {
        Span<byte> first = stackalloc byte[8];
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
