using System.IO.Compression;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static SkinSeg.Tests.Weights.TorchFiles;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

/// <summary>The forms in which PyTorch, over its versions, has saved a tensor.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [NoTensorLeak]
    public void Views_of_a_shared_storage_are_taken_with_their_offset_and_strides(bool isZip)
    {
        byte[] bytes = BytesOf(1f, 2, 3, 4, 5, 6, 7, 8);
        byte[] pickle = new PickleBuilder().Raw("}")
            .Text("transposed").Tensor(Storage(8), 2, [2, 3], [1, 2]).Raw("s")
            .Text("part").Tensor(Storage(8), 4, [2], [1]).Raw("s")
            .Text("repeated").Tensor(Storage(8), 7, [3], [0]).Raw("s")
            .Text("scalar").Tensor(Storage(8), 1, [], []).Raw("s").Stop();

        var values = Load(isZip ? Zip(pickle, [("0", bytes)]) : Legacy(pickle, ("0", 8, bytes)), ("transposed", [2, 3]), ("part", [2]), ("repeated", [3]), ("scalar", []));

        Assert.Equal([3, 5, 7, 4, 6, 8], values["transposed"]);
        Assert.Equal([5, 6], values["part"]);
        Assert.Equal([8, 8, 8], values["repeated"]);
        Assert.Equal([2], values["scalar"]);
    }

    [Theory]
    [InlineData("DoubleStorage")]
    [InlineData("HalfStorage")]
    [InlineData("BFloat16Storage")]
    [NoTensorLeak]
    public void Every_kind_of_fraction_is_read(string type)
    {
        byte[] bytes = type switch
        {
            "DoubleStorage" => BytesOf(1.5, -2),
            "HalfStorage" => BytesOf((Half)1.5, (Half)(-2)),
            _ => BytesOf((ushort)(BitConverter.SingleToUInt32Bits(1.5f) >> 16), (ushort)(BitConverter.SingleToUInt32Bits(-2) >> 16)),
        };
        byte[] pickle = PickleBuilder.Dictionary("a", value => value.Tensor(Storage(2, type), 0, [2], [1]));

        Assert.Equal([1.5, -2], Load(Zip(pickle, [("0", bytes)]), ("a", [2]))["a"]);
        Assert.Equal([1.5, -2], Load(Legacy(pickle, ("0", 2, bytes)), ("a", [2]))["a"]);
    }

    [Theory]
    [InlineData("LongStorage")]
    [InlineData("IntStorage")]
    [InlineData("ShortStorage")]
    [InlineData("CharStorage")]
    [InlineData("ByteStorage")]
    [InlineData("BoolStorage")]
    [NoTensorLeak]
    public void Every_kind_of_whole_number_is_read_for_counters_alone(string type)
    {
        byte[] one = [1, 0, 0, 0, 0, 0, 0, 0];
        byte[] bytes = type switch { "LongStorage" => one, "IntStorage" => one[..4], "ShortStorage" => one[..2], _ => one[..1] };
        byte[] Pickle(string key) => PickleBuilder.Dictionary(key, value => value.Tensor(Storage(1, type), 0, [], []));

        Assert.Equal([1], Load(Zip(Pickle("num_batches_tracked"), [("0", bytes)]), ("num_batches_tracked", []))["num_batches_tracked"]);
        string message = Assert.Throws<InvalidDataException>(() => Load(Zip(Pickle("weight"), [("0", bytes)]), ("weight", []))).Message;
        Assert.Contains("holds whole numbers (", message);
    }

    [Fact]
    [NoTensorLeak]
    public void Parameters_old_calls_and_untyped_storages_are_tensors_too()
    {
        byte[] bytes = BytesOf(1f, 2);
        Action<PickleBuilder> old = value => Storage(2)(value.Global("torch._utils", "_rebuild_tensor").Raw("("));
        byte[] pickle = new PickleBuilder().Global("collections", "OrderedDict").Raw("(]tR")
            .Text("old").Do(old).Number(0).Numbers(2).Numbers(1).Raw("tRs")
            .Text("variable").Global("torch.nn.parameter", "Parameter").Do(old).Number(0).Numbers(2).Numbers(1).Raw("tR\u0085R")
            .Raw("(").Raw(0x88, 0x89).Raw("Ntbs") // its state: learned, not volatile, no hooks
            .Text("parameter").Global("torch._utils", "_rebuild_parameter").Raw("(").Tensor(Storage(2), 0, [2], [1]).Raw(0x88).Raw("NtRs")
            .Text("untyped").Global("torch._utils", "_rebuild_tensor_v3").Raw("(").Storage("1", 8, "UntypedStorage", "torch.storage")
            .Number(0).Numbers(2).Numbers(1).Raw(0x89).Raw("N").Global("torch", "float32").Raw("}tRs").Stop();

        var values = Load(Zip(pickle, [("0", bytes), ("1", bytes)]), ("old", [2]), ("variable", [2]), ("parameter", [2]), ("untyped", [2]));

        Assert.All(values.Values, value => Assert.Equal([1, 2], value));
        Assert.Equal(4, values.Count);
    }

    [Theory]
    [InlineData("state_dict", "module.")]
    [InlineData("model_state_dict", "")]
    [InlineData("model", "module.")]
    [NoTensorLeak]
    public void What_a_training_saves_beside_its_weights_does_not_disturb(string wrapper, string prefix)
    {
        byte[] pickle = new PickleBuilder().Raw("}")
            .Text("epoch").Number(3).Raw("s")
            .Text("name").Raw("U\u0003abc").Raw("s") // text of Python 2
            .Text("best").Raw(0x47, 0x3F, 0xE8, 0, 0, 0, 0, 0, 0).Raw("s")
            .Text("history").Raw("](").Number(1).Raw("N").Raw(0x88).Raw("es")
            .Text("bytes").Global("_codecs", "encode").Text("ÿ").Text("latin1").Raw("\u0086Rs")
            .Text("optimizer").Raw("}").Number(0).Tensor(Storage(2), 0, [2], [1]).Raw("ss")
            .Text(wrapper).Raw("}").Text($"{prefix}a").Tensor(Storage(2), 0, [2], [1]).Raw("ss").Stop();

        Assert.Equal([1, 2], Load(Zip(pickle, [("0", BytesOf(1f, 2))]), ("a", [2]))["a"]);
    }

    [Fact]
    [NoTensorLeak]
    public void Later_protocols_and_deflated_archives_are_read()
    {
        byte[] pickle = [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, .. new PickleBuilder().Raw("}\u0094")
            .Text("a").Raw(0x8C, 12).Raw("torch._utils").Raw(0x8C, 18).Raw("_rebuild_tensor_v2").Raw(0x93).Raw("(").Storage("0", 2)
            .Raw("K\0").Raw("K\u0002\u0085").Raw("M\u0001\0\u0085").Raw(0x89).Raw("}tRsh\0").Stop()[2..]];

        Assert.Equal([1, 2], Load(Zip(pickle, [("0", BytesOf(1f, 2))], CompressionLevel.Optimal, ("net/byteorder", "little"u8.ToArray())), ("a", [2]))["a"]);
    }

    [Fact]
    [NoTensorLeak]
    public void Old_names_of_DenseNet_become_the_new_ones_but_not_twice()
    {
        byte[] pickle = new PickleBuilder().Raw("}")
            .Text("b.denselayer12.norm.2.weight").Tensor(Storage(2), 0, [2], [1]).Raw("s")
            .Text("b.transition1.conv.1x").Tensor(Storage(2), 0, [2], [1]).Raw("s").Stop();
        byte[] twice = new PickleBuilder().Raw("}")
            .Text("denselayer1.conv.1.weight").Tensor(Storage(2), 0, [2], [1]).Raw("s")
            .Text("denselayer1.conv1.weight").Tensor(Storage(2), 0, [2], [1]).Raw("s").Stop();

        Assert.Equal([1, 2], Load(Zip(pickle, [("0", BytesOf(1f, 2))]), ("b.denselayer12.norm2.weight", [2]), ("b.transition1.conv.1x", [2]))["b.denselayer12.norm2.weight"]);
        string message = Assert.Throws<InvalidDataException>(() => Load(Zip(twice, [("0", BytesOf(1f, 2))]), ("denselayer1.conv1.weight", [2]))).Message;
        Assert.Contains("'denselayer1.conv1.weight' under an old and a new name", message);
    }

    [Theory]
    [InlineData(true, 1 << 20)]
    [InlineData(false, 17 << 20)] // how long the pickles are is known after they are read: up to 16 MiB are read for them
    [NoTensorLeak]
    public void Large_storages_are_read_straight_into_the_tensor(bool isZip, long managedBytes)
    {
        const int Count = 6 << 20;
        byte[] bytes = new byte[4 * Count];
        BytesOf(1.5f).CopyTo(bytes.AsSpan(^4..));
        byte[] pickle = PickleBuilder.Dictionary("a", value => value.Tensor(Storage(Count), 0, [Count], [1]));
        File.WriteAllBytes(folder["large.pth"], isZip ? Zip(pickle, [("0", bytes)]) : Legacy(pickle, ("0", Count, bytes)));
        using var scope = NewDisposeScope();
        using var module = KeyedModule.Of(("a", [Count]));
        long allocated = GC.GetAllocatedBytesForCurrentThread();

        PretrainedWeights.Load(folder["large.pth"], module);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, managedBytes);
        Assert.Equal(1.5f, module.state_dict()["a"].sum().item<float>());
    }

    private static Action<PickleBuilder> Storage(long count, string type = "FloatStorage") => builder => builder.Storage("0", count, type);

    private Dictionary<string, double[]> Load(byte[] file, params (string Key, long[] Shape)[] keys)
    {
        using var scope = NewDisposeScope();
        using var module = KeyedModule.Of(keys);
        File.WriteAllBytes(folder["made.pth"], file);
        PretrainedWeights.Load(folder["made.pth"], module);
        return module.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.to(float64).data<double>().ToArray());
    }
}
