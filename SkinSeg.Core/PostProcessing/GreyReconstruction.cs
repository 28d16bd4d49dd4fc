namespace SkinSeg.PostProcessing;

/// <summary>The hybrid algorithm: one raster and one anti-raster sweep settle most pixels, a queue the rest (Vincent 1993, section 4.4).</summary>
internal static class GreyReconstruction
{
    /// <summary>Reconstructs <paramref name="mask"/> from <paramref name="marker"/>, both row by row; time grows with the pixels, not with path lengths.</summary>
    public static ushort[] Run(PaddedFrame frame, ushort[] marker, ushort[] mask)
    {
        // The border of zeros lies at its ceiling: nothing ever flows into it, so no neighbour needs a bounds check.
        ushort[] ceiling = frame.Pad(mask);
        ushort[] level = frame.Pad(marker);
        for (int at = 0; at < level.Length; at++)
        {
            level[at] = Math.Min(level[at], ceiling[at]);
        }

        Sweep(frame, level, ceiling);
        Settle(frame, level, ceiling, SweepBack(frame, level, ceiling));
        return frame.Crop(level);
    }

    private static void Sweep(PaddedFrame frame, ushort[] level, ushort[] ceiling)
    {
        for (int at = frame.First; at <= frame.Last; at++)
        {
            level[at] = Raised(frame.Earlier, level, ceiling, at);
        }
    }

    private static Queue<int> SweepBack(PaddedFrame frame, ushort[] level, ushort[] ceiling)
    {
        var unsettled = new Queue<int>();
        for (int at = frame.Last; at >= frame.First; at--)
        {
            level[at] = Raised(frame.Later, level, ceiling, at);
            foreach (int offset in frame.Later)
            {
                if (CanFlow(level, ceiling, at, at + offset))
                {
                    unsettled.Enqueue(at);
                    break;
                }
            }
        }

        return unsettled;
    }

    private static void Settle(PaddedFrame frame, ushort[] level, ushort[] ceiling, Queue<int> unsettled)
    {
        while (unsettled.TryDequeue(out int at))
        {
            foreach (int offset in frame.Neighbors)
            {
                int next = at + offset;
                if (CanFlow(level, ceiling, at, next))
                {
                    level[next] = Math.Min(level[at], ceiling[next]);
                    unsettled.Enqueue(next);
                }
            }
        }
    }

    private static ushort Raised(int[] offsets, ushort[] level, ushort[] ceiling, int at)
    {
        ushort highest = level[at];
        foreach (int offset in offsets)
        {
            highest = Math.Max(highest, level[at + offset]);
        }

        return Math.Min(highest, ceiling[at]);
    }

    private static bool CanFlow(ushort[] level, ushort[] ceiling, int from, int to) => level[to] < level[from] && level[to] < ceiling[to];
}
