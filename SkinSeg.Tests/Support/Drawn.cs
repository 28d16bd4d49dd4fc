using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Tests.Support;

/// <summary>Small random masks and maps: every seed another picture, the same in every run.</summary>
internal static class Drawn
{
    /// <summary>A mask written as rows of text: # is set.</summary>
    public static Mask Mask(params string[] rows) => SkinSeg.Primitives.Mask.From(new(rows.Length, rows[0].Length), (row, column) => rows[row][column] == '#');

    /// <summary>A mask of independent pixels.</summary>
    public static Mask Noise(ImageSize size, double share, int seed)
    {
        var random = Seed.RandomFor(seed, 0, "noise mask");
        return SkinSeg.Primitives.Mask.From(size, (_, _) => random.NextDouble() < share);
    }

    /// <summary>A map with few distinct levels: noise averaged over neighbours, so that objects, holes and ties of area are frequent.</summary>
    public static ProbabilityMap Map(ImageSize size, int levels, int seed)
    {
        var random = Seed.RandomFor(seed, 0, "map");
        double[,] noise = new double[size.Height + 1, size.Width + 1];
        for (int row = 0; row <= size.Height; row++)
        {
            for (int column = 0; column <= size.Width; column++)
            {
                noise[row, column] = random.NextDouble();
            }
        }

        double top = 0.3 + (0.9 * random.NextDouble()); // some maps never reach a high threshold
        var values = new float[size.Area];
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int column) = (i / size.Width, i % size.Width);
            double mean = (noise[row, column] + noise[row + 1, column] + noise[row, column + 1] + noise[row + 1, column + 1]) / 4;
            values[i] = (float)Math.Clamp(Math.Round((0.1 + (1.4 * (mean - 0.2))) * top * levels) / levels, 0, 1);
        }

        return ProbabilityMap.FromProbabilities(size, values);
    }

    /// <summary>A map from one probability per pixel, row by row.</summary>
    public static ProbabilityMap Map(int height, int width, params double[] probabilities) =>
        ProbabilityMap.FromProbabilities(new(height, width), [.. probabilities.Select(p => (float)p)]);
}
