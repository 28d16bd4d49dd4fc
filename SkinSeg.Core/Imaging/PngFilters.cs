using System.Numerics;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>The five filters of PNG for one byte per pixel: each row holds differences to what is left of and above it.</summary>
/// <remarks>W3C, Portable Network Graphics (Third Edition), section 9.2.</remarks>
internal static class PngFilters
{
    /// <summary>The pixels of rows that each begin with the number of their filter; null where there is no such filter.</summary>
    public static byte[]? Undo(ReadOnlySpan<byte> rows, ImageSize size)
    {
        byte[] values = GC.AllocateUninitializedArray<byte>(size.Area);
        var above = new byte[size.Width].AsSpan(); // zeros above the first row
        for (int row = 0; row < size.Height; row++)
        {
            var filtered = rows.Slice(row * (size.Width + 1), size.Width + 1);
            var target = values.AsSpan(row * size.Width, size.Width);
            if (!Undo(filtered[0], filtered[1..], above, target))
            {
                return null;
            }

            above = target;
        }

        return values;
    }

    private static bool Undo(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> target)
    {
        switch (filter)
        {
            case 0:
                row.CopyTo(target);
                return true;
            case 1:
                AddLeft(row, target);
                return true;
            case 2:
                AddAbove(row, above, target);
                return true;
            case 3:
                AddMean(row, above, target);
                return true;
            case 4:
                AddPaeth(row, above, target);
                return true;
            default:
                return false;
        }
    }

    private static void AddLeft(ReadOnlySpan<byte> row, Span<byte> target)
    {
        byte left = 0;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = left = (byte)(row[i] + left);
        }
    }

    private static void AddAbove(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> target)
    {
        int i = 0;
        for (; i + Vector<byte>.Count <= target.Length; i += Vector<byte>.Count)
        {
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = (byte)(row[i] + above[i]);
        }
    }

    private static void AddMean(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> target)
    {
        byte left = 0;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = left = (byte)(row[i] + ((left + above[i]) / 2));
        }
    }

    // The neighbour nearest to left + above − corner: of equals left, then above.
    private static void AddPaeth(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> target)
    {
        int left = 0;
        int corner = 0;
        for (int i = 0; i < target.Length; i++)
        {
            int up = above[i];
            int toLeft = Math.Abs(up - corner);
            int toUp = Math.Abs(left - corner);
            int toCorner = Math.Abs(left + up - (2 * corner));
            int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
            corner = up;
            left = (byte)(row[i] + nearest);
            target[i] = (byte)left;
        }
    }
}
