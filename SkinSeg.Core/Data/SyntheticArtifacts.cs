using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Things on the skin that are no skin: a millimetre scale, pen marks, stickers. They lie on a copy of the image.</summary>
internal static class SyntheticArtifacts
{
    // Sixteenths of a pixel, for OpenCV's lines.
    private const int FixedBits = 4;

    /// <summary>A dark scale: above or below the middle with the letters MM, or bare ticks along one side of the image.</summary>
    public static RgbImage Ruler(SyntheticPlan plan, RgbImage image)
    {
        var random = plan.RandomFor("ruler");
        using var ink = new Mat(plan.Size.Height, plan.Size.Width, MatType.CV_8UC1, Scalar.All(0));
        double step = new Interval(15, 26).Draw(random) * plan.Unit;
        int thickness = Math.Max(1, (int)Math.Round(1.2 * plan.Unit));
        if (random.NextDouble() < 0.2)
        {
            bool isLeft = random.NextDouble() < 0.5;
            double turn = new Interval(-0.1, 0.1).Draw(random);
            double startX = isLeft ? 0 : plan.Size.Width, outwards = isLeft ? -1 : 1;
            Ticks(ink, new(startX, 0.02 * plan.Size.Height), (0.5 * Math.PI) + turn, new(step, 1.1 * outwards * step, 40, 2 * thickness));
        }
        else
        {
            Scale(plan, ink, random, new(step, 0.5 * step, 10, thickness));
        }

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

    private static void Scale(SyntheticPlan plan, Mat ink, Random random, TickMarks marks)
    {
        double angle = new Interval(-0.45, 0.45).Draw(random) * (random.NextDouble() < 0.4 ? 0.1 : 1);
        var heights = random.NextDouble() < 0.8 ? new Interval(0.8, 0.9) : new Interval(0.08, 0.16);
        var start = new CurvePoint(plan.Size.Width * new Interval(0.2, 0.4).Draw(random), plan.Size.Height * heights.Draw(random));
        double length = marks.Count * marks.Step;
        Line(ink, Fixed(start.X, start.Y), Fixed(start.X + (length * Math.Cos(angle)), start.Y + (length * Math.Sin(angle))), marks.Thickness);
        Ticks(ink, start, angle, marks);
        double down = 16 * plan.Unit;
        var label = new Point((int)(start.X - (down * Math.Sin(angle))), (int)(start.Y + (down * Math.Cos(angle))));
        Cv2.PutText(ink, "MM", label, HersheyFonts.HersheyPlain, 0.9 * plan.Unit, Scalar.All(255), 1, LineTypes.AntiAlias);
    }

    // Every fifth tick is longer.
    private static void Ticks(Mat ink, CurvePoint start, double angle, TickMarks marks)
    {
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        for (int k = 0; k <= marks.Count; k++)
        {
            double x = start.X + (k * marks.Step * cos), y = start.Y + (k * marks.Step * sin), length = k % 5 == 0 ? 1.3 * marks.Length : marks.Length;
            Line(ink, Fixed(x, y), Fixed(x + (length * sin), y - (length * cos)), marks.Thickness);
        }
    }

    private static Point Fixed(double x, double y) => new((int)Math.Round(x * (1 << FixedBits)), (int)Math.Round(y * (1 << FixedBits)));

    private static void Line(Mat ink, Point from, Point to, int thickness) =>
        Cv2.Line(ink, from, to, Scalar.All(255), thickness, LineTypes.AntiAlias, FixedBits);

    private static void Hatch(SyntheticPlan plan, CurveBrush brush, int at, Random random)
    {
        double centerX = (at % plan.Size.Width) / (double)plan.Size.Width, centerY = (at / plan.Size.Width) / (double)plan.Size.Width;
        double angle = Math.PI * random.NextDouble(), length = new Interval(0.04, 0.12).Draw(random);
        int strokes = random.Next(8, 26);
        for (int k = 0; k < strokes; k++)
        {
            double turn = angle + (0.35 * (random.NextDouble() - 0.5)), half = length * (0.4 + (0.6 * random.NextDouble()));
            double x = centerX + (length * 0.8 * (random.NextDouble() - 0.5)), y = centerY + (length * 0.8 * (random.NextDouble() - 0.5));
            double dx = half * Math.Cos(turn), dy = half * Math.Sin(turn), bend = 0.2 * (random.NextDouble() - 0.5);
            brush.Paint(
                new(new(x - dx, y - dy), new(x - (0.3 * dx) + (bend * dy), y - (0.3 * dy) - (bend * dx)), new(x + (0.3 * dx) + (bend * dy), y + (0.3 * dy) - (bend * dx)), new(x + dx, y + dy)),
                3.6 * plan.Unit, 1.2 * plan.Unit, new Interval(0.5, 1).Draw(random), 0);
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

    /// <summary>A row of ticks, in pixels; a negative length points to the other side.</summary>
    private readonly record struct TickMarks(double Step, double Length, int Count, int Thickness);
}
