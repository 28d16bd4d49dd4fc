using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Objects and holes of a mask. Extension methods, so that they pipe: <c>mask.LargestComponent().FillHoles()</c>.</summary>
public static class Components
{
    /// <summary>Only the object with most pixels; pixels that touch at a corner belong together, and of equal objects the first in column-major order stays.</summary>
    /// <remarks>As MATLAB's <c>bwconncomp</c>, which the paper's tools build on (facts.md §6.3 #18). An empty mask stays empty.</remarks>
    public static Mask LargestComponent(this Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var components = ComponentLabels.Of(mask);
        int largest = components.Largest();
        return largest == 0 ? mask : components.Keep(label => label == largest);
    }

    /// <summary>Sets every pixel that is cut off from the border of the image; the background is connected through edges, not corners.</summary>
    public static Mask FillHoles(this Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var inverse = new Mask(mask.Size, Array.ConvertAll(mask.Values, static value => (byte)(value ^ Mask.Set)));
        var background = ComponentLabels.Of(inverse, connectivity: 4);
        var outside = new bool[background.Areas.Length];
        foreach (int i in Border(mask.Size))
        {
            outside[background.Labels[i]] = true;
        }

        return background.Keep(label => label == 0 || !outside[label]);
    }

    private static IEnumerable<int> Border(ImageSize size)
    {
        int lastRow = size.Area - size.Width;
        for (int column = 0; column < size.Width; column++)
        {
            yield return column;
            yield return lastRow + column;
        }

        for (int row = 0; row < size.Area; row += size.Width)
        {
            yield return row;
            yield return row + size.Width - 1;
        }
    }
}
