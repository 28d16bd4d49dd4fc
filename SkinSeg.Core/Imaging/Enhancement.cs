using OpenCvSharp;

namespace SkinSeg.Imaging;

/// <summary>Contrast and sharpness, as the paper's test-time augmentation uses them (section II-D; amounts facts.md §6.3 #28).</summary>
public static class Enhancement
{
    /// <summary>Stretches each channel linearly so that two of its quantiles, by default the 1st and 99th percentile, become 0 and 255.</summary>
    /// <remarks>"Linear histogram equalization" of the paper is linear stretching, not equalization (facts.md §6.3 #28).</remarks>
    /// <param name="image">The image.</param>
    /// <param name="low">Quantile that becomes 0, in [0, 1).</param>
    /// <param name="high">Quantile that becomes 255, in (low, 1].</param>
    public static RgbImage StretchContrast(this RgbImage image, double low = 0.01, double high = 0.99)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(high, 1.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        var values = (byte[])image.Values.Clone();
        int[][] histograms = Histograms(image.Values);
        for (int channel = 0; channel < 3; channel++)
        {
            byte[] table = StretchTable(Quantiles(histograms[channel], low, high));
            for (int i = channel; i < values.Length; i += 3)
            {
                values[i] = table[values[i]];
            }
        }

        return new(image.Size, values);
    }

    /// <summary>Unsharp mask: adds the difference to a Gaussian blur.</summary>
    /// <param name="image">The image.</param>
    /// <param name="sigma">Standard deviation of the blur in pixels.</param>
    /// <param name="amount">Share of the difference that is added.</param>
    public static RgbImage Sharpen(this RgbImage image, double sigma = 1, double amount = 1)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var source = Mats.View(image);
        using var blurred = new Mat();
        using var sharp = new Mat();
        Cv2.GaussianBlur(source, blurred, new Size(0, 0), sigma);
        Cv2.AddWeighted(source, 1 + amount, blurred, -amount, 0, sharp);
        return Mats.ToRgbImage(sharp);
    }

    /// <summary>How often each of 256 values comes: in red, in green, in blue.</summary>
    internal static int[][] Histograms(byte[] values)
    {
        int[][] histograms = [new int[256], new int[256], new int[256]];
        var (red, green, blue) = (histograms[0], histograms[1], histograms[2]);
        for (int i = 0; i + 2 < values.Length; i += 3)
        {
            red[values[i]]++;
            green[values[i + 1]]++;
            blue[values[i + 2]]++;
        }

        return histograms;
    }

    /// <summary>Two quantiles of a histogram; the higher is above the lower, so that a flat image stays finite.</summary>
    internal static (int Low, int High) Quantiles(int[] histogram, double low, double high)
    {
        int count = histogram.Sum();
        int from = Quantile(histogram, low * count);
        return (from, Math.Max(Quantile(histogram, high * count), from + 1));
    }

    private static byte[] StretchTable((int Low, int High) limits)
    {
        var table = new byte[256];
        for (int v = 0; v < table.Length; v++)
        {
            table[v] = (byte)Math.Clamp(Math.Round(255.0 * (v - limits.Low) / (limits.High - limits.Low)), 0, 255);
        }

        return table;
    }

    private static int Quantile(int[] histogram, double rank)
    {
        int value = 0;
        for (long below = histogram[0]; below < rank && value < 255; below += histogram[value])
        {
            value++;
        }

        return value;
    }
}
