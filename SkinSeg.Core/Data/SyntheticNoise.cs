using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Random fields from which skin and lesions are made: values row by row, mean 0 and standard deviation 1.</summary>
internal static class SyntheticNoise
{
    /// <summary>Smooth noise whose largest features are about <paramref name="wavelength"/> pixels, with finer octaves of <paramref name="persistence"/> times the strength each.</summary>
    /// <remarks>The octaves are summed on grids that double from one to the next; only the finest is stretched to the image, which keeps it cheap.</remarks>
    public static float[] Octaves(Random random, ImageSize size, double wavelength, int octaves, double persistence = 0.5)
    {
        int rows = Math.Max(2, (int)Math.Ceiling(size.Height / wavelength) + 1), columns = Math.Max(2, (int)Math.Ceiling(size.Width / wavelength) + 1);
        using var sum = Uniform(random, rows, columns);
        for (double strength = persistence; octaves > 1 && rows < size.Height / 2; octaves--, strength *= persistence)
        {
            (rows, columns) = (2 * rows, 2 * columns);
            Cv2.Resize(sum, sum, new Size(columns, rows), interpolation: InterpolationFlags.Cubic);
            using var finer = Uniform(random, rows, columns);
            Cv2.ScaleAdd(finer, strength, sum, sum);
        }

        Cv2.Resize(sum, sum, new Size(size.Width, size.Height), interpolation: InterpolationFlags.Cubic);
        return Normalized(Mats.Copy<float>(sum, 1));
    }

    /// <summary>A random value per pixel, blurred by <paramref name="sigma"/> pixels where that is above 0.</summary>
    public static float[] Grain(Random random, ImageSize size, double sigma)
    {
        using var grain = Uniform(random, size.Height, size.Width);
        if (sigma > 0)
        {
            Cv2.GaussianBlur(grain, grain, new Size(0, 0), sigma);
        }

        return Normalized(Mats.Copy<float>(grain, 1));
    }

    // SplitMix64, two values from each step: many times as fast as a seeded Random, which fields of all pixels would wait for.
    private static Mat Uniform(Random random, int rows, int columns)
    {
        ulong state = (ulong)random.NextInt64();
        var values = new float[((rows * columns) + 1) & ~1];
        for (int i = 0; i < values.Length; i += 2, state = unchecked(state + Seed.Stride))
        {
            ulong z = Seed.Mix(state);
            values[i] = (int)(uint)z * (1f / int.MaxValue);
            values[i + 1] = (int)(z >> 32) * (1f / int.MaxValue);
        }

        using var view = Mat.FromPixelData(rows, columns, MatType.CV_32FC1, values);
        return view.Clone();
    }

    private static float[] Normalized(float[] values)
    {
        double sum = 0, squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += value * value;
        }

        double mean = sum / values.Length;
        double deviation = Math.Sqrt(Math.Max(1e-12, (squares / values.Length) - (mean * mean)));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((values[i] - mean) / deviation);
        }

        return values;
    }
}
