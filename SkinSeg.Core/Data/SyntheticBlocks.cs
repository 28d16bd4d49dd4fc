using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Turns what was drawn into masks of small blocks: the truth of Task 2 was marked by superpixels (facts.md §4.2).</summary>
internal sealed class SyntheticBlocks
{
    // ISIC's superpixels number about a thousand per image.
    private const int BlocksAcross = 36;

    // A block belongs to the lesion when at least this share of it does.
    private const double LesionShare = 0.3;

    private readonly ImageSize size;
    private readonly int[] labels;
    private readonly int[] counts;
    private readonly int[] lesionCounts;

    public SyntheticBlocks(SyntheticPlan plan, SyntheticShape shape)
    {
        size = plan.Size;
        double side = (double)size.Width / BlocksAcross;
        var cells = new SyntheticCells(plan.RandomFor("blocks"), size, side, 0.9);
        labels = cells.Compute(i => shape.Depth[i] > -3 * side).Labels; // a block that reaches into the lesion is not longer than this
        counts = new int[cells.Count];
        lesionCounts = new int[cells.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0)
            {
                counts[labels[i]]++;
                lesionCounts[labels[i]] += shape.Mask.Values[i] == 0 ? 0 : 1;
            }
        }
    }

    /// <summary>The blocks where a pattern shows by <paramref name="threshold"/> on average; never empty, as the pattern was drawn.</summary>
    public Mask MaskOf(float[] strength, double threshold)
    {
        var sums = new double[counts.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0)
            {
                sums[labels[i]] += strength[i];
            }
        }

        double Mean(int label) => lesionCounts[label] < LesionShare * counts[label] || counts[label] == 0 ? -1 : sums[label] / counts[label];
        double[] means = [.. Enumerable.Range(0, counts.Length).Select(Mean)];
        double level = Math.Min(threshold, means.Max());
        return new(size, Array.ConvertAll(labels, label => label >= 0 && means[label] >= level ? Mask.Set : (byte)0));
    }
}
