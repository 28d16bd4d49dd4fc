using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Draws the hairs of one image, each by itself, after what they have in common.</summary>
internal sealed class HairGenerator(HairConfig config, HairStyle style, ImageSize size, Random random)
{
    private readonly double aspect = (double)size.Height / size.Width;

    /// <summary>All hairs.</summary>
    public IEnumerable<HairStrand> All()
    {
        for (int k = 0; k < style.Count; k++)
        {
            yield return Strand();
        }
    }

    private HairStrand Strand()
    {
        double root = style.Width * (0.75 + (0.5 * random.NextDouble())) * (style.IsDark ? 1 : config.LightWidthShare);
        double alpha = style.IsDark ? 1 : config.LightAlphaShare;
        return new(Curve(), root, root * config.TipShare, Color(), alpha * config.AlphaRange.Draw(random)) { TaperShare = config.TaperShare };
    }

    // The middle is drawn anywhere on the image and a little around it, so that hairs enter from outside.
    private CubicCurve Curve()
    {
        double length = config.LengthRange.Draw(random) * Math.Sqrt(1 + (aspect * aspect));
        double turn = config.OrientationSpreadDegrees * Math.PI / 180 * Normal();
        double x = (1.2 * random.NextDouble()) - 0.1, y = ((1.2 * random.NextDouble()) - 0.1) * aspect;
        double angle = style.DirectionAt(x, y) + turn;
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        double first = length * Bend(), second = length * Bend();
        CurvePoint Along(double along, double aside) => new(x + (along * cos) - (aside * sin), y + (along * sin) + (aside * cos));
        return new(Along(-length / 2, 0), Along(-length / 6, first), Along(length / 6, second), Along(length / 2, 0));
    }

    // Hairs of one image bend alike, each a little its own way.
    private double Bend() => (0.6 * style.Curvature) + (0.4 * config.CurvatureRange.Draw(random));

    private Rgb Color()
    {
        if (!style.IsDark)
        {
            int grey = random.Next(170, 241);
            return new((byte)grey, (byte)(grey - 4), (byte)(grey - 10));
        }

        double shade = ((1 - config.ShadeSpread) * style.Shade) + (config.ShadeSpread * random.NextDouble());
        double value = 255 * config.DarkBrightness.At(shade);
        double hue = 10 + (20 * random.NextDouble()), saturation = 0.3 + (0.4 * random.NextDouble());
        double blue = value * (1 - saturation);
        return new((byte)value, (byte)(blue + ((value - blue) * hue / 60)), (byte)blue); // HSV with hue below 60°
    }

    // Box–Muller.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
