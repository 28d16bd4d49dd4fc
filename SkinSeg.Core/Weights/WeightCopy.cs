using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>Copies tensors of a file into those of a network: all of them, or none where one is not finite.</summary>
internal static class WeightCopy
{
    /// <summary>Copies a whole file; precision and device stay the targets'.</summary>
    /// <param name="table">The file.</param>
    /// <param name="targets">Tensors by key.</param>
    /// <param name="doesNotFit">The sentence to fail with where keys or shapes differ; nothing is changed then.</param>
    /// <exception cref="InvalidDataException">It does not fit, is damaged, or a number in it is not finite; nothing was changed.</exception>
    public static WeightCoverage Exactly(WeightTable table, IReadOnlyDictionary<string, Tensor> targets, Func<WeightCoverage, string> doesNotFit)
    {
        var coverage = WeightCoverage.Of(targets, table.Entries);
        if (!coverage.IsComplete)
        {
            throw new InvalidDataException(doesNotFit(coverage));
        }

        Into(table, table.Entries.Select(entry => KeyValuePair.Create(entry, targets[entry.Name])));
        return coverage;
    }

    /// <summary>Copies some of a file's tensors, each into one of the same shape; precision and device stay the targets'.</summary>
    /// <exception cref="InvalidDataException">A tensor is damaged, or a number in one is not finite; nothing was changed.</exception>
    public static void Into(WeightTable table, IEnumerable<KeyValuePair<WeightEntry, Tensor>> pairs)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();

        // All are read before the first is copied: a refused file must not leave half of itself in a network.
        var read = pairs.Select(pair => (Target: pair.Value, Values: ReadFinite(table, pair.Key))).ToList();
        foreach (var (target, values) in read)
        {
            target.copy_(values);
            values.Dispose();
        }
    }

    /// <summary>Whether that is a kind of fractions, as weights are.</summary>
    public static bool IsFloating(ScalarType type) => type is ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16;

    private static Tensor ReadFinite(WeightTable table, WeightEntry entry)
    {
        var values = table.Read(entry);
        if (!IsFinite(values))
        {
            throw new InvalidDataException(
                $"{table.Path} holds numbers in '{entry.Name}' that are not finite: its training diverged, or it is damaged. Use another file.");
        }

        return values;
    }

    // Infinities and NaN have all bits of the exponent set. Read in place: torch's own test makes three temporaries of the tensor's size.
    private static bool IsFinite(Tensor values)
    {
        using var ordered = values.contiguous();
        return values.dtype switch
        {
            ScalarType.Float64 => !HasAllOf<ulong>(ordered.bytes, 0x7FF0_0000_0000_0000),
            ScalarType.Float32 => !HasAllOf<uint>(ordered.bytes, 0x7F80_0000),
            ScalarType.Float16 => !HasAllOf<ushort>(ordered.bytes, 0x7C00),
            ScalarType.BFloat16 => !HasAllOf<ushort>(ordered.bytes, 0x7F80),
            _ => true, // whole numbers
        };
    }

    private static bool HasAllOf<T>(ReadOnlySpan<byte> bytes, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (var word in MemoryMarshal.Cast<byte, T>(bytes))
        {
            if ((word & exponent) == exponent)
            {
                return true;
            }
        }

        return false;
    }
}
