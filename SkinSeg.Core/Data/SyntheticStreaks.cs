using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Dark rays at one part of the border, which end at the outline: the body of the lesion withdraws there to make room.</summary>
internal sealed class SyntheticStreaks
{
    /// <summary>No streaks.</summary>
    public SyntheticStreaks(ImageSize size) => (Recess, Lines) = (new float[size.Area], new float[size.Area]);

    private SyntheticStreaks(float[] recess, float[] lines) => (Recess, Lines) = (recess, lines);

    /// <summary>How many pixels the body withdraws from the outline.</summary>
    public float[] Recess { get; }

    /// <summary>Where the rays are, 0–1.</summary>
    public float[] Lines { get; }

    /// <summary>Draws rays over an eighth to a half of the border.</summary>
    public static SyntheticStreaks Draw(SyntheticPlan plan, SyntheticShape shape)
    {
        var random = plan.RandomFor("streaks");
        double length = Math.Clamp(new Interval(0.12, 0.22).Draw(random) * shape.Radius, 5 * plan.Unit, 40 * plan.Unit);
        double width = Math.Clamp(0.15 * length, 1.5 * plan.Unit, 4 * plan.Unit);
        float[] smooth = SyntheticFilters.Blurred(shape.Depth, plan.Size, Math.Max(2, 0.12 * shape.Radius));
        var sector = new Sector(shape, 2 * Math.PI * random.NextDouble(), new Interval(0.4, 1.5).Draw(random));
        var brush = new CurveBrush(plan.Size);
        foreach (var tip in Tips(plan, shape, 2.8 * width, random))
        {
            if (sector.Share(tip.X, tip.Y) > 0.5)
            {
                Ray(plan, brush, tip, Inward(smooth, plan.Size, tip), new(length, width, random));
            }
        }

        var recess = new float[plan.Size.Area];
        for (int i = 0; i < recess.Length; i++)
        {
            recess[i] = (float)(0.6 * length * sector.Share(i % plan.Size.Width, i / plan.Size.Width));
        }

        return new(recess, SyntheticFilters.Blurred(brush.Coverage, plan.Size, 0.8 * plan.Unit));
    }

    // Points on the outline about a step apart; where the lesion leaves the image there is no border to see.
    private static IEnumerable<Point> Tips(SyntheticPlan plan, SyntheticShape shape, double step, Random random)
    {
        using var view = Mats.View(shape.Mask);
        using var region = view.Clone();
        Cv2.FindContours(region, out Point[][] outlines, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone);
        var outline = outlines.MaxBy(points => points.Length)!;
        for (double at = 0; at < outline.Length; at += step * (0.6 + (0.8 * random.NextDouble())))
        {
            var point = outline[(int)at];
            if (point.X > 2 && point.Y > 2 && point.X < plan.Size.Width - 3 && point.Y < plan.Size.Height - 3)
            {
                yield return point;
            }
        }
    }

    private static void Ray(SyntheticPlan plan, CurveBrush brush, Point tip, CurvePoint inward, RaySize size)
    {
        CurvePoint At(double along, double aside) => new(
            (tip.X + (along * inward.X) - (aside * inward.Y)) / plan.Size.Width,
            (tip.Y + (along * inward.Y) + (aside * inward.X)) / plan.Size.Width);
        var curve = new CubicCurve(At(size.Root, 0), At(0.66 * size.Root, size.Bend), At(0.33 * size.Root, size.Bend), At(size.Tip, 0));
        brush.Paint(curve, size.RootWidth, size.TipWidth, size.Alpha, 0);
        if (size.HasBulb)
        {
            brush.Dot(At(size.Tip, 0).X * plan.Size.Width, At(size.Tip, 0).Y * plan.Size.Width, 0.75 * size.TipWidth, (float)size.Alpha);
        }
    }

    // The direction in which the smoothed depth grows: the teeth of the outline do not matter.
    private static CurvePoint Inward(float[] smooth, ImageSize size, Point at)
    {
        float Depth(int x, int y) => smooth[(Math.Clamp(y, 0, size.Height - 1) * size.Width) + Math.Clamp(x, 0, size.Width - 1)];
        double x = Depth(at.X + 2, at.Y) - Depth(at.X - 2, at.Y), y = Depth(at.X, at.Y + 2) - Depth(at.X, at.Y - 2);
        double length = Math.Sqrt((x * x) + (y * y));
        return length < 1e-6 ? new(1, 0) : new(x / length, y / length);
    }

    /// <summary>One ray, in pixels: where it starts and ends below the outline, how wide and how bent it is; some end in a bulb, as pseudopods do.</summary>
    private sealed class RaySize(double length, double width, Random random)
    {
        public double Root { get; } = length * new Interval(1.1, 1.6).Draw(random);

        public double Tip { get; } = length * 0.5 * Math.Pow(random.NextDouble(), 2);

        public double Bend { get; } = 0.12 * length * new Interval(-1, 1).Draw(random);

        public double RootWidth { get; } = width * new Interval(1.4, 2.4).Draw(random);

        public double TipWidth { get; } = width * new Interval(0.3, 0.9).Draw(random);

        public double Alpha { get; } = new Interval(0.55, 1).Draw(random);

        public bool HasBulb { get; } = random.NextDouble() < 0.2;
    }

    /// <summary>A part of the border around a direction from the lesion's center of mass.</summary>
    private sealed class Sector
    {
        private readonly double centerX;
        private readonly double centerY;
        private readonly double direction;
        private readonly double half;

        public Sector(SyntheticShape shape, double direction, double half)
        {
            using var view = Mats.View(shape.Mask);
            var moments = Cv2.Moments(view, binaryImage: true);
            (centerX, centerY) = (moments.M10 / moments.M00, moments.M01 / moments.M00);
            (this.direction, this.half) = (direction, half);
        }

        /// <summary>1 within, falling to 0 over a fifth of a radian.</summary>
        public double Share(double x, double y)
        {
            double away = Math.Abs(Math.IEEERemainder(Math.Atan2(y - centerY, x - centerX) - direction, 2 * Math.PI));
            return Math.Clamp((half - away) / 0.2, 0, 1);
        }
    }
}
