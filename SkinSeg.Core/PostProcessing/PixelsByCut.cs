using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>The pixels of a map, those above the highest cut first; each cut's in raster order. Pixels above no cut are left out.</summary>
internal sealed class PixelsByCut
{
    private readonly ImageSize size;
    private readonly int[] starts;  // where each cut's pixels begin
    private readonly int[] ordered; // twice the index within the padded frame, plus 1 where the truth is set

    /// <summary>Sorts by counting.</summary>
    /// <param name="item">The map and its truth.</param>
    /// <param name="cuts">The cut that each value of a pixel is above, as <see cref="CutsOf"/> gives it.</param>
    /// <param name="count">Number of cuts.</param>
    public PixelsByCut(LabeledMap item, ushort[] cuts, int count)
    {
        size = item.Map.Size;
        starts = Starts(item.Map.Values, cuts, count);
        ordered = new int[starts[count]];
        Sort(item, cuts, count);
    }

    /// <summary>For each value of a pixel the highest cut that it is above; the number of cuts where there is none.</summary>
    /// <param name="limits">For each cut, highest first, the value that a pixel must exceed.</param>
    public static ushort[] CutsOf(IReadOnlyList<int> limits)
    {
        var cuts = new ushort[ProbabilityMap.One + 1];
        int cut = 0;
        for (int value = ProbabilityMap.One; value >= 0; value--)
        {
            while (cut < limits.Count && value <= limits[cut])
            {
                cut++;
            }

            cuts[value] = (ushort)cut;
        }

        return cuts;
    }

    /// <summary>The pixels above a cut and no higher one, each as twice its index within the padded frame, plus 1 where the truth is set.</summary>
    public ReadOnlySpan<int> At(int cut) => ordered.AsSpan(starts[cut], starts[cut + 1] - starts[cut]);

    /// <summary>A pixel's place in the order of MATLAB's arrays.</summary>
    /// <param name="at">Its index within the padded frame.</param>
    public int ColumnMajorIndex(int at)
    {
        var (row, column) = Math.DivRem((uint)at, (uint)size.Width + 2);
        return (((int)column - 1) * size.Height) + (int)row - 1;
    }

    private static int[] Starts(ushort[] values, ushort[] cuts, int count)
    {
        var starts = new int[count + 2];
        foreach (ushort value in values)
        {
            starts[cuts[value] + 1]++;
        }

        for (int cut = 1; cut < starts.Length; cut++)
        {
            starts[cut] += starts[cut - 1];
        }

        return starts;
    }

    private void Sort(LabeledMap item, ushort[] cuts, int count)
    {
        int[] next = [.. starts];
        ushort[] values = item.Map.Values;
        byte[] truth = item.Truth.Values;
        int i = 0;
        for (int row = 0; row < size.Height; row++)
        {
            int at = ((row + 1) * (size.Width + 2)) + 1;
            for (int column = 0; column < size.Width; column++, i++, at++)
            {
                int cut = cuts[values[i]];
                if (cut < count)
                {
                    ordered[next[cut]++] = (at << 1) | (truth[i] & 1);
                }
            }
        }
    }
}
