using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>A tensor of a <c>.pth</c> file: a view of a storage that was checked to lie in it.</summary>
/// <param name="Storage">Where its numbers lie.</param>
/// <param name="Numbers">Their kind.</param>
/// <param name="Offset">The first one, counted in numbers.</param>
/// <param name="Shape">Its sides; none for a scalar.</param>
/// <param name="Strides">Numbers from one index to the next, per side.</param>
internal sealed record TorchTensor(TorchStorage Storage, TorchNumbers Numbers, long Offset, ValueList<long> Shape, ValueList<long> Strides)
{
    private const int MostSides = 8;

    /// <summary>Whether it is its whole storage, in order.</summary>
    public bool IsWhole => Offset == 0 && Count == Room(Storage, Numbers) && IsInOrder;

    // How many numbers it has; it was checked to be no more than its storage has.
    private long Count => Shape.Aggregate(1L, static (product, side) => product * side);

    private bool IsInOrder
    {
        get
        {
            long step = 1;
            for (int i = Shape.Count - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != step)
                {
                    return false;
                }

                step *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>A view, after the checks.</summary>
    /// <exception cref="FormatException">It does not lie in its storage, or has more numbers than that.</exception>
    public static TorchTensor Of(TorchStorage storage, TorchNumbers numbers, long offset, long[] shape, long[] strides)
    {
        long room = Room(storage, numbers);
        bool possible = offset >= 0 && shape.Length <= MostSides && strides.Length == shape.Length
            && Array.TrueForAll(shape, side => side >= 0) && Array.TrueForAll(strides, stride => stride >= 0);
        Int128 count = 1;
        Int128 last = offset;
        for (int i = 0; possible && i < shape.Length; i++)
        {
            count *= shape[i];
            last += (Int128)strides[i] * Math.Max(0, shape[i] - 1);
            possible = count <= room; // before the next product, which could pass the range otherwise
        }

        if (!possible || (count > 0 && last >= room))
        {
            string what = $"{new ValueList<long>(shape)} with strides {new ValueList<long>(strides)} from number {offset} on";
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a tensor {what} does not lie in its storage of {room} numbers"));
        }

        return new(storage, numbers, offset, [.. shape], [.. strides]);
    }

    private static long Room(TorchStorage storage, TorchNumbers numbers) => storage.Bytes / numbers.Bytes;
}
