namespace SkinSeg.PostProcessing;

/// <summary>One object at some threshold: its number, and how many pixels it has, in all and in the truth.</summary>
/// <param name="Id">Number of the object, from 1; 0 for no object, or for several taken together.</param>
/// <param name="Area">Pixels.</param>
/// <param name="TrueArea">Pixels that are set in the truth, too.</param>
internal readonly record struct Island(int Id, int Area, int TrueArea)
{
    /// <summary>No object.</summary>
    public static Island None => default;
}

/// <summary>The objects of a map while a threshold falls like the water around islands: they appear, grow and join, and each pixel is looked at once.</summary>
/// <remarks>
/// Union–find over objects, with the pixels in the order of their values. The thresholds are "cuts": cut 0 is the highest. Objects are
/// 8-connected (facts.md §6.3 #17); of two of the same area, the one with the first pixel in column-major order counts as larger (#18).
/// </remarks>
internal sealed class FallingWater
{
    private readonly PixelsByCut pixels;
    private readonly int[] neighbors;
    private readonly int[] labels; // each pixel's object when it surfaced, within the padded frame; 0 under water
    private readonly int[] areaByTop;
    private readonly int[] trueAreaByTop;
    private Node[] nodes = new Node[64];
    private int count = 1; // 0 is no object
    private int largest;

    /// <summary>Sorts the pixels of a map under the cuts.</summary>
    /// <param name="item">The map and its truth.</param>
    /// <param name="cuts">The cut that each value of a pixel is above, as <see cref="PixelsByCut.CutsOf"/> gives it.</param>
    /// <param name="cutCount">Number of cuts.</param>
    public FallingWater(LabeledMap item, ushort[] cuts, int cutCount)
    {
        pixels = new(item, cuts, cutCount);
        neighbors = new PaddedFrame(item.Map.Size).Neighbors;
        labels = new int[(item.Map.Size.Height + 2) * (item.Map.Size.Width + 2)];
        (areaByTop, trueAreaByTop) = (new int[cutCount], new int[cutCount]);
    }

    /// <summary>The largest object now.</summary>
    public Island Largest => Of(largest);

    /// <summary>Lets the water fall to a cut; cuts come one after the other.</summary>
    public void FallTo(int cut)
    {
        foreach (int packed in pixels.At(cut))
        {
            int at = packed >> 1;
            Grow(Touching(at, cut), at, packed & 1);
        }
    }

    /// <summary>The object that another one has become by now.</summary>
    public Island Of(int id)
    {
        int root = Find(id);
        return new(root, nodes[root].Area, nodes[root].TrueArea);
    }

    /// <summary>All objects now.</summary>
    public Island[] All() => [.. Enumerable.Range(1, count - 1).Where(id => nodes[id].Parent == id).Select(Of)];

    /// <summary>All objects that reach above a cut, taken together.</summary>
    public Island Reaching(int cut)
    {
        var (area, trueArea) = (0, 0);
        for (int top = 0; top <= cut; top++)
        {
            area += areaByTop[top];
            trueArea += trueAreaByTop[top];
        }

        return new(0, area, trueArea);
    }

    // The object that a surfacing pixel belongs to: all that it touches become one, and if it touches none, it is a new one.
    private int Touching(int at, int cut)
    {
        int root = 0;
        int seen = 0; // most neighbours carry the label of the one before
        foreach (int offset in neighbors)
        {
            int label = labels[at + offset];
            if (label != 0 && label != seen)
            {
                seen = label;
                int other = Find(label);
                root = root == 0 || root == other ? other : Join(root, other);
            }
        }

        return root == 0 ? Appear(cut) : root;
    }

    private int Appear(int cut)
    {
        if (count == nodes.Length)
        {
            Array.Resize(ref nodes, 2 * nodes.Length);
        }

        nodes[count] = new() { Parent = count, First = int.MaxValue, Top = cut };
        return count++;
    }

    private void Grow(int root, int at, int isTrue)
    {
        labels[at] = root;
        ref var node = ref nodes[root];
        node.Area++;
        node.TrueArea += isTrue;
        node.First = Math.Min(node.First, pixels.ColumnMajorIndex(at));
        areaByTop[node.Top]++;
        trueAreaByTop[node.Top] += isTrue;
        ref var champion = ref nodes[largest];
        if (node.Area > champion.Area || (node.Area == champion.Area && node.First < champion.First))
        {
            largest = root;
        }
    }

    private int Join(int one, int other)
    {
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
        largest = largest == from ? into : largest;
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

    private int Find(int id)
    {
        while (nodes[id].Parent != id)
        {
            int above = nodes[nodes[id].Parent].Parent;
            nodes[id].Parent = above; // halves the way for the next time
            id = above;
        }

        return id;
    }

    // An object; one that has joined another is known by its parent only.
    private struct Node
    {
        public int Parent;
        public int Area;
        public int TrueArea;
        public int First; // smallest column-major index of its pixels
        public int Top;   // highest cut that it reaches
    }
}
