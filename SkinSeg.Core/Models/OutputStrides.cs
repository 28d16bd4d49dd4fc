using System.Globalization;

namespace SkinSeg.Models;

/// <summary>How an encoder keeps its maps large: strides beyond the wanted output stride become atrous rates (facts.md §2.2, §2.4).</summary>
internal static class OutputStrides
{
    /// <summary>Stride and rate of each layer.</summary>
    /// <remarks>
    /// A layer that may halve no more keeps stride 1 and the rate so far, and the layers after it get twice the rate: they look at the pixels they
    /// would have looked at in the halved map.
    /// </remarks>
    /// <param name="start">Stride of the map that comes in.</param>
    /// <param name="strides">Strides of the layers in the network that halves everywhere.</param>
    /// <param name="outputStride">The stride not to pass.</param>
    public static IEnumerable<(int Stride, int Rate)> Plan(int start, IEnumerable<int> strides, int outputStride)
    {
        int reached = start;
        int rate = 1;
        foreach (int stride in strides)
        {
            if (reached * stride <= outputStride)
            {
                reached *= stride;
                yield return (stride, rate);
            }
            else
            {
                yield return (1, rate);
                rate *= stride;
            }
        }
    }

    /// <summary>Refuses other output strides than 8, 16 and 32.</summary>
    /// <exception cref="ArgumentException">It is another number.</exception>
    public static void Check(int outputStride)
    {
        if (outputStride is not (8 or 16 or 32))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected an output stride of 8, 16 or 32, got {outputStride}."));
        }
    }
}
