using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>A <c>.pth</c> file, whichever way its storages are kept.</summary>
internal abstract class TorchTable : WeightTable
{
    private const int MostLevels = 4;

    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model"];

    // Storages that several tensors share, or that one has a part of, flat: each is read once per kind of numbers, which is once in honest files.
    private readonly Dictionary<(string Key, ScalarType Type), Tensor> shared = [];

    /// <summary>The tensors by name; each lies within its storage.</summary>
    public required IReadOnlyDictionary<string, TorchTensor> Tensors { get; init; }

    /// <inheritdoc/>
    public override Tensor Read(WeightEntry entry)
    {
        var view = Tensors[entry.Name];
        if (view.IsWhole)
        {
            return Filled(view.Storage, [.. view.Shape], view.Numbers.Type);
        }

        var place = (view.Storage.Key, view.Numbers.Type);
        if (!shared.TryGetValue(place, out var flat))
        {
            flat = Filled(view.Storage, [view.Storage.Bytes / view.Numbers.Bytes], view.Numbers.Type).DetachFromDisposeScope();
            shared.Add(place, flat);
        }

        using var scope = NewDisposeScope();
        return flat.as_strided([.. view.Shape], [.. view.Strides], view.Offset).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var storage in shared.Values)
        {
            storage.Dispose();
        }

        shared.Clear();
    }

    /// <summary>Reads a storage from its beginning.</summary>
    /// <exception cref="InvalidDataException">Its bytes are damaged.</exception>
    protected abstract void Read(TorchStorage storage, Span<byte> destination);

    /// <summary>The table of contents of tensors by name.</summary>
    protected static IReadOnlyList<WeightEntry> EntriesOf(IReadOnlyDictionary<string, TorchTensor> tensors) =>
        [.. tensors.Select(pair => new WeightEntry(pair.Key, pair.Value.Numbers.Type, pair.Value.Shape))];

    /// <summary>The dictionary of tensors in what a pickle holds: itself, or what training programs file it under.</summary>
    /// <exception cref="FormatException">It holds none.</exception>
    protected static IReadOnlyDictionary<string, TorchTensor> StateDictionary(object? root)
    {
        for (int level = 0; level < MostLevels && root is PickleDictionary dictionary; level++)
        {
            object? nested = Wrappers.Select(dictionary.Find).FirstOrDefault(found => found is PickleDictionary);
            if (nested is null)
            {
                var tensors = dictionary.Items.Where(item => item.Value is TorchTensor).ToDictionary(item => item.Key, item => (TorchTensor)item.Value!);
                return tensors.Count > 0 ? tensors : throw new FormatException("it holds no tensors by name");
            }

            root = nested;
        }

        throw new FormatException("it holds no dictionary of tensors, at its top or under 'state_dict', 'model_state_dict' or 'model'");
    }

    /// <summary>The failure of a file that cannot be read.</summary>
    protected static InvalidDataException Wrong(string path, string what, Exception? inner = null) =>
        new($"{path} is no .pth file that can be read: {what}. Copy it again, or save its state_dict() alone or as safetensors.", inner);

    private Tensor Filled(TorchStorage storage, long[] shape, ScalarType type)
    {
        var values = empty(shape, type);
        if (values.numel() > 0)
        {
            Read(storage, values.bytes);
        }

        return values;
    }
}
