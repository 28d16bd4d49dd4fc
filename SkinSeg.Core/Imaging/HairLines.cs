using OpenCvSharp;

namespace SkinSeg.Imaging;

/// <summary>Finds hair as thin, long lines that are darker or lighter than what lies beside them (after Lee et al. 1997, DullRazor; the measures are our own).</summary>
internal static class HairLines
{
    // A line of this share of the image's width closes every gap that a hair makes, and none that a lesion makes.
    private const int WidthDivisor = 24;
    private const int ShortestKernel = 5;

    // Grey levels that a hair differs from what lies beside it.
    private const double Difference = 20;

    // A hair is at least so long, in image heights, and so many times longer than it is wide; spots and pores are neither.
    private const double ShortestHair = 0.12;
    private const double Slenderness = 5;

    /// <summary>Share of the image's pixels that lie on hair, in [0, 1]: dark or light, whichever is more, since skin between two dark hairs looks like a light one.</summary>
    public static double Share(RgbImage image)
    {
        using var colors = Mats.View(image);
        using var grey = new Mat();
        Cv2.CvtColor(colors, grey, ColorConversionCodes.RGB2GRAY);
        int length = Math.Max(ShortestKernel, (image.Size.Width / WidthDivisor) | 1);
        return Math.Max(Slender(grey, length, MorphTypes.BlackHat), Slender(grey, length, MorphTypes.TopHat)) / (double)image.Size.Area;
    }

    // Pixels of long, thin objects among what stands out in any of four directions.
    private static long Slender(Mat grey, int length, MorphTypes hat)
    {
        using var strongest = Mat.Zeros(grey.Size(), MatType.CV_8UC1).ToMat();
        using var one = new Mat();
        for (int direction = 0; direction < 4; direction++)
        {
            using var line = Line(length, direction);
            Cv2.MorphologyEx(grey, one, hat, line);
            Cv2.Max(strongest, one, strongest);
        }

        Cv2.Threshold(strongest, strongest, Difference, 255, ThresholdTypes.Binary);
        using var labels = new Mat();
        using var statistics = new Mat();
        using var centers = new Mat();
        int count = Cv2.ConnectedComponentsWithStats(strongest, labels, statistics, centers);
        return Enumerable.Range(1, count - 1).Sum(label => SlenderArea(statistics, label, grey.Rows));
    }

    private static long SlenderArea(Mat statistics, int label, int height)
    {
        double width = statistics.At<int>(label, (int)ConnectedComponentsTypes.Width), tall = statistics.At<int>(label, (int)ConnectedComponentsTypes.Height);
        int area = statistics.At<int>(label, (int)ConnectedComponentsTypes.Area);
        double length = Math.Sqrt((width * width) + (tall * tall));
        return length >= ShortestHair * height && length * length >= Slenderness * area ? area : 0;
    }

    // 0: across, 1: down, 2 and 3: the diagonals.
    private static Mat Line(int length, int direction)
    {
        var line = Mat.Zeros(direction == 1 ? new Size(1, length) : new Size(length, direction == 0 ? 1 : length), MatType.CV_8UC1).ToMat();
        for (int i = 0; i < length; i++)
        {
            line.Set(direction == 0 ? 0 : i, direction switch { 1 => 0, 3 => length - 1 - i, _ => i }, (byte)1);
        }

        return line;
    }
}
