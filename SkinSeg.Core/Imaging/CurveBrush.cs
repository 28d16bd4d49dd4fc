using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Paints thin curves of changing width into a map of coverage, with sub-pixel position and anti-aliasing.</summary>
/// <remarks>OpenCV's lines have whole-pixel widths, too coarse for hairs of one or two pixels that taper.</remarks>
internal sealed class CurveBrush(ImageSize size)
{
    // Half a pixel: neighbouring stamps overlap even where the line is thinnest.
    private const double Step = 0.5;

    /// <summary>Opacity of each pixel, 0–1, row by row: the strongest stroke there, not their sum.</summary>
    public float[] Coverage { get; } = new float[size.Area];

    /// <summary>Number of the stroke that covers each pixel most; meaningless where nothing covers it.</summary>
    public ushort[] Owner { get; } = new ushort[size.Area];

    /// <summary>Paints one curve whose width runs from <paramref name="startWidth"/> to <paramref name="endWidth"/> (pixels).</summary>
    public void Paint(CubicCurve curve, double startWidth, double endWidth, double alpha, ushort owner) =>
        Paint(curve, share => startWidth + ((endWidth - startWidth) * share), alpha, owner);

    /// <summary>Paints one curve whose width in pixels depends on the share of the way, from 0 to 1.</summary>
    public void Paint(CubicCurve curve, Func<double, double> width, double alpha, ushort owner)
    {
        int steps = Math.Max(2, (int)Math.Ceiling(curve.LengthBound * size.Width / Step));
        for (int k = 0; k <= steps; k++)
        {
            double share = (double)k / steps;
            var point = curve.At(share);
            Dot(point.X * size.Width, point.Y * size.Width, 0.5 * width(share), (float)alpha, owner);
        }
    }

    /// <summary>Paints a disc around a position in pixels, where (0, 0) is the image's corner; thinner than a pixel it turns transparent instead.</summary>
    public void Dot(double x, double y, double radius, float alpha = 1, ushort owner = 0)
    {
        (x, y) = (x - 0.5, y - 0.5); // pixel k lies between k and k + 1
        float solid = alpha * (float)Math.Min(1, 2 * radius);
        double reach = radius + 0.5;
        int top = Math.Max(0, (int)Math.Ceiling(y - reach)), bottom = Math.Min(size.Height - 1, (int)Math.Floor(y + reach));
        int left = Math.Max(0, (int)Math.Ceiling(x - reach)), right = Math.Min(size.Width - 1, (int)Math.Floor(x + reach));
        double outside = reach * reach, inside = Math.Max(0, reach - 1) * Math.Max(0, reach - 1);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double squared = ((column - x) * (column - x)) + ((row - y) * (row - y));
                if (squared >= outside)
                {
                    continue;
                }

                // Only the rim needs the distance itself.
                float value = squared <= inside ? solid : solid * (float)Math.Clamp(reach - Math.Sqrt(squared), 0, 1);
                int i = (row * size.Width) + column;
                if (value > Coverage[i])
                {
                    (Coverage[i], Owner[i]) = (value, owner);
                }
            }
        }
    }
}
