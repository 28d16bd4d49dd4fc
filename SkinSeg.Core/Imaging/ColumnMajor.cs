using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>The order of MATLAB's arrays, down each column: where the paper's tools take "the first" of several, it is the first in this order.</summary>
internal static class ColumnMajor
{
    /// <summary>Row-major index of the first pixel in column-major order that satisfies <paramref name="isWanted"/>; −1 if none does.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="isWanted">Asked with row-major indices.</param>
    public static int FirstIndex(ImageSize size, Func<int, bool> isWanted)
    {
        for (int column = 0; column < size.Width; column++)
        {
            for (int i = column; i < size.Area; i += size.Width)
            {
                if (isWanted(i))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
