using SkinSeg.Models;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>One pixel under a window: where it lies in the kernel and where in the map.</summary>
internal readonly record struct Tap(int KernelRow, int KernelColumn, int Row, int Column);

/// <summary>Convolution and pooling written as their definitions say, pixel by pixel: the oracle of the fast ones.</summary>
internal static class SlowWindows
{
    /// <summary>Positions of a window along one side: pixels before the map's first at which it starts, and how many positions there are.</summary>
    public static (int Before, int Count) Positions(int side, int kernel, Window window)
    {
        int extent = ((kernel - 1) * window.Dilation) + 1;
        int half = (extent - 1) / 2;
        int rounded = (side + window.Stride - 1) / window.Stride;
        return window.Padding switch
        {
            WindowPadding.None => (0, ((side - extent) / window.Stride) + 1),
            WindowPadding.Half => (half, ((side + (2 * half) - extent) / window.Stride) + 1),
            _ => (Math.Max(0, ((rounded - 1) * window.Stride) + extent - side) / 2, rounded), // TensorFlow's documentation of "SAME"
        };
    }

    /// <summary>Whether there is a position along that side at all.</summary>
    public static bool Fits(int side, int kernel, Window window)
    {
        int extent = ((kernel - 1) * window.Dilation) + 1;
        return window.Padding switch
        {
            WindowPadding.None => extent <= side,
            WindowPadding.Half => extent <= side + (2 * ((extent - 1) / 2)),
            _ => true,
        };
    }

    /// <summary>1×C×H×W → 1×D×h×w, each value made from the pixels of its window that lie inside the map; D is the number of values made.</summary>
    public static Tensor Slide(double[,,] map, Window window, Func<double[,,], List<Tap>, double[]> values)
    {
        var (top, rows) = Positions(map.GetLength(1), window.Height, window);
        var (left, columns) = Positions(map.GetLength(2), window.Width, window);
        var found = new List<double>();
        int made = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double[] here = values(map, Taps(map, window, (row * window.Stride) - top, (column * window.Stride) - left));
                made = here.Length;
                found.AddRange(here);
            }
        }

        using var inOrder = tensor(found.ToArray(), [1, rows, columns, made]);
        return inOrder.permute(0, 3, 1, 2);
    }

    private static List<Tap> Taps(double[,,] map, Window window, int top, int left)
    {
        var taps = new List<Tap>();
        for (int i = 0; i < window.Height; i++)
        {
            for (int j = 0; j < window.Width; j++)
            {
                var tap = new Tap(i, j, top + (i * window.Dilation), left + (j * window.Dilation));
                if (tap.Row >= 0 && tap.Row < map.GetLength(1) && tap.Column >= 0 && tap.Column < map.GetLength(2))
                {
                    taps.Add(tap);
                }
            }
        }

        return taps;
    }
}
