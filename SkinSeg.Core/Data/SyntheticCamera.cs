using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>How the camera sees tissue: white balance, exposure, contrast, focus and noise.</summary>
internal static class SyntheticCamera
{
    // Skin colors of 398 ISIC 2018 images (medians outside the lesion) in 12 clusters, with each cluster's share, measured for this kit.
    private static readonly (double Share, double Red, double Green, double Blue)[] Looks =
    [
        (0.158, 165, 143, 133), (0.128, 174, 163, 159), (0.121, 198, 162, 147), (0.118, 193, 182, 178),
        (0.101, 220, 185, 175), (0.101, 155, 125, 110), (0.078, 227, 207, 201), (0.065, 229, 147, 132),
        (0.055, 245, 230, 224), (0.045, 194, 134, 108), (0.020, 121, 96, 90), (0.010, 158, 196, 238),
    ];

    /// <summary>Lamp, camera and person together, as factors that turn <see cref="SyntheticSkin.Color"/> into the image's skin color.</summary>
    public static float[] Balance(SyntheticPlan plan)
    {
        var random = plan.RandomFor("balance");
        double at = plan.Look;
        int k = 0;
        while (k < Looks.Length - 1 && at >= Looks[k].Share)
        {
            at -= Looks[k++].Share;
        }

        double brightest = Math.Max(Looks[k].Red, Math.Max(Looks[k].Green, Looks[k].Blue));
        double exposure = Math.Min(new Interval(0.98, 1.13).Draw(random), 250 / brightest); // skin itself is not overexposed
        float Factor(double color, float reference) => (float)(color * exposure * new Interval(0.96, 1.04).Draw(random) / reference);
        float[] skin = SyntheticSkin.Color;
        return [Factor(Looks[k].Red, skin[0]), Factor(Looks[k].Green, skin[1]), Factor(Looks[k].Blue, skin[2])];
    }

    /// <summary>Applies the balance and rounds to 8 bits.</summary>
    public static RgbImage Expose(SyntheticPlan plan, float[] colors)
    {
        float[] balance = Balance(plan);
        var values = new byte[colors.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Rounded(colors[i] * balance[i % 3]);
        }

        return new(plan.Size, values);
    }

    /// <summary>Slight blur, then noise that is stronger in the dark channels' grain.</summary>
    public static RgbImage Record(SyntheticPlan plan, RgbImage image)
    {
        var random = plan.RandomFor("camera");
        double blur = new Interval(0.25, 1.1).At(Math.Pow(random.NextDouble(), 2)) * plan.Unit;
        byte[] soft = SyntheticFilters.Blurred(image, blur).Values;
        float[] grey = SyntheticNoise.Grain(random, plan.Size, 0.6), color = SyntheticNoise.Grain(random, plan.Size, 0.8);
        float greyNoise = (float)new Interval(0.6, 3).Draw(random), colorNoise = (float)new Interval(0.3, 1.5).Draw(random);
        var values = new byte[soft.Length];
        for (int i = 0; i < plan.Size.Area; i++)
        {
            float luminance = greyNoise * grey[i], chroma = colorNoise * color[i];
            values[3 * i] = Rounded(soft[3 * i] + luminance + chroma);
            values[(3 * i) + 1] = Rounded(soft[(3 * i) + 1] + luminance);
            values[(3 * i) + 2] = Rounded(soft[(3 * i) + 2] + luminance - chroma);
        }

        return new(plan.Size, values);
    }

    private static byte Rounded(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
