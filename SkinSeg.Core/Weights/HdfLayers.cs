using System.Globalization;
using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.VOL.Native;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>The layers of an <c>.h5</c> file of Keras, read by PureHDF.</summary>
/// <remarks>
/// Layout (facts.md §3.7 #3): an attribute <c>layer_names</c> at the root or at <c>model_weights</c>; a group per layer with an attribute <c>weight_names</c>.
/// What the file claims is checked before it is read, but PureHDF itself can stall or take much memory on a damaged file: see <see cref="KerasConversion"/>.
/// </remarks>
internal sealed class HdfLayers : KerasLayers
{
    private const int MostSides = 5; // a convolution in three dimensions

    private readonly CountedStream stream;
    private readonly IH5Group root;

    private HdfLayers(CountedStream stream, IH5Group root)
    {
        this.stream = stream;
        this.root = root;
    }

    /// <inheritdoc cref="KerasLayers.Open"/>
    public static new HdfLayers Open(string path)
    {
        var stream = new CountedStream(WeightFile.OpenStream(path));
        try
        {
            return Guard(path, () =>
            {
                Expect(IsHdf(path), "it does not begin as HDF5 does (safetensors and PyTorch's .pth need no conversion)");
                var root = RootOf(H5File.Open(stream));
                return new HdfLayers(stream, root) { Path = path, Layers = LayersOf(root, stream.Length) };
            });
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override byte[] Read(KerasArray array) => Guard(Path, () =>
    {
        var dataset = root.Dataset(array.Name);
        long before = stream.BytesRead;
        ReadOnlySpan<byte> numbers = array.Precision switch
        {
            ScalarType.Float16 => MemoryMarshal.AsBytes<Half>(dataset.Read<Half[]>()),
            ScalarType.Float32 => MemoryMarshal.AsBytes<float>(dataset.Read<float[]>()),
            _ => MemoryMarshal.AsBytes<double>(dataset.Read<double[]>()),
        };

        // A link into another file, or an array whose numbers lie outside, would be read from wherever the file says.
        Expect(numbers.Length == array.Bytes && stream.BytesRead - before >= array.Bytes, $"the numbers of '{array.Name}' are not in it");
        return numbers.ToArray();
    });

    /// <inheritdoc/>
    public override void Dispose() => stream.Dispose();

    private static IH5Group RootOf(NativeFile file) => !HdfNames.Exist(file, "layer_names") && file.LinkExists("model_weights") ? file.Group("model_weights") : file;

    private static List<KerasLayer> LayersOf(IH5Group root, long fileLength)
    {
        Expect(HdfNames.Exist(root, "layer_names"), "it has no 'layer_names', as Keras 1 and 2, and Keras 3 for names that end in '.h5', write them");
        var layers = new List<KerasLayer>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long bytes = 0;
        foreach (string name in HdfNames.Read(root, "layer_names", fileLength))
        {
            var group = root.Group(name);
            var arrays = HdfNames.Read(group, "weight_names", fileLength).Select(weight => ArrayOf(root, $"{name}/{weight}")).ToList();
            foreach (var array in arrays)
            {
                Expect(seen.Add(array.Name), $"'{array.Name}' occurs twice");
                bytes += array.Bytes;
                string sum = string.Create(CultureInfo.InvariantCulture, $"its arrays need {bytes} bytes and more, but it has {fileLength} in all");
                Expect(array.Bytes <= fileLength && bytes <= fileLength, sum);
            }

            if (arrays.Count > 0)
            {
                layers.Add(new(name, new(arrays)));
            }
        }

        Expect(layers.Count > 0, "none of its layers has weights");
        return layers;
    }

    private static KerasArray ArrayOf(IH5Group root, string name)
    {
        var dataset = root.Dataset(name);
        Expect(dataset.Layout.Class == H5DataLayoutClass.Contiguous, $"the numbers of '{name}' do not lie in one piece, as Keras writes them");
        ulong[] sides = dataset.Space.Type == H5DataspaceType.Scalar ? [] : dataset.Space.Dimensions;
        Expect(dataset.Space.Type != H5DataspaceType.Null && sides.Length <= MostSides, $"'{name}' has no shape, or too many sides");
        Expect(sides.All(side => side is > 0 and <= int.MaxValue), $"'{name}' has a side that cannot be");
        Expect(sides.Aggregate((UInt128)1, static (product, side) => product * side) <= int.MaxValue, $"'{name}' has more numbers than a network needs");
        return new(name, PrecisionOf(dataset.Type, name), new(sides.Select(side => (long)side)));
    }

    private static ScalarType PrecisionOf(IH5DataType type, string name) => (type.Class, type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 2) => ScalarType.Float16,
        (H5DataTypeClass.FloatingPoint, 4) => ScalarType.Float32,
        (H5DataTypeClass.FloatingPoint, 8) => ScalarType.Float64,
        _ => throw new FormatException($"'{name}' holds {type.Class} numbers of {type.Size} bytes, but only those of float16, float32 and float64 are read"),
    };

    // PureHDF fails in many ways on a damaged file: whatever its exception, the reason is the file.
    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OutOfMemoryException e)
        {
            throw new InvalidDataException($"{path} asks for more memory than may be used, so it is damaged or no weights of Keras. Copy or save it again.", e);
        }
        catch (Exception e) when (e is not InvalidDataException)
        {
            string reason = e is FormatException ? e.Message : $"HDF5 says '{e.Message.ReplaceLineEndings(" ").TrimEnd('.')}'";
            throw new InvalidDataException($"{path} is no whole file of Keras weights: {reason}. Copy or save it again.", e);
        }
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
