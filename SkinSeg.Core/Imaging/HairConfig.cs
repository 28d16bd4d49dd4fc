using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>How hair is drawn. Lengths and widths are relative to the image, so that one setting fits every size.</summary>
/// <remarks>The paper uses HairSim and gives no numbers; these are facts.md §5.3, the kit's own design.</remarks>
public sealed record HairConfig
{
    /// <summary>Hair as facts.md §5.3 has it.</summary>
    public HairConfig()
    {
    }

    /// <summary>A copy to vary, which F# needs in place of <c>with</c>: <c>HairConfig(HairConfig.Training, DarkShare = 0.5)</c>.</summary>
    public HairConfig(HairConfig original)
    {
        ArgumentNullException.ThrowIfNull(original);
        CountRange = original.CountRange;
        LengthRange = original.LengthRange;
        WidthRange = original.WidthRange;
        TipShare = original.TipShare;
        TaperShare = original.TaperShare;
        CurvatureRange = original.CurvatureRange;
        OrientationSpreadDegrees = original.OrientationSpreadDegrees;
        OrientationTurnDegrees = original.OrientationTurnDegrees;
        DarkShare = original.DarkShare;
        DarkBrightness = original.DarkBrightness;
        ShadeSpread = original.ShadeSpread;
        LightWidthShare = original.LightWidthShare;
        LightAlphaShare = original.LightAlphaShare;
        AlphaRange = original.AlphaRange;
        ShadowStrength = original.ShadowStrength;
    }

    /// <summary>Hair for training images: facts.md §5.3 with what real dermoscopy images at 256 wide showed otherwise.</summary>
    /// <remarks>
    /// Beside the photographs, hairs of 3 pixels looked like sticks and those of even black like ink: real ones are finer, browner, pointed at
    /// both ends, bend more, and follow a direction that turns over the body; light ones are thin and let the skin through.
    /// </remarks>
    public static HairConfig Training { get; } = new()
    {
        WidthRange = new(0.7 / 256, 2.2 / 256),
        TipShare = 0.15,
        TaperShare = 0.3,
        CurvatureRange = new(-0.4, 0.4),
        OrientationTurnDegrees = 35,
        DarkBrightness = new(0.1, 0.48),
        ShadeSpread = 0.3,
        LightWidthShare = 0.7,
        LightAlphaShare = 0.65,
    };

    /// <summary>Number of hairs per image, 1–30; few are more frequent than many.</summary>
    public Interval CountRange { get; init; } = new(1, 30);

    /// <summary>Distance between the ends of a hair, in image diagonals.</summary>
    public Interval LengthRange { get; init; } = new(0.2, 1.0);

    /// <summary>Width at the root in image widths: 1–3 pixels at 256 wide.</summary>
    public Interval WidthRange { get; init; } = new(1.0 / 256, 3.0 / 256);

    /// <summary>Width at the tip as a share of that at the root.</summary>
    public double TipShare { get; init; } = 0.4;

    /// <summary>Share of a hair's length at each end over which it narrows to the tip's width; 0 narrows it evenly from root to tip.</summary>
    public double TaperShare { get; init; }

    /// <summary>How far a control point lies beside the straight line, in hair lengths; negative is the other side.</summary>
    public Interval CurvatureRange { get; init; } = new(-0.25, 0.25);

    /// <summary>Standard deviation around the image's dominant direction, in degrees.</summary>
    public double OrientationSpreadDegrees { get; init; } = 20;

    /// <summary>How far that direction turns at most from one side of the image to the other, in degrees; 0 for one direction everywhere.</summary>
    public double OrientationTurnDegrees { get; init; }

    /// <summary>Share of images whose hair is dark (hue 10–30°); the others' is light grey (170–240).</summary>
    public double DarkShare { get; init; } = 0.8;

    /// <summary>Brightness of dark hair, 0–1.</summary>
    public Interval DarkBrightness { get; init; } = new(0.02, 0.25);

    /// <summary>How much the brightness of dark hairs of one image differs, as a share of the range: 1 and each has its own, 0 and all have one.</summary>
    public double ShadeSpread { get; init; } = 1;

    /// <summary>Width of light hair as a share of that of dark hair.</summary>
    public double LightWidthShare { get; init; } = 1;

    /// <summary>Opacity of light hair as a share of that of dark hair.</summary>
    public double LightAlphaShare { get; init; } = 1;

    /// <summary>Opacity of a hair.</summary>
    public Interval AlphaRange { get; init; } = new(0.6, 1.0);

    /// <summary>How much the soft shadow beside the hairs darkens the skin, 0–1; 0 for none.</summary>
    public double ShadowStrength { get; init; } = 0.25;
}
