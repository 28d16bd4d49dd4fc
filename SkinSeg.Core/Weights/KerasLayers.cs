using System.Buffers.Binary;
using SkinSeg.Primitives;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>One array of a layer.</summary>
/// <param name="Name">Its path in the file, <c>layer/weight</c>, which no other has.</param>
/// <param name="Precision">float16, float32 or float64.</param>
/// <param name="Shape">Its sides in the order of Keras; none for a scalar.</param>
internal sealed record KerasArray(string Name, ScalarType Precision, ValueList<long> Shape)
{
    /// <summary>Bytes of its numbers.</summary>
    public long Bytes => Shape.Aggregate((long)SafeTensorsPrecision.BytesOf(Precision), static (product, side) => checked(product * side));
}

/// <summary>One layer of a Keras network that has weights.</summary>
/// <param name="Name">Its name; DenseNet's hold a slash.</param>
/// <param name="Arrays">Its arrays in the order of <c>weight_names</c>: names vary between versions of Keras, the order does not.</param>
internal sealed record KerasLayer(string Name, ValueList<KerasArray> Arrays)
{
    /// <summary>Dimensions of each array: 4 and 1 for a convolution with bias, four times 1 for a batch norm.</summary>
    public IReadOnlyList<int> Ranks => [.. Arrays.Select(array => array.Shape.Count)];
}

/// <summary>The layers of a Keras network's weights, from the file that Keras wrote or from one that was converted from it.</summary>
internal abstract class KerasLayers : IDisposable
{
    // The first bytes of every HDF5 file without a user block, which Keras never writes.
    private const ulong HdfSignature = 0x0A1A0A0D46444889;

    /// <summary>The file, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>The layers that have weights, in the file's order.</summary>
    public required IReadOnlyList<KerasLayer> Layers { get; init; }

    /// <summary>Opens and checks either sort of file; an <c>.h5</c> is read in this process.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is neither, or it is damaged.</exception>
    public static KerasLayers Open(string path) => IsHdf(path) ? HdfLayers.Open(path) : ConvertedLayers.Open(path);

    /// <summary>Whether a file begins as an HDF5 file does.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static bool IsHdf(string path)
    {
        using var stream = WeightFile.OpenStream(path);
        Span<byte> first = stackalloc byte[8];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && BinaryPrimitives.ReadUInt64LittleEndian(first) == HdfSignature;
    }

    /// <summary>Reads the numbers of one array, little-endian.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public abstract byte[] Read(KerasArray array);

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();
}
