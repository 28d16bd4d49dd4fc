using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>How hair is drawn. Lengths and widths are relative to the image, so that one setting fits every size.</summary>
/// <remarks>The paper uses HairSim and gives no numbers; these are facts.md §5.3, the kit's own design.</remarks>
public sealed record HairConfig
{
    /// <summary>Hair for training images: facts.md §5.3, and a direction that turns over the image as it does over a body.</summary>
    public static HairConfig Training { get; } = new() { OrientationTurnDegrees = 35 };

    /// <summary>Number of hairs per image, 1–30; few are more frequent than many.</summary>
    public Interval CountRange { get; init; } = new(1, 30);

    /// <summary>Distance between the ends of a hair, in image diagonals.</summary>
    public Interval LengthRange { get; init; } = new(0.2, 1.0);

    /// <summary>Width at the root in image widths: 1–3 pixels at 256 wide.</summary>
    public Interval WidthRange { get; init; } = new(1.0 / 256, 3.0 / 256);

    /// <summary>Width at the tip as a share of that at the root.</summary>
    public double TipShare { get; init; } = 0.4;

    /// <summary>How far a control point lies beside the straight line, in hair lengths; negative is the other side.</summary>
    public Interval CurvatureRange { get; init; } = new(-0.25, 0.25);

    /// <summary>Standard deviation around the image's dominant direction, in degrees.</summary>
    public double OrientationSpreadDegrees { get; init; } = 20;

    /// <summary>How far that direction turns at most from one side of the image to the other, in degrees; 0 for one direction everywhere.</summary>
    public double OrientationTurnDegrees { get; init; }

    /// <summary>Share of images whose hair is dark (brightness 0.02–0.25, hue 10–30°); the others' is light grey (170–240).</summary>
    public double DarkShare { get; init; } = 0.8;

    /// <summary>Opacity of a hair.</summary>
    public Interval AlphaRange { get; init; } = new(0.6, 1.0);

    /// <summary>How much the soft shadow beside the hairs darkens the skin, 0–1; 0 for none.</summary>
    public double ShadowStrength { get; init; } = 0.25;
}
