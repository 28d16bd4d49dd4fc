using System.Globalization;
using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>What makes an image hard to segment: the lesion's size and place, hair, and how far its color is from that of the skin around it.</summary>
/// <param name="LesionShare">Share of the image's pixels that the lesion covers, in [0, 1].</param>
/// <param name="TouchesBorder">Whether a pixel of the lesion lies at the image's edge, so that its border is not seen whole.</param>
/// <param name="HairShare">Share of the image's pixels that lie on thin, long lines, of the dark and the light ones whichever are more, in [0, 1]. Rulers and ink count as well.</param>
/// <param name="Contrast">Distance in CIE L*a*b* (ΔE, 1976) between the mean colors of lesion and skin around it; 0 where either has no pixel.</param>
public sealed record ImageConditions(double LesionShare, bool TouchesBorder, double HairShare, double Contrast)
{
    // The ring of skin begins beyond the blurred border, and is as wide as a tenth of the image's height.
    private const int BlurredPixels = 2;
    private const int RingDivisor = 10;

    /// <summary>Measures an image; its hair is comparable between images of one size only.</summary>
    /// <param name="image">The image, best at the network's size.</param>
    /// <param name="lesion">The true mask, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static ImageConditions Of(RgbImage image, Mask lesion)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(lesion);
        return image.Size == lesion.Size
            ? new(lesion.Area / (double)lesion.Size.Area, TouchesEdge(lesion), HairLines.Share(image), ContrastOf(image, lesion))
            : throw new ArgumentException($"Expected a mask of the image's size {image.Size}, got {lesion.Size}; resize it first.", nameof(lesion));
    }

    /// <summary>For example <c>lesion 12.3 %, inside the image, hair 0.4 %, contrast 24</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"lesion {100 * LesionShare:F1} %, {(TouchesBorder ? "touches the edge" : "inside the image")}, hair {100 * HairShare:F1} %, contrast {Contrast:F0}");

    private static bool TouchesEdge(Mask lesion) =>
        Enumerable.Range(0, lesion.Size.Width).Any(column => lesion[0, column] || lesion[lesion.Size.Height - 1, column])
        || Enumerable.Range(0, lesion.Size.Height).Any(row => lesion[row, 0] || lesion[row, lesion.Size.Width - 1]);

    private static double ContrastOf(RgbImage image, Mask lesion)
    {
        using var inside = Mats.View(lesion);
        using var ring = Ring(inside);
        if (lesion.IsEmpty || Cv2.CountNonZero(ring) == 0)
        {
            return 0;
        }

        using var colors = Mats.View(image);
        using var lab = new Mat();
        colors.ConvertTo(lab, MatType.CV_32FC3, 1 / 255.0);
        Cv2.CvtColor(lab, lab, ColorConversionCodes.RGB2Lab);
        var (within, around) = (Cv2.Mean(lab, inside), Cv2.Mean(lab, ring));
        return Math.Sqrt(Enumerable.Range(0, 3).Sum(channel => Math.Pow(within[channel] - around[channel], 2)));
    }

    private static Mat Ring(Mat lesion)
    {
        using var near = Dilated(lesion, BlurredPixels);
        using var far = Dilated(lesion, BlurredPixels + Math.Max(1, lesion.Rows / RingDivisor));
        var ring = new Mat();
        Cv2.Subtract(far, near, ring);
        return ring;
    }

    private static Mat Dilated(Mat mask, int radius)
    {
        using var disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size((2 * radius) + 1, (2 * radius) + 1));
        var grown = new Mat();
        Cv2.Dilate(mask, grown, disc);
        return grown;
    }
}
