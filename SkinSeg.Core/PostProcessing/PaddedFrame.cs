using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>An image with a border of one pixel around it, so that every pixel inside has eight neighbours at fixed distances.</summary>
internal sealed class PaddedFrame(ImageSize size)
{
    private readonly int stride = size.Width + 2;

    /// <summary>Distances to the neighbours that come earlier in raster order.</summary>
    public int[] Earlier { get; } = [-(size.Width + 3), -(size.Width + 2), -(size.Width + 1), -1];

    /// <summary>Distances to the neighbours that come later in raster order.</summary>
    public int[] Later { get; } = [1, size.Width + 1, size.Width + 2, size.Width + 3];

    /// <summary>Distances to all eight neighbours.</summary>
    public int[] Neighbors => field ??= [.. Earlier, .. Later];

    /// <summary>Index of the first pixel inside.</summary>
    public int First => stride + 1;

    /// <summary>Index of the last pixel inside.</summary>
    public int Last => (size.Height * stride) + size.Width;

    /// <summary>Index within the frame of the image's pixel <paramref name="i"/>, counted row by row.</summary>
    public int IndexOf(int i) => (((i / size.Width) + 1) * stride) + (i % size.Width) + 1;

    /// <summary>A copy with a border of zeros.</summary>
    public T[] Pad<T>(T[] values)
    {
        var padded = new T[(size.Height + 2) * stride];
        for (int row = 0; row < size.Height; row++)
        {
            Array.Copy(values, row * size.Width, padded, ((row + 1) * stride) + 1, size.Width);
        }

        return padded;
    }

    /// <summary>A copy without the border.</summary>
    public T[] Crop<T>(T[] padded)
    {
        var values = new T[size.Area];
        for (int row = 0; row < size.Height; row++)
        {
            Array.Copy(padded, ((row + 1) * stride) + 1, values, row * size.Width, size.Width);
        }

        return values;
    }
}
