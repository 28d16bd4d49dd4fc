using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Small operations on fields of floats, row by row.</summary>
internal static class SyntheticFilters
{
    /// <summary>A Gaussian blur; the standard deviation is in pixels.</summary>
    public static float[] Blurred(float[] field, ImageSize size, double sigma)
    {
        using var view = Mat.FromPixelData(size.Height, size.Width, MatType.CV_32FC1, field);
        using var blurred = new Mat();
        Cv2.GaussianBlur(view, blurred, new Size(0, 0), sigma);
        return Mats.Copy<float>(blurred, 1);
    }

    /// <summary>The same for an image.</summary>
    public static RgbImage Blurred(RgbImage image, double sigma)
    {
        using var view = Mats.View(image);
        using var blurred = new Mat();
        Cv2.GaussianBlur(view, blurred, new Size(0, 0), sigma);
        return Mats.ToRgbImage(blurred);
    }

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, a smooth rise between.</summary>
    public static float Rise(float value, float low, float high)
    {
        float t = Math.Clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>The value below which a share of the field's values lies; with a mask, of those within it. From every seventh value: near enough.</summary>
    public static float Quantile(float[] field, double share, Mask? within = null)
    {
        var sample = new List<float>((field.Length / 7) + 1);
        for (int i = 0; i < field.Length; i += 7)
        {
            if (within is null || within.Values[i] != 0)
            {
                sample.Add(field[i]);
            }
        }

        sample.Sort();
        return sample.Count == 0 ? 0 : sample[Math.Clamp((int)(share * sample.Count), 0, sample.Count - 1)];
    }

    /// <summary>A soft-edged part of a lesion: 1 where <paramref name="field"/> is among the highest <paramref name="share"/> of the lesion's pixels.</summary>
    public static float[] Part(float[] field, Mask lesion, double share, float softness)
    {
        float level = Quantile(field, 1 - share, lesion);
        return Array.ConvertAll(field, value => Rise(value, level - softness, level + softness));
    }
}
