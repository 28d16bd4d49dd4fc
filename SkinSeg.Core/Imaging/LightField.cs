using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>The shape of uneven light.</summary>
public enum LightFieldKind
{
    /// <summary>Brighter on one side: constant across the direction.</summary>
    Axial,

    /// <summary>Brighter or darker around a point anywhere on the image.</summary>
    Radial,

    /// <summary>Darker towards the corners, as lenses make it: centered on the image.</summary>
    Vignette,
}

/// <summary>Uneven light over an image, already drawn: a factor per pixel. Applying it is deterministic, at any size.</summary>
/// <remarks>The paper's illumination change is "either axial or radial" without numbers; ranges from facts.md §6.3 #37.</remarks>
public sealed record LightField
{
    /// <summary>Its shape.</summary>
    public LightFieldKind Kind { get; init; }

    /// <summary>Direction in which an axial field runs from near to far: 0 is right, 90 is down.</summary>
    public double AngleDegrees { get; init; }

    /// <summary>Center of a radial field as shares of the width and of the height.</summary>
    public CurvePoint Center { get; init; } = new(0.5, 0.5);

    /// <summary>Factor at the near side or the center.</summary>
    public double Near { get; init; } = 1;

    /// <summary>Factor at the far side or the farthest corner.</summary>
    public double Far { get; init; } = 1;

    /// <summary>Draws a field of one kind with its factors in <paramref name="factors"/>, 0.6–1.2 by facts.md §6.3 #37.</summary>
    public static LightField Draw(LightFieldKind kind, Interval factors, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double one = factors.Draw(random), other = factors.Draw(random);
        bool isVignette = kind == LightFieldKind.Vignette;
        return new()
        {
            Kind = kind,
            AngleDegrees = 360 * random.NextDouble(),
            Center = isVignette ? new(0.5, 0.5) : new(random.NextDouble(), random.NextDouble()),
            Near = isVignette ? Math.Max(one, other) : one,
            Far = isVignette ? Math.Min(one, other) : other,
        };
    }

    /// <summary>The same field with its difference from even light scaled: 0 is even light, 1 is this field.</summary>
    public LightField Scaled(double strength) => this with { Near = 1 + (strength * (Near - 1)), Far = 1 + (strength * (Far - 1)) };

    /// <summary>The factors for an image of <paramref name="size"/>, row by row.</summary>
    public float[] MapAt(ImageSize size)
    {
        var map = new float[size.Area];
        var way = Way(size);
        for (int row = 0, i = 0; row < size.Height; row++)
        {
            for (int column = 0; column < size.Width; column++, i++)
            {
                map[i] = (float)(Near + ((Far - Near) * way(row, column)));
            }
        }

        return map;
    }

    /// <summary>The image under this light; values are rounded and end at 255.</summary>
    public RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        float[] map = MapAt(image.Size);
        var values = new byte[image.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (byte)Math.Clamp((image.Values[i] * map[i / 3]) + 0.5f, 0, 255);
        }

        return new(image.Size, values);
    }

    /// <summary>An axial or radial field as a sum: the factor of a pixel is the part of its column plus the part of its row.</summary>
    /// <exception cref="NotSupportedException">A vignette is no such sum.</exception>
    internal (double[] Columns, double[] Rows) Parts(ImageSize size)
    {
        if (Kind == LightFieldKind.Vignette)
        {
            throw new NotSupportedException("Expected an axial or radial field, got a vignette, which does not split into columns and rows; use MapAt.");
        }

        var way = Way(size);
        double corner = way(0, 0);
        return (
            [.. Enumerable.Range(0, size.Width).Select(column => Near + ((Far - Near) * way(0, column)))],
            [.. Enumerable.Range(0, size.Height).Select(row => (Far - Near) * (way(row, 0) - corner))]);
    }

    // For row and column, 0 at the near end and 1 at the far end.
    private Func<int, int, double> Way(ImageSize size)
    {
        if (Kind == LightFieldKind.Axial)
        {
            return Along(size, AngleDegrees * Math.PI / 180);
        }

        var squared = Squared(size, Kind == LightFieldKind.Radial ? Center : new(0.5, 0.5));
        return Kind == LightFieldKind.Radial
            ? squared
            : (row, column) => squared(row, column) * Math.Sqrt(squared(row, column)); // flat in the middle, steep in the corners
    }

    private static Func<int, int, double> Along(ImageSize size, double angle)
    {
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        double middleX = 0.5 * (size.Width - 1), middleY = 0.5 * (size.Height - 1);
        double half = Math.Max(0.5, (Math.Abs(cos) * middleX) + (Math.Abs(sin) * middleY));
        return (row, column) => 0.5 + (0.5 * ((cos * (column - middleX)) + (sin * (row - middleY))) / half);
    }

    // Squared distance from the center as a share of that of the farthest corner.
    private static Func<int, int, double> Squared(ImageSize size, CurvePoint center)
    {
        double x = center.X * (size.Width - 1), y = center.Y * (size.Height - 1);
        double farX = Math.Max(x, size.Width - 1 - x), farY = Math.Max(y, size.Height - 1 - y);
        double farthest = Math.Max(0.25, (farX * farX) + (farY * farY));
        return (row, column) => (((column - x) * (column - x)) + ((row - y) * (row - y))) / farthest;
    }
}
