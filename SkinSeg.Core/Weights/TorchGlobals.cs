using System.Text;

namespace SkinSeg.Weights;

/// <summary>The few classes and functions that pickled tensors need, each rebuilt here; every other name is refused.</summary>
internal sealed class TorchGlobals
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string Encode = "_codecs.encode";
    private const string Parameter = "torch.nn.parameter.Parameter";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";

    // Of PyTorch before 0.4, since 0.4, and for kinds of numbers that have no storage class of their own.
    private const string RebuildTensor = "torch._utils._rebuild_tensor";
    private const string RebuildTensorV2 = "torch._utils._rebuild_tensor_v2";
    private const string RebuildTensorV3 = "torch._utils._rebuild_tensor_v3";

    private readonly Dictionary<string, TorchStorage> storages = [];

    /// <summary>The storages that were named, by key.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => storages;

    /// <summary>The class or function of a name.</summary>
    /// <exception cref="FormatException">Weights do not need it.</exception>
    public static PickleGlobal Find(string name) =>
        name is OrderedDictionary or Encode or Parameter or RebuildParameter or RebuildTensor or RebuildTensorV2 or RebuildTensorV3
        || TorchNumbers.OfStorage(name) is not null || TorchNumbers.OfDtype(name) is not null
            ? new(name)
            : throw new FormatException($"it asks for '{name}', and weights need tensors, dictionaries, lists, numbers and text only");

    /// <summary>The storage that a persistent id names: ("storage", class, key, device, count), and None in old files.</summary>
    /// <exception cref="FormatException">It names none, or one that was named otherwise before.</exception>
    public TorchStorage Storage(object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } parts
            || parts is not ["storage", PickleGlobal global, string key, string, long count, ..]
            || (parts.Length == 6 && parts[5] is not null)
            || TorchNumbers.OfStorage(global.Name) is not { } numbers
            || count < 0)
        {
            throw new FormatException("its pickle names a storage in an unknown way");
        }

        if (count > int.MaxValue / numbers.Bytes)
        {
            throw new FormatException($"its pickle claims more than 2 GiB for the storage '{key}'");
        }

        var storage = new TorchStorage(key, numbers, count);
        if (storages.TryAdd(key, storage) || storages[key] == storage)
        {
            return storages[key];
        }

        throw new FormatException($"its pickle describes the storage '{key}' in two ways");
    }

    /// <summary>What a call gives.</summary>
    /// <exception cref="FormatException">The arguments are none that PyTorch writes.</exception>
    public static object? Call(PickleGlobal global, object?[] arguments) => (global.Name, arguments) switch
    {
        (OrderedDictionary, []) => new PickleDictionary(),
        (OrderedDictionary, [List<object?> pairs]) => Dictionary(pairs),
        (Encode, [string text, "latin1"]) => Encoding.Latin1.GetBytes(text),
        (Parameter or RebuildParameter, [TorchTensor data, ..]) => data,
        (RebuildTensor or RebuildTensorV2, [TorchStorage storage, long offset, object?[] shape, object?[] strides, ..]) =>
            TorchTensor.Of(storage, storage.Numbers, offset, Longs(shape), Longs(strides)),
        (RebuildTensorV3, [TorchStorage storage, long offset, object?[] shape, object?[] strides, _, _, PickleGlobal dtype, ..])
            when TorchNumbers.OfDtype(dtype.Name) is { } numbers => TorchTensor.Of(storage, numbers, offset, Longs(shape), Longs(strides)),
        _ => throw new FormatException($"it calls '{global.Name}' in an unknown way"),
    };

    private static PickleDictionary Dictionary(List<object?> pairs)
    {
        var dictionary = new PickleDictionary();
        foreach (object? pair in pairs)
        {
            switch (pair)
            {
                case object?[] and [var key, var value]: dictionary.Set(key, value); break;
                case List<object?> and [var key, var value]: dictionary.Set(key, value); break;
                default: throw new FormatException($"it calls '{OrderedDictionary}' in an unknown way");
            }
        }

        return dictionary;
    }

    private static long[] Longs(object?[] items) => Array.TrueForAll(items, item => item is long)
        ? Array.ConvertAll(items, item => (long)item!)
        : throw new FormatException("its pickle gives a tensor a size that is no number");
}
