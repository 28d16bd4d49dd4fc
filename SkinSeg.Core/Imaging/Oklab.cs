namespace SkinSeg.Imaging;

/// <summary>A color by lightness and two opponent axes, in which distance is what the eye sees as difference (Ottosson 2020).</summary>
/// <param name="Lightness">0 black, 1 white.</param>
/// <param name="A">Green (negative) to red.</param>
/// <param name="B">Blue (negative) to yellow.</param>
internal readonly record struct Oklab(double Lightness, double A, double B)
{
    /// <summary>The sRGB color, 8 bits; what the screen cannot show is cut off.</summary>
    public static Rgb ToRgb(Oklab color)
    {
        var (red, green, blue) = color.ToLinear();
        return new(Encode(red), Encode(green), Encode(blue));
    }

    /// <summary>Linear light of the three screen colors; within [0, 1] where the screen can show the color.</summary>
    public (double Red, double Green, double Blue) ToLinear()
    {
        double l = Cube(Lightness + (0.3963377774 * A) + (0.2158037573 * B));
        double m = Cube(Lightness - (0.1055613458 * A) - (0.0638541728 * B));
        double s = Cube(Lightness - (0.0894841775 * A) - (1.2914855480 * B));
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    /// <summary>Euclidean distance: the perceived difference.</summary>
    public double DistanceTo(Oklab other) =>
        Math.Sqrt(Math.Pow(Lightness - other.Lightness, 2) + Math.Pow(A - other.A, 2) + Math.Pow(B - other.B, 2));

    private static double Cube(double value) => value * value * value;

    // The sRGB transfer curve (IEC 61966-2-1).
    private static byte Encode(double light)
    {
        double value = light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
    }
}
