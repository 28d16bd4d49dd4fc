using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>The checked table of contents of a safetensors file.</summary>
/// <param name="Metadata">Free text by key.</param>
/// <param name="Entries">The tensors in the order of their bytes.</param>
/// <param name="Begins">First byte of each tensor, counted from <paramref name="DataStart"/>; its last follows from shape and precision.</param>
/// <param name="DataStart">Where the bytes of the tensors begin in the file.</param>
internal sealed record SafeTensorsHeader(
    IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<WeightEntry> Entries, IReadOnlyDictionary<string, long> Begins, long DataStart);

/// <summary>The kinds of numbers that are read and written, by their names in the format.</summary>
internal static class SafeTensorsPrecision
{
    // The enumeration's names, not torch's fields: those start the native library, which a conversion has no need of.
    private static readonly (string Name, ScalarType Type, int Bytes)[] Known =
    [
        ("F64", ScalarType.Float64, 8), ("I64", ScalarType.Int64, 8), ("F32", ScalarType.Float32, 4),
        ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
    ];

    /// <summary>Names that are understood, for messages.</summary>
    public static string Names => string.Join(", ", Known.Select(known => known.Name));

    /// <summary>The kind of that name, or null.</summary>
    public static ScalarType? Parse(string name) => Known.Where(known => known.Name == name).Select(known => (ScalarType?)known.Type).FirstOrDefault();

    /// <summary>Its name in the format.</summary>
    /// <exception cref="ArgumentException">The format, as it is written here, has no such kind.</exception>
    public static string NameOf(ScalarType type) => Find(type).Name;

    /// <summary>Bytes of one number.</summary>
    /// <inheritdoc cref="NameOf"/>
    public static int BytesOf(ScalarType type) => Find(type).Bytes;

    private static (string Name, ScalarType Type, int Bytes) Find(ScalarType type)
    {
        int i = Array.FindIndex(Known, known => known.Type == type);
        return i >= 0 ? Known[i] : throw new ArgumentException($"Expected one of {Names}, got {type}.", nameof(type));
    }
}
