using System.Globalization;

namespace SkinSeg.Imaging;

/// <summary>What the hairs of one image have in common: they grow on one body.</summary>
public sealed record HairStyle
{
    /// <summary>Number of hairs; 0 or more.</summary>
    public int Count { get; init; }

    /// <summary>Whether they are darker than the skin.</summary>
    public bool IsDark { get; init; } = true;

    /// <summary>Typical width at the root, in image widths.</summary>
    public double Width { get; init; }

    /// <summary>How far they bend beside the straight line, in hair lengths; negative is the other side.</summary>
    public double Curvature { get; init; }

    /// <summary>Direction at the image's left upper corner, in radians: 0 is to the right, π/2 down.</summary>
    public double Direction { get; init; }

    /// <summary>How much the direction turns from the left side to the right, in radians.</summary>
    public double TurnRight { get; init; }

    /// <summary>How much the direction turns for one image width downwards, in radians.</summary>
    public double TurnDown { get; init; }

    /// <summary>Where the brightness of dark hair lies within its range, 0–1.</summary>
    public double Shade { get; init; }

    /// <summary>Draws a style within the ranges of <paramref name="config"/>; few hairs are more frequent than many.</summary>
    public static HairStyle Draw(HairConfig config, Random random)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(random);
        var style = new HairStyle
        {
            Direction = Math.PI * random.NextDouble(),
            Width = config.WidthRange.Draw(random),
            Curvature = config.CurvatureRange.Draw(random),
            IsDark = random.NextDouble() < config.DarkShare,
            Count = (int)Math.Round(config.CountRange.At(Math.Pow(random.NextDouble(), 2))),
        };
        double turn = config.OrientationTurnDegrees * Math.PI / 180;
        double Either() => turn == 0 ? 0 : turn * ((2 * random.NextDouble()) - 1);
        return style with { TurnRight = Either(), TurnDown = Either(), Shade = config.ShadeSpread < 1 ? random.NextDouble() : 0 };
    }

    /// <summary>Direction of growth at a point, in radians.</summary>
    /// <param name="x">From the left side, in image widths.</param>
    /// <param name="y">From the top, in image widths.</param>
    public double DirectionAt(double x, double y) => Direction + (TurnRight * x) + (TurnDown * y);

    /// <summary>For example <c>12 dark, 1.8 px, 35°</c>; pixels of an image 256 wide, direction in its left upper corner.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count} {(IsDark ? "dark" : "light")}, {256 * Width:F1} px, {Direction * 180 / Math.PI:F0}°");
}
