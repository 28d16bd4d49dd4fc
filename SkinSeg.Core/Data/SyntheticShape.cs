using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>A lesion's outline: one region without holes, and for each pixel how far it is inside.</summary>
internal sealed class SyntheticShape
{
    private SyntheticShape(Mask mask, float[] depth)
    {
        Mask = mask;
        Depth = depth;
        Radius = Math.Sqrt(mask.Area / Math.PI);
    }

    public Mask Mask { get; }

    /// <summary>Distance to the outline in pixels, positive inside.</summary>
    public float[] Depth { get; }

    /// <summary>Radius in pixels of a disc of the same area.</summary>
    public double Radius { get; }

    /// <summary>Draws an outline whose area is about the share of the image that the plan asks for.</summary>
    public static SyntheticShape Draw(SyntheticPlan plan)
    {
        var random = plan.RandomFor("outline");
        float[] field = Field(plan, random);
        float level = SyntheticFilters.Quantile(field, 1 - plan.AreaShare);
        byte[] values = Array.ConvertAll(field, value => value >= level ? Mask.Set : (byte)0);
        using var above = Mat.FromPixelData(plan.Size.Height, plan.Size.Width, MatType.CV_8UC1, values);
        using var region = LargestWithoutHoles(above);
        return new(Mats.ToMask(region), SignedDistance(region));
    }

    // High in the middle of the lesion, falling outwards; distorted so that no two borders are alike.
    private static float[] Field(SyntheticPlan plan, Random random)
    {
        double radius = Math.Sqrt(plan.AreaShare * plan.Size.Area / Math.PI);
        var lobes = Lobes(plan, random, radius);
        // Rays and pasted-on keratoses have plain outlines; others are drawn from nearly smooth to ragged.
        bool isPlain = plan.HasStreaks || plan.Kind == LesionKind.Keratosis;
        float coarse = (float)(radius * new Interval(0.03, isPlain ? 0.09 : 0.17).Draw(random));
        float fine = (float)new Interval(0.005, isPlain ? 0.02 : 0.09).At(Math.Pow(random.NextDouble(), 1.5));
        float[] shiftX = SyntheticNoise.Octaves(random, plan.Size, 1.4 * radius, 4);
        float[] shiftY = SyntheticNoise.Octaves(random, plan.Size, 1.4 * radius, 4);
        float[] rough = SyntheticNoise.Octaves(random, plan.Size, Math.Max(6 * plan.Unit, 0.22 * radius), 3);
        var field = new float[plan.Size.Area];
        for (int i = 0; i < field.Length; i++)
        {
            double x = (i % plan.Size.Width) + (coarse * shiftX[i]), y = (i / plan.Size.Width) + (coarse * shiftY[i]);
            field[i] = (float)-Distance(lobes, x, y) + (fine * rough[i]);
        }

        return field;
    }

    private static Lobe[] Lobes(SyntheticPlan plan, Random random, double radius)
    {
        int count = plan.HasStreaks || random.NextDouble() < 0.6 ? 1 : random.Next(2, 4);
        double spread = plan.HasFullLens ? 0.06 : 0.14 * (1 - (0.6 * plan.AreaShare));
        double centerX = plan.Size.Width * (0.5 + (spread * ((2 * random.NextDouble()) - 1)));
        double centerY = plan.Size.Height * (0.5 + (spread * ((2 * random.NextDouble()) - 1)));
        return [.. Enumerable.Range(0, count).Select(k => new Lobe(
            centerX + (k == 0 ? 0 : radius * 0.75 * ((2 * random.NextDouble()) - 1)),
            centerY + (k == 0 ? 0 : radius * 0.75 * ((2 * random.NextDouble()) - 1)),
            radius * (k == 0 ? 1 : new Interval(0.4, 0.8).Draw(random)),
            new Interval(0.6, 1).Draw(random),
            Math.PI * random.NextDouble()))];
    }

    // Relative distance to the nearest lobe, rounded where lobes meet.
    private static double Distance(Lobe[] lobes, double x, double y)
    {
        if (lobes.Length == 1)
        {
            return lobes[0].Distance(x, y);
        }

        double sum = 0;
        foreach (var lobe in lobes)
        {
            sum += Math.Exp(-4 * lobe.Distance(x, y));
        }

        return -Math.Log(Math.Max(sum, 1e-300)) / 4;
    }

    private static Mat LargestWithoutHoles(Mat above)
    {
        Cv2.FindContours(above, out Point[][] outlines, out _, RetrievalModes.External, ContourApproximationModes.ApproxNone);
        var largest = outlines.MaxBy(outline => Cv2.ContourArea(outline))!;
        var region = new Mat(above.Size(), MatType.CV_8UC1, Scalar.All(0));
        Cv2.DrawContours(region, [largest], 0, Scalar.All(Mask.Set), thickness: -1);
        return region;
    }

    private static float[] SignedDistance(Mat region)
    {
        using var outside = new Mat();
        using var inner = new Mat();
        using var outer = new Mat();
        Cv2.BitwiseNot(region, outside);
        Cv2.DistanceTransform(region, inner, DistanceTypes.L2, DistanceTransformMasks.Precise);
        Cv2.DistanceTransform(outside, outer, DistanceTypes.L2, DistanceTransformMasks.Precise);
        Cv2.Subtract(inner, outer, inner);
        return Mats.Copy<float>(inner, 1);
    }

    /// <summary>An ellipse, as the two rows of the matrix that makes it a unit disc.</summary>
    private sealed class Lobe
    {
        private readonly double x, y, alongX, alongY, acrossX, acrossY;

        public Lobe(double x, double y, double radius, double flatness, double angle)
        {
            (this.x, this.y) = (x, y);
            double along = Math.Sqrt(flatness) / radius, across = 1 / (Math.Sqrt(flatness) * radius);
            (alongX, alongY) = (along * Math.Cos(angle), along * Math.Sin(angle));
            (acrossX, acrossY) = (-across * Math.Sin(angle), across * Math.Cos(angle));
        }

        public double Distance(double atX, double atY)
        {
            double along = ((atX - x) * alongX) + ((atY - y) * alongY), across = ((atX - x) * acrossX) + ((atY - y) * acrossY);
            return Math.Sqrt((along * along) + (across * across));
        }
    }
}
