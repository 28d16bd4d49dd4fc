using SkinSeg.Imaging;

namespace SkinSeg.PostProcessing;

/// <summary>One object at some threshold: a pixel of it, and how many of its pixels there are, in all and in the truth.</summary>
/// <param name="Pixel">A pixel of the object within the padded frame; −1 for no object.</param>
/// <param name="Area">Pixels.</param>
/// <param name="TrueArea">Pixels that are set in the truth, too.</param>
internal readonly record struct Island(int Pixel, long Area, long TrueArea)
{
    /// <summary>No object.</summary>
    public static Island None { get; } = new(-1, 0, 0);
}

/// <summary>The objects of a map while a threshold falls like the water around islands: they appear, grow and join, and each pixel is looked at once.</summary>
/// <remarks>
/// Union–find with the pixels in the order of their values. The thresholds are "cuts": cut 0 is the highest. Objects are 8-connected
/// (facts.md §6.3 #17); of two of the same area, the one with the first pixel in column-major order counts as larger (#18).
/// </remarks>
internal sealed class FallingWater
{
    // The frame's border keeps it: index 0 lies on the border, so that no pixel has it for a parent.
    private const int UnderWater = 0;

    private readonly int[] neighbors;
    private readonly int[] ordered;        // pixels within the frame, those above the highest cut first, each cut's in raster order
    private readonly int[] cutStarts;      // where each cut's pixels begin in them
    private readonly Node[] nodes;
    private readonly long[] areaByTop;
    private readonly long[] trueAreaByTop;
    private int largest = -1;

    /// <summary>Sorts the pixels of a map under the cuts.</summary>
    /// <param name="item">The map and its truth.</param>
    /// <param name="cuts">The cut that each value of a pixel is above, as <see cref="CutsOf"/> gives it.</param>
    /// <param name="count">Number of cuts.</param>
    public FallingWater(LabeledMap item, byte[] cuts, int count)
    {
        var size = item.Map.Size;
        neighbors = new PaddedFrame(size).Neighbors;
        cutStarts = Starts(item.Map, cuts, count);
        ordered = new int[cutStarts[count]];
        nodes = new Node[(size.Height + 2) * (size.Width + 2)];
        (areaByTop, trueAreaByTop) = (new long[count], new long[count]);
        Sort(item, cuts, count);
    }

    /// <summary>For each value of a pixel the highest cut that it is above; the number of cuts where there is none.</summary>
    /// <param name="limits">For each cut, highest first, the value that a pixel must exceed.</param>
    public static byte[] CutsOf(IReadOnlyList<int> limits)
    {
        var cuts = new byte[ProbabilityMap.One + 1];
        for (int value = 0; value < cuts.Length; value++)
        {
            cuts[value] = (byte)limits.TakeWhile(limit => value <= limit).Count();
        }

        return cuts;
    }

    /// <summary>The largest object now.</summary>
    public Island Largest => largest < 0 ? Island.None : Of(largest);

    /// <summary>Lets the water fall to a cut; cuts come one after the other.</summary>
    public void FallTo(int cut)
    {
        for (int k = cutStarts[cut]; k < cutStarts[cut + 1]; k++)
        {
            Surface(ordered[k]);
        }
    }

    /// <summary>The object that a pixel belongs to now.</summary>
    public Island Of(int pixel)
    {
        int root = Find(pixel);
        return new(root, nodes[root].Area, nodes[root].TrueArea);
    }

    /// <summary>All objects now.</summary>
    /// <param name="cut">The cut that the water has fallen to.</param>
    public IEnumerable<Island> All(int cut) => ordered.Take(cutStarts[cut + 1]).Where(pixel => nodes[pixel].Parent == pixel).Select(Of);

    /// <summary>All objects that reach above a cut, taken together.</summary>
    public Island Reaching(int cut)
    {
        int count = cut + 1;
        return new(-1, areaByTop.Take(count).Sum(), trueAreaByTop.Take(count).Sum());
    }

    private static int[] Starts(ProbabilityMap map, byte[] cuts, int count)
    {
        var starts = new int[count + 2];
        foreach (ushort value in map.Values)
        {
            starts[cuts[value] + 1]++;
        }

        for (int cut = 1; cut < starts.Length; cut++)
        {
            starts[cut] += starts[cut - 1];
        }

        return starts;
    }

    // Counting sort; pixels that no cut is under stay out.
    private void Sort(LabeledMap item, byte[] cuts, int count)
    {
        var size = item.Map.Size;
        int[] next = [.. cutStarts];
        int i = 0;
        for (int row = 0; row < size.Height; row++)
        {
            int at = ((row + 1) * (size.Width + 2)) + 1;
            for (int column = 0; column < size.Width; column++, i++, at++)
            {
                int cut = cuts[item.Map.Values[i]];
                if (cut < count)
                {
                    ordered[next[cut]++] = at;
                    nodes[at] = new() { TrueArea = item.Truth.Values[i] & 1, First = (column * size.Height) + row, Top = cut };
                }
            }
        }
    }

    private void Surface(int pixel)
    {
        ref var node = ref nodes[pixel];
        node.Parent = pixel;
        node.Area = 1;
        areaByTop[node.Top]++;
        trueAreaByTop[node.Top] += node.TrueArea;
        int root = pixel;
        foreach (int offset in neighbors)
        {
            if (nodes[pixel + offset].Parent > UnderWater)
            {
                root = Join(root, Find(pixel + offset));
            }
        }

        if (largest < 0 || IsLarger(root, largest = Find(largest)))
        {
            largest = root;
        }
    }

    private int Join(int one, int other)
    {
        if (one == other)
        {
            return one;
        }

        var (into, from) = nodes[one].Area >= nodes[other].Area ? (one, other) : (other, one);
        ref var stays = ref nodes[into];
        ref var goes = ref nodes[from];
        int highest = Math.Min(stays.Top, goes.Top);
        Lift(stays, highest);
        Lift(goes, highest);
        goes.Parent = into;
        stays.Area += goes.Area;
        stays.TrueArea += goes.TrueArea;
        stays.First = Math.Min(stays.First, goes.First);
        stays.Top = highest;
        return into;
    }

    // What an object adds to the sums belongs to the highest cut that it reaches.
    private void Lift(Node node, int highest)
    {
        if (node.Top != highest)
        {
            areaByTop[node.Top] -= node.Area;
            trueAreaByTop[node.Top] -= node.TrueArea;
            areaByTop[highest] += node.Area;
            trueAreaByTop[highest] += node.TrueArea;
        }
    }

    private bool IsLarger(int one, int other) =>
        nodes[one].Area > nodes[other].Area || (nodes[one].Area == nodes[other].Area && nodes[one].First < nodes[other].First);

    private int Find(int pixel)
    {
        while (nodes[pixel].Parent != pixel)
        {
            int above = nodes[nodes[pixel].Parent].Parent;
            nodes[pixel].Parent = above; // halves the way for the next time
            pixel = above;
        }

        return pixel;
    }

    // A pixel, and if it is its own parent, the object that it stands for.
    private struct Node
    {
        public int Parent;
        public int Area;
        public int TrueArea;
        public int First; // smallest column-major index of the object
        public int Top;   // highest cut that the object reaches
    }
}
