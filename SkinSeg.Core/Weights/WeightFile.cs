using static TorchSharp.torch.nn;

namespace SkinSeg.Weights;

/// <summary>Formats of files of weights.</summary>
internal enum WeightFormat
{
    /// <summary>safetensors.</summary>
    SafeTensors,

    /// <summary>PyTorch since 1.6: a zip archive.</summary>
    TorchZip,

    /// <summary>PyTorch before 1.6: pickles and raw numbers.</summary>
    TorchLegacy,

    /// <summary>Keras: HDF5.</summary>
    Keras,
}

/// <summary>Opens files of weights; what they are is found by their content, never by their name.</summary>
internal static class WeightFile
{
    /// <summary>Opens a file of any format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The module it is to fill: Keras files name their layers by their order, which the module's family knows.</param>
    /// <param name="how">Whether it is trusted.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no file of weights, is damaged, or asks for more than weights.</exception>
    public static WeightTable Open(string path, Module network, WeightLoading how)
    {
        var stream = OpenStream(path);
        try
        {
            return Open(stream, path, network, how);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stream of any format; it belongs to the table from then on, and is left open where it is refused.</summary>
    /// <inheritdoc cref="Open(string, Module, WeightLoading)"/>
    public static WeightTable Open(Stream stream, string path, Module network, WeightLoading how) => FormatOf(stream) switch
    {
        WeightFormat.SafeTensors => OpenSafeTensors(stream, path, network),
        WeightFormat.TorchZip => TorchZipTable.Open(stream, path),
        WeightFormat.TorchLegacy => TorchLegacyTable.Open(stream, path),
        WeightFormat.Keras => OpenKeras(stream, path, network, how),
        _ => throw new InvalidDataException(
            $"{path} is no file of weights: expected safetensors, PyTorch's .pth or Keras' .h5, but it begins like none of them. Download it again."),
    };

    /// <summary>Whether a file begins as a safetensors file does.</summary>
    /// <inheritdoc cref="OpenStream"/>
    public static bool IsSafeTensors(string path)
    {
        using var stream = OpenStream(path);
        return FormatOf(stream) == WeightFormat.SafeTensors;
    }

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It may not be read.</exception>
    public static FileStream OpenStream(string path)
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

    // A zip archive begins with an entry, HDF5 with its signature, a legacy .pth with the pickle (protocol 2 or later) of a number, and
    // safetensors with the length of a JSON object.
    private static WeightFormat? FormatOf(Stream stream)
    {
        Span<byte> first = stackalloc byte[9];
        stream.Position = 0;
        int length = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return first[..length] switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => WeightFormat.TorchZip,
            [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', ..] => WeightFormat.Keras,
            [0x80, >= 2 and <= 5, ..] when length < 9 || first[8] != '{' => WeightFormat.TorchLegacy,
            [_, _, _, _, _, _, _, _, (byte)'{'] => WeightFormat.SafeTensors,
            _ => null,
        };
    }

    private static WeightTable OpenSafeTensors(Stream stream, string path, Module network)
    {
        var table = SafeTensorsTable.Open(stream, path);
        if (!KerasConversion.Wrote(table.Metadata))
        {
            return table;
        }

        table.Dispose();
        return KerasWeights.Open(path, network);
    }

    // The library that reads HDF5 can stall or ask for a gigabyte on a damaged file.
    private static KerasWeights OpenKeras(Stream stream, string path, Module network, WeightLoading how)
    {
        stream.Dispose();
        return how.TrustFile
            ? KerasWeights.Open(path, network)
            : throw new InvalidDataException(
                $"{path} is a Keras file (.h5), and those are read here only if they are known to be good. Convert it in a process of its own, 'weights convert {Path.GetFileName(path)}', and load the result; or set {nameof(WeightLoading.TrustFile)}.");
    }
}
