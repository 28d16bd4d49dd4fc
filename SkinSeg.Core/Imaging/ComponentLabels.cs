using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>The connected components of a mask: a number per pixel, and an area per number.</summary>
internal sealed class ComponentLabels
{
    private readonly ImageSize size;

    private ComponentLabels(ImageSize size, int[] labels, int[] areas) => (this.size, Labels, Areas) = (size, labels, areas);

    /// <summary>Row by row: 0 where the mask is not set, else the component's number, from 1.</summary>
    public int[] Labels { get; }

    /// <summary>Pixels of each component by its number; at 0, the pixels that are not set.</summary>
    public int[] Areas { get; }

    /// <summary>Labels a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="connectivity">8 (diagonal neighbours touch, facts.md §6.3 #17) or 4.</param>
    public static ComponentLabels Of(Mask mask, int connectivity = 8)
    {
        using var image = Mats.View(mask);
        using var labels = new Mat();
        using var statistics = new Mat();
        using var centroids = new Mat();
        var pixelConnectivity = connectivity == 4 ? PixelConnectivity.Connectivity4 : PixelConnectivity.Connectivity8;
        int count = Cv2.ConnectedComponentsWithStats(image, labels, statistics, centroids, pixelConnectivity, MatType.CV_32SC1);
        var areas = new int[count];
        for (int label = 0; label < count; label++)
        {
            areas[label] = statistics.Get<int>(label, (int)ConnectedComponentsTypes.Area);
        }

        return new(mask.Size, Mats.Copy<int>(labels, 1), areas);
    }

    /// <summary>Number of the component with most pixels, 0 if there is none; of equals, the first in column-major order (facts.md §6.3 #18).</summary>
    public int Largest()
    {
        int area = Areas.Skip(1).DefaultIfEmpty().Max();
        int[] largest = [.. Enumerable.Range(1, Areas.Length - 1).Where(label => Areas[label] == area)];
        return largest.Length switch
        {
            0 => 0,
            1 => largest[0],
            _ => Labels[ColumnMajor.FirstIndex(size, i => Array.IndexOf(largest, Labels[i]) >= 0)],
        };
    }

    /// <summary>The pixels whose component's number satisfies <paramref name="isKept"/>.</summary>
    public Mask Keep(Func<int, bool> isKept)
    {
        bool[] kept = [.. Enumerable.Range(0, Areas.Length).Select(isKept)];
        return new(size, Array.ConvertAll(Labels, label => kept[label] ? Mask.Set : (byte)0));
    }
}
