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

    /// <summary>Draws rays over a third to nearly all of the border.</summary>
    public static SyntheticStreaks Draw(SyntheticPlan plan, SyntheticShape shape)
    {
        var random = plan.RandomFor("streaks");
        double length = Math.Clamp(new Interval(0.14, 0.26).Draw(random) * shape.Radius, 5 * plan.Unit, 40 * plan.Unit);
        double width = Math.Clamp(0.16 * length, 1.6 * plan.Unit, 4.5 * plan.Unit);
        var sector = new Sector(shape, 2 * Math.PI * random.NextDouble(), new Interval(0.9, 2.6).Draw(random));
        var brush = new CurveBrush(plan.Size);
        foreach (var tip in Tips(plan, shape, 2.3 * width, random))
        {
            if (sector.Share(tip.X, tip.Y) > 0.5)
            {
                Ray(plan, shape, brush, tip, length, width, random);
            }
        }

        var recess = new float[plan.Size.Area];
        for (int i = 0; i < recess.Length; i++)
        {
            recess[i] = (float)(0.85 * length * sector.Share(i % plan.Size.Width, i / plan.Size.Width));
        }

        return new(recess, SyntheticFilters.Blurred(brush.Coverage, plan.Size, 0.5 * plan.Unit));
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

    private static void Ray(SyntheticPlan plan, SyntheticShape shape, CurveBrush brush, Point tip, double length, double width, Random random)
    {
        var (inwardX, inwardY) = Inward(shape, plan.Size, tip);
        double reach = length * (1.1 + (0.5 * random.NextDouble())), bend = 0.15 * length * ((2 * random.NextDouble()) - 1);
        CurvePoint At(double share, double aside) => new(
            (tip.X + (share * reach * inwardX) - (aside * inwardY)) / plan.Size.Width,
            (tip.Y + (share * reach * inwardY) + (aside * inwardX)) / plan.Size.Width);
        double start = 0.25 * random.NextDouble();
        brush.Paint(new(At(1, 0), At(0.66, bend), At(0.33, bend), At(start, 0)), 1.5 * width, 0.6 * width, 1, 0);
        if (random.NextDouble() < 0.35)
        {
            brush.Dot(At(start, 0).X * plan.Size.Width, At(start, 0).Y * plan.Size.Width, 0.75 * width); // a bulb at the tip, as pseudopods have
        }
    }

    // The direction in which the depth grows, taken over a few pixels so that the outline's teeth do not matter.
    private static (double X, double Y) Inward(SyntheticShape shape, ImageSize size, Point at)
    {
        int reach = Math.Max(3, size.Width / 64);
        float Depth(int x, int y) => shape.Depth[(Math.Clamp(y, 0, size.Height - 1) * size.Width) + Math.Clamp(x, 0, size.Width - 1)];
        double x = Depth(at.X + reach, at.Y) - Depth(at.X - reach, at.Y), y = Depth(at.X, at.Y + reach) - Depth(at.X, at.Y - reach);
        double length = Math.Sqrt((x * x) + (y * y));
        return length < 1e-6 ? (1, 0) : (x / length, y / length);
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
