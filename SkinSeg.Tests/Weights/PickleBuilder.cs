using System.Buffers.Binary;
using System.Text;

namespace SkinSeg.Tests.Weights;

/// <summary>Writes pickles instruction by instruction, honest and hostile ones (docs.python.org/3/library/pickletools.html).</summary>
internal sealed class PickleBuilder
{
    private readonly List<byte> bytes = [0x80, 2]; // protocol 2, PyTorch's own choice

    public PickleBuilder Raw(params byte[] more)
    {
        bytes.AddRange(more);
        return this;
    }

    public PickleBuilder Raw(string more) => Raw(Encoding.Latin1.GetBytes(more));

    public PickleBuilder Do(Action<PickleBuilder> write)
    {
        write(this);
        return this;
    }

    public PickleBuilder Repeat(int times, string more) => Raw(string.Concat(Enumerable.Repeat(more, times)));

    public PickleBuilder Text(string text) => Raw((byte)'X').Length(Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    public PickleBuilder Global(string module, string name) => Raw($"c{module}\n{name}\n");

    public PickleBuilder Number(long number)
    {
        byte[] eight = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, number);
        return Raw(0x8A, 8).Raw(eight);
    }

    public PickleBuilder Numbers(params long[] numbers)
    {
        Raw("(");
        Array.ForEach(numbers, number => Number(number));
        return Raw("t");
    }

    /// <summary>("storage", class, key, "cpu", count), by its id.</summary>
    public PickleBuilder Storage(string key, long count, string type = "FloatStorage", string module = "torch") =>
        Raw("(").Text("storage").Global(module, type).Text(key).Text("cpu").Number(count).Raw("tQ");

    /// <summary>A call of _rebuild_tensor_v2.</summary>
    public PickleBuilder Tensor(Action<PickleBuilder> storage, long offset, long[] shape, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2").Raw("(").Do(storage).Number(offset).Numbers(shape).Numbers(strides)
            .Raw(0x89).Global("collections", "OrderedDict").Raw(")RtR");

    public byte[] Stop() => Raw(".").bytes.ToArray();

    /// <summary>A dictionary with one key, whose value <paramref name="value"/> writes.</summary>
    public static byte[] Dictionary(string key, Action<PickleBuilder> value) => new PickleBuilder().Raw("}").Text(key).Do(value).Raw("s").Stop();

    private PickleBuilder Length(int length)
    {
        byte[] four = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, length);
        return Raw(four);
    }
}
