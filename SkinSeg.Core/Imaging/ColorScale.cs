using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Colors for numbers: a share of the way from low (0) to high (1) → the color.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Color">Called with a share in [0, 1].</param>
public sealed record ColorScale(string Name, Func<double, Rgb> Color)
{
    // The curve is measured by so many chords; finer ones change no 8-bit color.
    private const int Chords = 4096;

    private static readonly double[] EmberLengths = Lengths();

    /// <summary>From near black over violet and orange to light yellow; equal differences of the number look equally large, and its lightness alone tells the order.</summary>
    /// <remarks>
    /// A curve in Oklab (Ottosson 2020, "A perceptual color space for image processing"), walked in steps of equal length: lightness 0.14 → 0.95 and
    /// hue 300° → 105° in proportion, chroma 0.04 + 0.13·sin(π·t). Such a curve stays within sRGB and is legible in grey and to the color-blind.
    /// </remarks>
    public static ColorScale Ember { get; } = new("ember", static share => Oklab.ToRgb(EmberAt(Walked(share))));

    /// <summary>Black to white, equal in lightness steps of Oklab.</summary>
    public static ColorScale Grey { get; } = new("grey", static share => Oklab.ToRgb(new(Math.Clamp(share, 0, 1), 0, 0)));

    /// <summary>Colors at equal distances, both ends among them.</summary>
    /// <param name="count">How many, at least 2.</param>
    public ValueList<Rgb> Steps(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return new(Enumerable.Range(0, count).Select(i => Color(i / (count - 1.0))));
    }

    /// <summary>A legend: the scale from left (low) to right (high).</summary>
    public RgbImage ToBar(ImageSize size)
    {
        var colors = Steps(Math.Max(2, size.Width));
        return RgbImage.From(size, (_, column) => colors[column]);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static Oklab EmberAt(double t)
    {
        double hue = double.DegreesToRadians(300 + (165 * t)); // 465° is 105°: by way of red
        double chroma = 0.04 + (0.13 * Math.Sin(Math.PI * t));
        return new(0.14 + (0.81 * t), chroma * Math.Cos(hue), chroma * Math.Sin(hue));
    }

    // Length of the curve up to each chord's end.
    private static double[] Lengths()
    {
        var lengths = new double[Chords + 1];
        for (int i = 1; i < lengths.Length; i++)
        {
            lengths[i] = lengths[i - 1] + EmberAt(i / (double)Chords).DistanceTo(EmberAt((i - 1) / (double)Chords));
        }

        return lengths;
    }

    // The curve's parameter where a share of its length lies behind.
    private static double Walked(double share)
    {
        double length = Math.Clamp(share, 0, 1) * EmberLengths[^1];
        int found = Array.BinarySearch(EmberLengths, length);
        int after = Math.Clamp(found < 0 ? ~found : found, 1, Chords);
        double before = EmberLengths[after - 1];
        return (after - 1 + ((length - before) / (EmberLengths[after] - before))) / Chords;
    }
}
