using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Things on the skin that are no skin: a millimetre scale, pen marks, stickers. They lie on a copy of the image.</summary>
internal static class SyntheticArtifacts
{
    /// <summary>A dark scale with ticks and the letters MM, below or above the middle.</summary>
    public static RgbImage Ruler(SyntheticPlan plan, RgbImage image)
    {
        var random = plan.RandomFor("ruler");
        using var ink = new Mat(plan.Size.Height, plan.Size.Width, MatType.CV_8UC1, Scalar.All(0));
        double angle = new Interval(-0.45, 0.45).At(Math.Pow(random.NextDouble(), 1)) * (random.NextDouble() < 0.4 ? 0.1 : 1);
        bool isBelow = random.NextDouble() < 0.8;
        double startX = plan.Size.Width * new Interval(0.2, 0.4).Draw(random);
        double startY = plan.Size.Height * (isBelow ? new Interval(0.8, 0.9) : new Interval(0.08, 0.16)).Draw(random);
        double step = new Interval(15, 26).Draw(random) * plan.Unit, tick = 0.5 * step;
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        Point At(double along, double up) => Fixed(startX + (along * cos) + (up * sin), startY + (along * sin) - (up * cos));
        int thickness = Math.Max(1, (int)Math.Round(1.2 * plan.Unit));
        Line(ink, At(0, 0), At(10 * step, 0), thickness);
        for (int k = 0; k <= 10; k++)
        {
            Line(ink, At(k * step, 0), At(k * step, k % 5 == 0 ? 1.3 * tick : tick), thickness);
        }

        var label = At(0, -16 * plan.Unit);
        Cv2.PutText(ink, "MM", new Point(label.X >> FixedBits, label.Y >> FixedBits), HersheyFonts.HersheyPlain, 0.9 * plan.Unit, Scalar.All(255), 1, LineTypes.AntiAlias);
        return Over(image, ink, new Rgb(45, 38, 38), new Interval(0.55, 0.95).Draw(random));
    }

    /// <summary>Hatched strokes of a violet surgical pen beside the lesion.</summary>
    public static RgbImage Ink(SyntheticPlan plan, SyntheticShape shape, RgbImage image)
    {
        var random = plan.RandomFor("ink");
        var brush = new CurveBrush(plan.Size);
        int patches = random.Next(1, 5);
        for (int tries = 0, drawn = 0; tries < 60 && drawn < patches; tries++)
        {
            int at = random.Next(plan.Size.Area);
            if (shape.Depth[at] < -18 * plan.Unit)
            {
                Hatch(plan, brush, at, random);
                drawn++;
            }
        }

        float[] grain = SyntheticNoise.Octaves(random, plan.Size, 5 * plan.Unit, 2);
        var color = new Rgb((byte)random.Next(70, 110), (byte)random.Next(40, 70), (byte)random.Next(125, 165));
        float alpha = (float)new Interval(0.5, 0.9).Draw(random);
        return Over(image, Array.ConvertAll(Enumerable.Range(0, grain.Length).ToArray(), i => brush.Coverage[i] * alpha * Math.Clamp(0.75f + (0.5f * grain[i]), 0, 1)), color);
    }

    /// <summary>A colored paper disc that reaches in from the left or right side, never over the lesion.</summary>
    public static RgbImage Sticker(SyntheticPlan plan, SyntheticShape shape, RgbImage image)
    {
        var random = plan.RandomFor("sticker");
        var center = new CurvePoint(random.NextDouble() < 0.5 ? -0.05 : 1.05, new Interval(0.1, 0.9).Draw(random) * plan.Size.Height / plan.Size.Width);
        double radius = Math.Min(new Interval(0.15, 0.35).Draw(random), Clearance(plan, shape, center) - 0.03);
        Rgb[] colors = [new(240, 150, 30), new(20, 150, 205), new(230, 45, 35), new(60, 190, 190)];
        var color = colors[random.Next(colors.Length)];
        float[] paper = SyntheticNoise.Grain(random, plan.Size, 0.8 * plan.Unit);
        var disc = new float[plan.Size.Area];
        for (int i = 0; i < disc.Length; i++)
        {
            double x = ((i % plan.Size.Width) / (double)plan.Size.Width) - center.X, y = ((i / plan.Size.Width) / (double)plan.Size.Width) - center.Y;
            disc[i] = (float)Math.Clamp((radius - Math.Sqrt((x * x) + (y * y))) * plan.Size.Width, 0, 1) * (0.96f + (0.02f * paper[i]));
        }

        return Over(image, disc, color);
    }

    private const int FixedBits = 4;

    private static Point Fixed(double x, double y) => new((int)Math.Round(x * (1 << FixedBits)), (int)Math.Round(y * (1 << FixedBits)));

    private static void Line(Mat ink, Point from, Point to, int thickness) =>
        Cv2.Line(ink, from, to, Scalar.All(255), thickness, LineTypes.AntiAlias, FixedBits);

    private static void Hatch(SyntheticPlan plan, CurveBrush brush, int at, Random random)
    {
        double centerX = (at % plan.Size.Width) / (double)plan.Size.Width, centerY = (at / plan.Size.Width) / (double)plan.Size.Width;
        double angle = Math.PI * random.NextDouble(), length = new Interval(0.03, 0.09).Draw(random);
        int strokes = random.Next(5, 16);
        for (int k = 0; k < strokes; k++)
        {
            double turn = angle + (0.35 * (random.NextDouble() - 0.5)), half = length * (0.4 + (0.6 * random.NextDouble()));
            double x = centerX + (length * 0.8 * (random.NextDouble() - 0.5)), y = centerY + (length * 0.8 * (random.NextDouble() - 0.5));
            double dx = half * Math.Cos(turn), dy = half * Math.Sin(turn), bend = 0.2 * (random.NextDouble() - 0.5);
            brush.Paint(
                new(new(x - dx, y - dy), new(x - (0.3 * dx) + (bend * dy), y - (0.3 * dy) - (bend * dx)), new(x + (0.3 * dx) + (bend * dy), y + (0.3 * dy) - (bend * dx)), new(x + dx, y + dy)),
                3 * plan.Unit, 1.2 * plan.Unit, new Interval(0.5, 1).Draw(random), 0);
        }
    }

    // Smallest distance from a point to the lesion, in image widths.
    private static double Clearance(SyntheticPlan plan, SyntheticShape shape, CurvePoint center)
    {
        double smallest = double.MaxValue;
        for (int i = 0; i < shape.Depth.Length; i++)
        {
            if (shape.Depth[i] > 0)
            {
                double x = ((i % plan.Size.Width) / (double)plan.Size.Width) - center.X, y = ((i / plan.Size.Width) / (double)plan.Size.Width) - center.Y;
                smallest = Math.Min(smallest, (x * x) + (y * y));
            }
        }

        return Math.Sqrt(smallest);
    }

    private static RgbImage Over(RgbImage image, Mat coverage, Rgb color, double alpha) =>
        Over(image, Array.ConvertAll(Mats.Copy<byte>(coverage, 1), value => value / 255f * (float)alpha), color);

    private static RgbImage Over(RgbImage image, float[] alpha, Rgb color)
    {
        var values = (byte[])image.Values.Clone();
        for (int i = 0; i < alpha.Length; i++)
        {
            values[3 * i] = Mixed(values[3 * i], color.Red, alpha[i]);
            values[(3 * i) + 1] = Mixed(values[(3 * i) + 1], color.Green, alpha[i]);
            values[(3 * i) + 2] = Mixed(values[(3 * i) + 2], color.Blue, alpha[i]);
        }

        return new(image.Size, values);
    }

    private static byte Mixed(byte below, byte above, float alpha) => (byte)(below + ((above - below) * alpha) + 0.5f);
}
