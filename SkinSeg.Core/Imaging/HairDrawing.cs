using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>One hair, already drawn: a curve from root to tip with its width, color and opacity.</summary>
/// <param name="Curve">From root to tip, in image widths; either end may lie outside the image.</param>
/// <param name="RootWidth">Width at the root, in image widths.</param>
/// <param name="TipWidth">Width at the tip, in image widths.</param>
/// <param name="Color">Its color.</param>
/// <param name="Alpha">Opacity, 0–1.</param>
public sealed record HairStrand(CubicCurve Curve, double RootWidth, double TipWidth, Rgb Color, double Alpha)
{
    /// <summary>Share of the length at each end over which the hair narrows to the tip's width; 0 narrows it evenly from root to tip.</summary>
    public double TaperShare { get; init; }

    /// <summary>Width at a share of the way from root (0) to tip (1), in image widths.</summary>
    public double WidthAt(double share) => TaperShare == 0
        ? RootWidth + ((TipWidth - RootWidth) * share)
        : TipWidth + ((RootWidth - TipWidth) * Math.Sqrt(Math.Min(1, Math.Min(share, 1 - share) / TaperShare)));
}

/// <summary>The hair of one image, already drawn: applying it is deterministic, and fits the image at any size of the same aspect.</summary>
/// <remarks>Stands for HairSim (Mirzaalian et al. 2014), which the paper uses, after facts.md §5.3. A lesion's mask does not change.</remarks>
/// <param name="Strands">The hairs.</param>
/// <param name="ShadowStrength">How much their shadow darkens the skin, 0–1.</param>
public sealed record HairDrawing(ValueList<HairStrand> Strands, double ShadowStrength)
{
    // The light of a dermatoscope comes from around the lens: shadows are short and soft.
    private const double ShadowOffset = 1.0 / 256;

    /// <summary>No hair.</summary>
    public static HairDrawing None { get; } = new([], 0);

    /// <summary>Draws hair for images with the aspect of <paramref name="size"/>.</summary>
    public static HairDrawing Draw(HairConfig config, ImageSize size, Random random)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(random);
        return Draw(config, HairStyle.Draw(config, random), size, random);
    }

    /// <summary>Draws each hair of a style that was drawn before.</summary>
    internal static HairDrawing Draw(HairConfig config, HairStyle style, ImageSize size, Random random) =>
        new(new(new HairGenerator(config, style, size, random).All()), config.ShadowStrength);

    /// <summary>The image with the hair over it; the image itself does not change.</summary>
    public RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (Strands.Count == 0)
        {
            return image;
        }

        byte[] values = (byte[])image.Values.Clone();
        ApplyInPlace(values, image.Size);
        return new(image.Size, values);
    }

    /// <summary>Draws over an image's values: red, green, blue, row by row.</summary>
    internal void ApplyInPlace(byte[] values, ImageSize size)
    {
        if (Strands.Count == 0)
        {
            return;
        }

        var brush = Paint(size);
        float[] shadow = Shadow(brush.Coverage, size);
        Rgb[] colors = [.. Strands.Select(strand => strand.Color)];
        for (int i = 0; i < brush.Coverage.Length; i++)
        {
            float alpha = brush.Coverage[i];
            if (alpha == 0 && shadow[i] == 0)
            {
                continue;
            }

            float light = 1 - ((float)ShadowStrength * shadow[i]);
            var color = colors[brush.Owner[i]];
            values[3 * i] = Blend(values[3 * i] * light, color.Red, alpha);
            values[(3 * i) + 1] = Blend(values[(3 * i) + 1] * light, color.Green, alpha);
            values[(3 * i) + 2] = Blend(values[(3 * i) + 2] * light, color.Blue, alpha);
        }
    }

    /// <summary>The pixels of an image of <paramref name="size"/> that hair covers by at least a half.</summary>
    public Mask CoverageAt(ImageSize size) =>
        new(size, Array.ConvertAll(Paint(size).Coverage, static value => value >= 0.5f ? Mask.Set : (byte)0));

    private static byte Blend(float skin, byte hair, float alpha) => (byte)(skin + ((hair - skin) * alpha) + 0.5f);

    private CurveBrush Paint(ImageSize size)
    {
        var brush = new CurveBrush(size);
        for (int k = 0; k < Strands.Count; k++)
        {
            var strand = Strands[k];
            brush.Paint(strand.Curve, share => strand.WidthAt(share) * size.Width, strand.Alpha, (ushort)k);
        }

        return brush;
    }

    private static float[] Shadow(float[] coverage, ImageSize size)
    {
        double offset = ShadowOffset * size.Width;
        using var source = Mat.FromPixelData(size.Height, size.Width, MatType.CV_32FC1, coverage);
        using var shifted = new Mat();
        using var move = Mat.FromPixelData(2, 3, MatType.CV_32FC1, (float[])[1, 0, (float)offset, 0, 1, (float)offset]);
        Cv2.WarpAffine(source, shifted, move, source.Size());
        Cv2.GaussianBlur(shifted, shifted, new Size(0, 0), Math.Max(0.5, offset));
        return Mats.Copy<float>(shifted, 1);
    }
}
