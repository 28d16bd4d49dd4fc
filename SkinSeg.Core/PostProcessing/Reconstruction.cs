using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>Morphological reconstruction by dilation, 8-connected: the marker grows inside the mask until nothing changes (Vincent 1993).</summary>
/// <remarks>
/// The paper's Eq. 2, <c>imreconstruct(marker, mask)</c>. Where the marker exceeds the mask it is cut to it first (facts.md §6.3 #16);
/// MATLAB refuses such a pair.
/// </remarks>
public static class Reconstruction
{
    /// <summary>The objects of <paramref name="mask"/> that <paramref name="marker"/> touches, whole.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Mask OfMask(Mask marker, Mask mask)
    {
        ArgumentNullException.ThrowIfNull(marker);
        ArgumentNullException.ThrowIfNull(mask);
        RequireOneSize(marker.Size, mask.Size);
        return new(mask.Size, BinaryReconstruction.Run(new(mask.Size), marker.Values, mask.Values));
    }

    /// <summary>Grey-level reconstruction: the peaks of <paramref name="mask"/> that the marker does not reach are cut down to where it does.</summary>
    /// <param name="marker">Where to grow from, usually below the mask everywhere.</param>
    /// <param name="mask">What the result never exceeds.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static ProbabilityMap OfMap(ProbabilityMap marker, ProbabilityMap mask)
    {
        ArgumentNullException.ThrowIfNull(marker);
        ArgumentNullException.ThrowIfNull(mask);
        RequireOneSize(marker.Size, mask.Size);
        return new(mask.Size, GreyReconstruction.Run(new(mask.Size), marker.Values, mask.Values));
    }

    private static void RequireOneSize(ImageSize marker, ImageSize mask)
    {
        if (marker != mask)
        {
            throw new ArgumentException($"Expected a marker of the mask's size {mask} (height×width), got {marker}.", nameof(marker));
        }
    }
}
