using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>A run of numbers in a <c>.pth</c> file that tensors lie in.</summary>
/// <param name="Key">What the file calls it.</param>
/// <param name="Numbers">Kind of its numbers; single bytes where the tensors say the kind.</param>
/// <param name="Count">How many there are.</param>
internal sealed record TorchStorage(string Key, TorchNumbers Numbers, long Count)
{
    /// <summary>Its bytes, at most 2 GiB.</summary>
    public long Bytes => Count * Numbers.Bytes;
}

/// <summary>A kind of numbers in a <c>.pth</c> file.</summary>
/// <param name="Storage">Name of its storage's class.</param>
/// <param name="Name">Name of its dtype.</param>
/// <param name="Type">The kind.</param>
/// <param name="Bytes">Bytes of one number.</param>
internal sealed record TorchNumbers(string Storage, string Name, ScalarType Type, int Bytes)
{
    private static readonly TorchNumbers[] Known =
    [
        new("DoubleStorage", "float64", float64, 8), new("FloatStorage", "float32", float32, 4),
        new("HalfStorage", "float16", float16, 2), new("BFloat16Storage", "bfloat16", bfloat16, 2),
        new("LongStorage", "int64", int64, 8), new("IntStorage", "int32", int32, 4), new("ShortStorage", "int16", int16, 2),
        new("CharStorage", "int8", int8, 1), new("ByteStorage", "uint8", uint8, 1), new("BoolStorage", "bool", @bool, 1),
    ];

    // Storages without a kind of their own, since PyTorch 2.0.
    private static readonly TorchNumbers Untyped = new("UntypedStorage", string.Empty, uint8, 1);

    /// <summary>The kind of a storage by the global that names its class (<c>torch.FloatStorage</c>), or null.</summary>
    public static TorchNumbers? OfStorage(string global) => global is "torch.storage.UntypedStorage" or "torch.UntypedStorage"
        ? Untyped
        : Array.Find(Known, known => global == $"torch.{known.Storage}");

    /// <summary>The kind by the global that names its dtype (<c>torch.float32</c>), or null.</summary>
    public static TorchNumbers? OfDtype(string global) => Array.Find(Known, known => global == $"torch.{known.Name}");
}
