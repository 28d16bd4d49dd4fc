using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What lies between skin and camera: bubbles in the gel, uneven light, the round edge of the lens.</summary>
internal static class SyntheticOptics
{
    /// <summary>Bubbles: bright inside the rim on one side, dark on the other, nearly clear in the middle.</summary>
    public static RgbImage Bubbles(SyntheticPlan plan, RgbImage image)
    {
        var random = plan.RandomFor("bubbles");
        var values = (byte[])image.Values.Clone();
        int count = random.Next(3, 28);
        double nearX = random.NextDouble(), nearY = random.NextDouble();
        for (int k = 0; k < count; k++)
        {
            bool isNear = random.NextDouble() < 0.6;
            double x = plan.Size.Width * (isNear ? nearX + (0.25 * (random.NextDouble() - 0.5)) : random.NextDouble());
            double y = plan.Size.Height * (isNear ? nearY + (0.3 * (random.NextDouble() - 0.5)) : random.NextDouble());
            double radius = new Interval(2, 12).At(Math.Pow(random.NextDouble(), 3)) * plan.Unit;
            Bubble(values, plan.Size, new(x, y), radius, new Interval(0.4, 1).Draw(random));
        }

        return new(plan.Size, values);
    }

    /// <summary>A side or a corner darker than the rest, in most images hardly.</summary>
    public static RgbImage Light(SyntheticPlan plan, RgbImage image)
    {
        var random = plan.RandomFor("light");
        var kind = (LightFieldKind)random.Next(3);
        double depth = 0.36 * Math.Pow(random.NextDouble(), 1.3);
        return LightField.Draw(kind, new(1 - depth, 1 + (0.2 * depth)), random).Apply(image);
    }

    /// <summary>The black edge of the lens: in the corners, or all around.</summary>
    public static RgbImage Lens(SyntheticPlan plan, RgbImage image)
    {
        var random = plan.RandomFor("lens");
        double half = 0.5 * Math.Sqrt((plan.Size.Width * (double)plan.Size.Width) + (plan.Size.Height * (double)plan.Size.Height));
        double radius = plan.HasFullLens
            ? 0.5 * plan.Size.Height * new Interval(0.93, 1.12).Draw(random)
            : half * new Interval(0.84, 0.97).Draw(random);
        double soft = plan.Unit * (plan.HasFullLens ? new Interval(3, 30) : new Interval(1, 8)).Draw(random);
        double x = plan.Size.Width * new Interval(0.48, 0.52).Draw(random), y = plan.Size.Height * new Interval(0.48, 0.52).Draw(random);
        float black = random.Next(4, 26);
        var values = new byte[image.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double dx = (i / 3 % plan.Size.Width) - x, dy = (i / 3 / plan.Size.Width) - y;
            float open = SyntheticFilters.Rise((float)(radius - Math.Sqrt((dx * dx) + (dy * dy))), (float)-soft, (float)soft);
            values[i] = (byte)(black + ((image.Values[i] - black) * open) + 0.5f);
        }

        return new(plan.Size, values);
    }

    private static void Bubble(byte[] values, ImageSize size, CurvePoint center, double radius, double strength)
    {
        double rim = Math.Max(0.8, 0.16 * radius);
        int top = Math.Max(0, (int)(center.Y - radius - 3)), bottom = Math.Min(size.Height - 1, (int)(center.Y + radius + 3));
        int left = Math.Max(0, (int)(center.X - radius - 3)), right = Math.Min(size.Width - 1, (int)(center.X + radius + 3));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double dx = column - center.X, dy = row - center.Y, distance = Math.Sqrt((dx * dx) + (dy * dy));
                double edge = Math.Exp(-Math.Pow((distance - radius) / rim, 2));
                double side = distance < 1e-6 ? 0 : -(dx + dy) / (1.42 * distance); // light from the upper left
                double change = strength * ((edge * ((60 * side) - 15)) + (distance < radius ? 6 : 0));
                for (int i = 3 * ((row * size.Width) + column), end = i + 3; i < end; i++)
                {
                    values[i] = (byte)Math.Clamp(values[i] + change + 0.5, 0, 255);
                }
            }
        }
    }
}
