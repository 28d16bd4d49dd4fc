using SkinSeg.Primitives;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>One tensor of a file of weights.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Precision">Kind of its numbers.</param>
/// <param name="Shape">Its sides; none for a scalar.</param>
internal sealed record WeightEntry(string Name, ScalarType Precision, ValueList<long> Shape);

/// <summary>A checked file of weights, whatever its format: a table of contents, and tensors that are read one at a time.</summary>
internal abstract class WeightTable : IDisposable
{
    /// <summary>The file, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>The tensors in the file's order, each name once.</summary>
    public required IReadOnlyList<WeightEntry> Entries { get; init; }

    /// <summary>Reads one tensor; the caller disposes it.</summary>
    /// <exception cref="InvalidDataException">Its bytes are damaged.</exception>
    public abstract Tensor Read(WeightEntry entry);

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();
}
