using System.Runtime.InteropServices;
using PureHDF;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

public sealed class HdfLayersTests : IDisposable
{
    private static readonly float[] Four = [1, 2, 3, 4];

    private readonly TemporaryFolder folder = new();

    private string File5 => folder["Gewichte 画像.h5"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 40)]
    [InlineData(true, 40)]
    public void Layers_come_in_the_order_of_their_names_in_the_file_with_fixed_and_variable_text(bool isModel, int textLength)
    {
        HdfFile.Write(File5, [("z_first", Kernel("z_first_W", Four, [1, 1, 2, 2])), ("a_second", Kernel("a_second_W", [5f], [1]))], isModel, textLength);

        using var layers = KerasLayers.Open(File5);

        Assert.Equal(["z_first", "a_second"], layers.Layers.Select(layer => layer.Name));
        Assert.Equal("z_first/z_first_W", layers.Layers[0].Arrays[0].Name);
        Assert.Equal([1, 1, 2, 2], layers.Layers[0].Arrays[0].Shape);
        Assert.Equal(Four, MemoryMarshal.Cast<byte, float>(layers.Read(layers.Layers[0].Arrays[0])).ToArray());
    }

    [Fact]
    public void Each_precision_is_read_and_survives_a_conversion_bit_by_bit()
    {
        HdfFile.Write(File5, [("layer", HdfFile.Layer(("h", new[] { (Half)0.1, (Half)(-2) }, [2]), ("s", new[] { 0.1f }, [1]), ("d", new[] { 0.1, 1e300 }, [2, 1])))]);
        KerasConversion.Convert(File5, folder["aus.safetensors"]);
        using var layers = KerasLayers.Open(File5);
        using var converted = KerasLayers.Open(folder["aus.safetensors"]);

        Assert.Equal(layers.Layers, converted.Layers);
        Assert.Equal([ScalarType.Float16, ScalarType.Float32, ScalarType.Float64], layers.Layers[0].Arrays.Select(array => array.Precision));
        Assert.All(layers.Layers[0].Arrays, array => Assert.Equal(layers.Read(array), converted.Read(array)));
        Assert.Equal([0.1, 1e300], MemoryMarshal.Cast<byte, double>(layers.Read(layers.Layers[0].Arrays[2])).ToArray());
        Assert.Equal([File5, folder["aus.safetensors"]], Directory.GetFiles(folder.Path).OrderByDescending(path => path, StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void A_list_of_names_that_was_cut_into_parts_is_put_together()
    {
        var file = new H5File { ["a"] = Kernel("w", Four, [4]), ["b"] = Kernel("w", Four, [4]), ["c"] = Kernel("w", Four, [4]) };
        file.Attributes["layer_names0"] = new H5Attribute(new[] { "c", "a" });
        file.Attributes["layer_names1"] = new H5Attribute(new[] { "b" });
        HdfFile.Write(File5, file);

        using var layers = KerasLayers.Open(File5);

        Assert.Equal(["c", "a", "b"], layers.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Layers_without_weights_are_left_out()
    {
        var empty = new H5Group();
        empty.Attributes["weight_names"] = new H5Attribute(Array.Empty<double>()); // what h5py makes of an empty list
        HdfFile.Write(File5, [("relu", empty), ("a", Kernel("w", Four, [4]))]);

        using var layers = KerasLayers.Open(File5);

        Assert.Equal(["a"], layers.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void What_is_no_file_of_Keras_weights_is_refused_with_the_reason()
    {
        HdfFile.Write(File5, new H5File { ["layers"] = new H5Group() });
        Refused("it has no 'layer_names', as Keras 1 and 2");
        HdfFile.Write(File5, [("a", HdfFile.Layer(("w", new[] { 1, 2 }, [2])))]);
        Refused("'a/w' holds FixedPoint numbers of 4 bytes, but only those of float16, float32 and float64 are read");
        HdfFile.Write(File5, [("a", Kernel("w", Four, [4])), ("a", Kernel("w", Four, [4]))]);
        Refused("'a/w' occurs twice");
        HdfFile.Write(File5, [("relu", HdfFile.Layer())]);
        Refused("none of its layers has weights");
        HdfFile.Write(File5, [("a", Kernel("w", [], [0]))]);
        Refused("'a/w'");
        File.WriteAllBytes(File5, [0x89, .. "HDF\r\n\x1a\n"u8, .. new byte[100]]);
        Refused("HDF5 says");

        var missing = Kernel("w", Four, [4]);
        missing.Attributes["weight_names"] = new H5Attribute(new[] { "w", "v" });
        HdfFile.Write(File5, [("a", missing)]);
        Refused("HDF5 says 'Could not find part of the path 'a/v''");
    }

    [Fact]
    public void Arrays_that_are_scattered_or_packed_are_refused_since_they_may_grow_beyond_their_file()
    {
        var group = new H5Group { ["w"] = new H5Dataset(new float[1000], chunks: [100]) };
        group.Attributes["weight_names"] = new H5Attribute(new[] { "w" });
        HdfFile.Write(File5, [("a", group)]);

        Refused("the numbers of 'a/w' do not lie in one piece, as Keras writes them");
    }

    [Fact]
    public void Numbers_that_lie_outside_of_the_file_are_refused()
    {
        HdfFile.Write(File5, [("a", Kernel("w", Four, [4]))]);
        byte[] bytes = File.ReadAllBytes(File5);
        ulong address = (ulong)bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes<float>(Four));
        int layout = bytes.AsSpan().IndexOf([.. BitConverter.GetBytes(address), .. BitConverter.GetBytes(16UL)]); // address and length of the numbers
        bytes.AsSpan(layout, 8).Fill(0xFF); // 'nowhere', as for an array whose numbers are in another file
        File.WriteAllBytes(File5, bytes);
        using var layers = KerasLayers.Open(File5);

        string message = Assert.Throws<InvalidDataException>(() => layers.Read(layers.Layers[0].Arrays[0])).Message;

        Assert.Contains("the numbers of 'a/w' are not in it", message);
    }

    [Fact]
    public void Neither_kind_of_file_is_taken_for_the_other()
    {
        using var tensor = ones(2);
        SafeTensorsWriter.Write(folder["plain.safetensors"], [KeyValuePair.Create("a", tensor)], new Dictionary<string, string>());
        HdfFile.Write(File5, [("a", Kernel("w", Four, [4]))]);

        Assert.Contains("was not converted from a file of Keras", Assert.Throws<InvalidDataException>(() => KerasLayers.Open(folder["plain.safetensors"])).Message);
        Assert.Contains("no whole file of Keras weights", Assert.Throws<InvalidDataException>(() => KerasConversion.Convert(folder["plain.safetensors"], folder["x"])).Message);
        Assert.Contains("There is no file", Assert.Throws<FileNotFoundException>(() => KerasLayers.Open(folder["nowhere.h5"])).Message);
        Assert.False(File.Exists(folder["x"]));
    }

    [Theory]
    [InlineData("""[{"name":"a","arrays":["a/w","a/w"]}]""", "'a/w' is not in the file, or listed twice")]
    [InlineData("""[{"name":"a","arrays":[]}]""", "a layer has no name or no arrays")]
    [InlineData("""[{"name":"a"}, null""", "they are not the JSON that a conversion writes")]
    [InlineData("[null]", "a layer has no name or no arrays")]
    [InlineData("[]", "it lists no layer for 'a/w'")]
    public void A_converted_file_whose_list_does_not_fit_is_refused(string list, string words)
    {
        using var tensor = ones(2);
        SafeTensorsWriter.Write(folder["bad.safetensors"], [KeyValuePair.Create("a/w", tensor)], new Dictionary<string, string> { ["keras_layers"] = list });

        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => KerasLayers.Open(folder["bad.safetensors"])).Message);
    }

    private static H5Group Kernel(string name, float[] numbers, ulong[] sides) => HdfFile.Layer((name, numbers, sides));

    private void Refused(string words)
    {
        string message = Assert.Throws<InvalidDataException>(() => KerasLayers.Open(File5)).Message;
        Assert.Contains(words, message);
        Assert.StartsWith($"{File5} is no whole file of Keras weights: ", message);
        Assert.EndsWith(". Copy or save it again.", message);
    }
}
