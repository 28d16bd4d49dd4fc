using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>A tiling of the image by cells around randomly shifted grid points: superpixels, meshes of a network, furrows of skin.</summary>
internal sealed class SyntheticCells
{
    private readonly ImageSize size;
    private readonly double spacing;
    private readonly int rows;
    private readonly int columns;
    private readonly float[] x;
    private readonly float[] y;

    /// <summary>Cells about <paramref name="spacing"/> pixels wide; <paramref name="jitter"/> 0 gives squares, 1 wild shapes.</summary>
    public SyntheticCells(Random random, ImageSize size, double spacing, double jitter)
    {
        this.size = size;
        this.spacing = spacing;
        rows = (int)Math.Ceiling(size.Height / spacing) + 4;
        columns = (int)Math.Ceiling(size.Width / spacing) + 4;
        x = new float[rows * columns];
        y = new float[rows * columns];
        for (int i = 0; i < x.Length; i++)
        {
            // Odd rows stand half a step aside, which makes the cells six-sided.
            double aside = i / columns % 2 * 0.5;
            x[i] = (float)(((i % columns) - 2 + aside + 0.5 + (jitter * (random.NextDouble() - 0.5))) * spacing);
            y[i] = (float)(((i / columns) - 2 + 0.5 + (jitter * (random.NextDouble() - 0.5))) * spacing);
        }

        WarpX = SyntheticNoise.Octaves(random, size, 4 * spacing, 3);
        WarpY = SyntheticNoise.Octaves(random, size, 4 * spacing, 3);
    }

    /// <summary>Number of cells, those outside the image included.</summary>
    public int Count => x.Length;

    private float[] WarpX { get; }

    private float[] WarpY { get; }

    /// <summary>
    /// For each pixel the number of its cell, and how far it is from the border to the next cell: 0 on the border, about 1 in a cell's middle.
    /// Pixels (by their number) that nobody needs get −1 and 1.
    /// </summary>
    public (int[] Labels, float[] Inwardness) Compute(Func<int, bool> isNeeded)
    {
        var labels = new int[size.Area];
        var inwardness = new float[size.Area];
        float bend = (float)(0.22 * spacing);
        for (int i = 0; i < labels.Length; i++)
        {
            if (!isNeeded(i))
            {
                (labels[i], inwardness[i]) = (-1, 1);
                continue;
            }

            (labels[i], inwardness[i]) = Nearest((i % size.Width) + (bend * WarpX[i]), (i / size.Width) + (bend * WarpY[i]));
        }

        return (labels, inwardness);
    }

    private (int Label, float Inwardness) Nearest(float atX, float atY)
    {
        int column = Math.Clamp((int)(atX / spacing) + 2, 1, columns - 2), row = Math.Clamp((int)(atY / spacing) + 2, 1, rows - 2);
        float first = float.MaxValue, second = float.MaxValue;
        int label = 0;
        for (int r = row - 1; r <= row + 1; r++)
        {
            for (int i = (r * columns) + column - 1; i <= (r * columns) + column + 1; i++)
            {
                float dx = atX - x[i], dy = atY - y[i];
                float squared = (dx * dx) + (dy * dy);
                if (squared < first)
                {
                    (second, first, label) = (first, squared, i);
                }
                else if (squared < second)
                {
                    second = squared;
                }
            }
        }

        return (label, (MathF.Sqrt(second) - MathF.Sqrt(first)) / (float)spacing);
    }
}
