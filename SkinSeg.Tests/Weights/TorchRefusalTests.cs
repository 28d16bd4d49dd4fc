using System.IO.Compression;
using System.Text;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static SkinSeg.Tests.Weights.TorchFiles;

namespace SkinSeg.Tests.Weights;

/// <summary>What damaged and hostile <c>.pth</c> files are told, and that they cost nothing before.</summary>
public sealed class TorchRefusalTests : IDisposable
{
    private static readonly byte[] Numbers = BytesOf(1f, 2, 3, 4);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "getattr")]
    [InlineData("torch", "load")]
    [InlineData("torch.nn.modules.conv", "Conv2d")]
    [InlineData("torch._utils", "_rebuild_tensor_v2.__globals__")]
    public void Every_other_class_and_function_is_refused_by_its_name(string module, string name)
    {
        byte[] byLines = new PickleBuilder().Global(module, name).Text("touch x").Raw("\u0085R").Stop();
        byte[] byStack = new PickleBuilder().Text(module).Text(name).Raw(0x93).Text("touch x").Raw("\u0085R").Stop();

        foreach (byte[] file in (byte[][])[Zip(byLines, []), Legacy(byLines), Zip(byStack, []), Legacy(byStack)])
        {
            string message = Refusal(file);
            Assert.Contains($"bad.pth is no .pth file that can be read: it asks for '{module}.{name}', and weights need tensors", message);
            Assert.EndsWith("or save its state_dict() alone or as safetensors.", message);
        }
    }

    public static TheoryData<string, string, string> Pickles => new()
    {
        { "a value alone", "K\u0001.", "it holds no dictionary of tensors" },
        { "no tensors", "}X\u0001\0\0\0aK\u0001s.", "it holds no tensors by name" },
        { "a dictionary in itself", "}q\0X\u0005\0\0\0modelh\0s.", "it holds no dictionary of tensors" },
        { "a tuple in itself", "]q\0h\0\u0085ah\0.", "it holds no dictionary of tensors" },
        { "no end", "}", "its pickle is cut off: at byte 3 it needs 1 bytes and has 0" },
        { "a huge text", "X\u00FF\u00FF\u00FF\u00FFabc.", "it needs 4294967295 bytes and has 4" },
        { "a huge text of 8 bytes' length", "\u008D\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u007Fabc.", "it needs 9223372036854775807 bytes and has 4" },
        { "huge bytes", "\u008E\0\0\0\0\0\0\0\u0080abc.", "it needs 9223372036854775808 bytes and has 4" },
        { "a huge number", "\u008B\u00FF\u00FF\u00FF\u007F.", "a number of more than 255 bytes" },
        { "a number of negative length", "\u008B\u00FF\u00FF\u00FF\u00FF.", "its pickle is cut off" },
        { "no text", "X\u0001\0\0\0\u00FF.", "a text that is not UTF-8" },
        { "an empty stack", ".", "takes from an empty stack" },
        { "nothing above the mark", "K\u0001(0.", "takes from an empty stack" },
        { "no mark", "K\u0001t.", "lacks a mark" },
        { "a memory of nothing", "h\u0005.", "recalls what it did not remember" },
        { "a list that is none", "K\u0001K\u0002a.", "adds to what is no list" },
        { "a dictionary that is none", "]K\u0001K\u0002s.", "sets a key of what is no dictionary" },
        { "a state of a number", "K\u0001}b.", "gives a state to what has none" },
        { "a call of a number", "K\u0001)R.", "calls what cannot be called" },
        { "a class named by numbers", "K\u0001K\u0002\u0093.", "names a class by no text" },
        { "a call with wrong arguments", "ctorch._utils\n_rebuild_tensor_v2\n)R.", "it calls 'torch._utils._rebuild_tensor_v2' in an unknown way" },
        { "an unknown storage", "K\u0001Q.", "names a storage in an unknown way" },
        { "text of protocol 0", "I1\n.", "its pickle has the instruction 0x49 at byte 2, which weights do not need" },
        { "an object by its registered number", "\u0082\u0001.", "the instruction 0x82 at byte 2" },
        { "a name without an end", "cos.system", "a name without an end" },
    };

    [Theory]
    [MemberData(nameof(Pickles))]
    public void Pickles_that_are_wrong_say_what_is_wrong(string what, string pickle, string words)
    {
        byte[] bytes = [0x80, 2, .. Encoding.Latin1.GetBytes(pickle)];

        Assert.True(Refusal(Zip(bytes, [])).Contains(words, StringComparison.Ordinal), $"{what}: {Refusal(Zip(bytes, []))}");
    }

    [Theory]
    [InlineData(0, new long[] { 5 }, new long[] { 1 })]
    [InlineData(1, new long[] { 4 }, new long[] { 1 })]
    [InlineData(0, new long[] { 2, 2 }, new long[] { 3, 1 })]
    [InlineData(-1, new long[] { 1 }, new long[] { 1 })]
    [InlineData(0, new long[] { -1 }, new long[] { 1 })]
    [InlineData(3, new long[] { 2 }, new long[] { -1 })]
    [InlineData(0, new long[] { 5 }, new long[] { 0 })]
    [InlineData(0, new long[] { 2 }, new long[] { long.MaxValue })]
    [InlineData(long.MaxValue, new long[] { 2 }, new long[] { 1 })]
    [InlineData(0, new long[] { 1L << 32, 1L << 32 }, new long[] { 0, 0 })]
    [InlineData(0, new long[] { 4 }, new long[] { 1, 1 })]
    [InlineData(0, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void Tensors_that_do_not_lie_in_their_storage_are_refused(long offset, long[] shape, long[] strides)
    {
        byte[] pickle = PickleBuilder.Dictionary("a", value => value.Tensor(storage => storage.Storage("0", 4), offset, shape, strides));

        Assert.Contains("does not lie in its storage of 4 numbers", Refusal(Zip(pickle, [("0", Numbers)])));
        Assert.Contains("does not lie in its storage of 4 numbers", Refusal(Legacy(pickle, ("0", 4, Numbers))));
    }

    [Fact]
    public void Storages_that_contradict_themselves_are_refused()
    {
        static byte[] Pickle(long count, string type = "FloatStorage") =>
            PickleBuilder.Dictionary("a", value => value.Tensor(storage => storage.Storage("0", count, type), 0, [1], [1]));
        byte[] two = new PickleBuilder().Raw("}").Text("a").Storage("0", 4).Raw("s").Text("b").Storage("0", 2, "DoubleStorage").Raw("s").Stop();

        Assert.Contains("describes the storage '0' in two ways", Refusal(Zip(two, [("0", Numbers)])));
        Assert.Contains("claims more than 2 GiB for the storage '0'", Refusal(Zip(Pickle(long.MaxValue), [("0", Numbers)])));
        Assert.Contains("names a storage in an unknown way", Refusal(Zip(Pickle(-4), [("0", Numbers)])));
        Assert.Contains("asks for 'torch.QInt8Storage'", Refusal(Zip(Pickle(4, "QInt8Storage"), [("0", Numbers)])));
        Assert.Contains("'net/data/0' has 16 bytes instead of 20", Refusal(Zip(Pickle(5), [("0", Numbers)])));
        Assert.Contains("its zip archive lacks 'net/data/0'", Refusal(Zip(Pickle(4), [("1", Numbers)])));
        Assert.Contains("its storage '0' has another length than its tensors need", Refusal(Legacy(Pickle(4), ("0", 5, Numbers))));
        Assert.Contains("it is cut off in its storage '0'", Refusal(Legacy(Pickle(4), ("0", 4, Numbers[..15]))));
        Assert.Contains("it is cut off before its storage '0'", Refusal(Legacy(Pickle(4), ("0", 4, Numbers))[..^17]));
        Assert.Contains("a storage '1' that no tensor uses", Refusal(Legacy(Pickle(4), ("1", 4, Numbers))));
        Assert.Contains("it has its storage '0' twice", Refusal(Legacy(Pickle(4), ("0", 4, Numbers), ("0", 4, Numbers))));
        Assert.Contains("it lacks the storage '0'", Refusal(Legacy(Pickle(4))));
    }

    [Fact]
    public void Archives_that_contradict_themselves_are_refused()
    {
        byte[] pickle = PickleBuilder.Dictionary("a", value => value.Tensor(storage => storage.Storage("0", 4), 0, [4], [1]));
        byte[] whole = Zip(pickle, [("0", Numbers)]);
        byte[] zeros = new byte[1 << 20];
        var many = Enumerable.Range(0, 20_001).Select(i => ($"net/x/{i}", Array.Empty<byte>())).ToArray();

        Assert.Contains("its zip archive is damaged", Refusal(whole[..^30]));
        Assert.Contains("its zip archive is damaged", Refusal("PK\u0003\u0004 and nothing else"u8.ToArray()));
        Assert.Contains("has 'net/data/0' twice", Refusal(Zip(pickle, [("0", Numbers), ("0", Numbers)])));
        Assert.Contains("has 2 entries '*/data.pkl' instead of one", Refusal(Zip(pickle, [], CompressionLevel.NoCompression, ("b/data.pkl", pickle))));
        Assert.Contains("has 0 entries '*/data.pkl' instead of one", Refusal(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(whole).Replace("data.pkl", "data.pkx", StringComparison.Ordinal))));
        Assert.Contains("numbers are not in little-endian order", Refusal(Zip(pickle, [("0", Numbers)], CompressionLevel.NoCompression, ("net/byteorder", "big"u8.ToArray()))));
        Assert.Contains("claims 1048576 bytes in the ", Refusal(Zip(pickle, [("0", zeros)], CompressionLevel.Optimal)));
        Assert.Contains("has more than 20000 entries", Refusal(Zip(pickle, many)));
    }

    [Fact]
    public void Pickles_that_PyTorch_did_not_save_are_refused()
    {
        Assert.Contains("it is a pickle, but PyTorch did not save it", Refusal(new PickleBuilder().Number(5).Stop()));
        Assert.Contains("its version is unknown", Refusal([.. Legacy([])[..15], .. new PickleBuilder().Number(1002).Stop()]));
        Assert.Contains("it does not describe the machine", Refusal([.. Legacy([])[..28], .. new PickleBuilder().Number(1002).Stop()]));
    }

    [Theory]
    [InlineData("deep lists", 900_000, "]", "", "it holds no dictionary of tensors")]
    [InlineData("deep tuples", 900_000, "\u0085", "N", "it holds no dictionary of tensors")]
    [InlineData("deep marks", 900_000, "(", "N", "takes from an empty stack")]
    [InlineData("too many dictionaries", 2_000_000, "}", "", "needs more than 1000000 steps")]
    [InlineData("laughing lists", 150_000, "](h\0h\0h\0h\0eq\0", "]q\0", "needs more than 1000000 steps")]
    [InlineData("a memory bomb", 200_000, "Nr\u0001\u00FF\u00FF\u00FF", "", "it holds no dictionary of tensors")]
    [InlineData("copies of a copy", 300_000, "h\u0001h\0R0", "ccollections\nOrderedDict\nq\u0001](NN\u0086NN\u0086NN\u0086NN\u0086NN\u0086NN\u0086e\u0085q\0", "needs more than 1000000 steps")]
    public void Bombs_are_refused_before_they_take_time_or_memory(string what, int times, string bomb, string before, string words)
    {
        byte[] file = Legacy(new PickleBuilder().Raw(before).Repeat(times, bomb).Stop());
        long allocated = GC.GetAllocatedBytesForCurrentThread();

        string message = Refusal(file);

        Assert.True(message.Contains(words, StringComparison.Ordinal), $"{what}: {message}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 200L << 20);
    }

    [Fact]
    public void A_long_text_is_no_key_however_often_it_is_set()
    {
        byte[] file = Legacy(new PickleBuilder().Raw("}").Text(new string('x', 1 << 20)).Raw("q\0").Raw("Ns").Repeat(200_000, "h\0Ns").Stop());

        Assert.Contains("a key of more than 1000 letters", Refusal(file));
    }

    private string Refusal(byte[] file)
    {
        using var module = KeyedModule.Of(("a", [4]));
        File.WriteAllBytes(folder["bad.pth"], file);
        return Assert.Throws<InvalidDataException>(() => PretrainedWeights.Load(folder["bad.pth"], module)).Message;
    }
}
