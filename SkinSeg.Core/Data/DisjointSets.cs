namespace SkinSeg.Data;

/// <summary>The numbers 0 to n − 1 in sets that are joined step by step.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] parents = [.. Enumerable.Range(0, count)];

    /// <summary>Makes the sets of two numbers one.</summary>
    public void Join(int left, int right)
    {
        int a = Root(left);
        int b = Root(right);
        parents[Math.Max(a, b)] = Math.Min(a, b); // the smallest number stands for its set
    }

    /// <summary>The sets, each in ascending order, by their smallest number.</summary>
    public IEnumerable<int[]> Sets() => Enumerable.Range(0, parents.Length).GroupBy(Root).Select(set => set.ToArray());

    private int Root(int item)
    {
        while (parents[item] != item)
        {
            parents[item] = parents[parents[item]];
            item = parents[item];
        }

        return item;
    }
}
