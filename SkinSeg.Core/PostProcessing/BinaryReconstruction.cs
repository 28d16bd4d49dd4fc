using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>A flood from the marker's pixels: each pixel of the mask is reached at most once.</summary>
internal static class BinaryReconstruction
{
    /// <summary>Reconstructs <paramref name="mask"/> from <paramref name="marker"/>, both row by row.</summary>
    public static byte[] Run(PaddedFrame frame, byte[] marker, byte[] mask)
    {
        byte[] free = frame.Pad(mask); // pixels of the mask that the flood has not reached; none on the border
        var reached = new byte[free.Length];
        var front = new Stack<int>();
        for (int i = 0; i < marker.Length; i++)
        {
            if (marker[i] != 0)
            {
                Reach(frame.IndexOf(i));
            }
        }

        while (front.TryPop(out int at))
        {
            foreach (int offset in frame.Neighbors)
            {
                Reach(at + offset);
            }
        }

        return frame.Crop(reached);

        void Reach(int at)
        {
            if (free[at] != 0)
            {
                free[at] = 0;
                reached[at] = Mask.Set;
                front.Push(at);
            }
        }
    }
}
