using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Where a pixel (x, y) of the changed image lay before: (A·x + B·y + C, D·x + E·y + F); pixel centers have whole numbers.</summary>
internal readonly record struct AffineMap(double A, double B, double C, double D, double E, double F)
{
    public static AffineMap Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>A linear map about the center of an image.</summary>
    public static AffineMap AboutCenter(ImageSize size, double a, double b, double d, double e)
    {
        double x = (size.Width - 1) / 2.0, y = (size.Height - 1) / 2.0;
        return new(a, b, x - (a * x) - (b * y), d, e, y - (d * x) - (e * y));
    }

    /// <summary>This change, and then <paramref name="next"/>: the last change is the first to be looked through.</summary>
    public AffineMap Then(AffineMap next) => new(
        (A * next.A) + (B * next.D),
        (A * next.B) + (B * next.E),
        (A * next.C) + (B * next.F) + C,
        (D * next.A) + (E * next.D),
        (D * next.B) + (E * next.E),
        (D * next.C) + (E * next.F) + F);
}
