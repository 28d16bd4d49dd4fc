using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A routine's default and where it comes from: the paper's number, or our choice where the paper is silent.</summary>
/// <param name="Default">Probability and range.</param>
/// <param name="Unit">What the range's numbers are; empty for flips.</param>
/// <param name="Source">Where the range comes from, with its place in the paper and in facts.md.</param>
public sealed record RoutineInfo(RoutineConfig Default, string Unit, string Source)
{
    private const string Paper = "paper II-A-3";
    private const string Silent = "paper II-A-3 without numbers; ";

    /// <summary>The routine.</summary>
    public AugmentationRoutine Routine => Default.Routine;

    /// <summary>Every routine, in the order in which they act.</summary>
    /// <remarks>
    /// The paper gives no probabilities. Ours: geometry acts on every image within its range, as in the generator of Keras, whose names the paper's
    /// ranges have (facts.md §6.3 #32–#34); the other routines have 0.3–0.5 (#35), the lower end where several do the same kind of harm.
    /// </remarks>
    public static ValueList<RoutineInfo> All { get; } =
    [
        new(new(AugmentationRoutine.HorizontalFlip, 0.5, 0, 0), "", Paper),
        new(new(AugmentationRoutine.VerticalFlip, 0.5, 0, 0), "", Paper),
        new(new(AugmentationRoutine.Zoom, 1, 0.7, 1.3), "factor", $"{Paper}: 0.7 to 1.3; one factor for both axes, facts.md §6.3 #33"),
        new(new(AugmentationRoutine.Shear, 1, -0.3, 0.3), "pixels right per pixel down", $"{Paper}: extent of 0.3; facts.md §6.3 #34"),
        new(new(AugmentationRoutine.Rotation, 1, -40, 40), "degrees", $"{Paper}: 0 to 40 degrees; either way, facts.md §6.3 #32"),
        new(new(AugmentationRoutine.Translation, 1, -0.1, 0.1), "part of the side", $"{Silent}facts.md §6.3 #35"),
        new(new(AugmentationRoutine.HairOcclusion, 0.3, 1, 30), "hairs", $"{Silent}simulator and numbers of our own, facts.md §5.3 refined by eye (HairConfig.Training)"),
        new(new(AugmentationRoutine.Illumination, 0.5, 0.6, 1.2), "factor", $"{Silent}axial or radial, facts.md §6.3 #37"),
        new(new(AugmentationRoutine.Sharpness, 0.5, -1.5, 1), "below 0 blur in pixels at 256 wide, above 0 unsharp amount", $"{Silent}unsharp mask facts.md §6.3 #28, blur our choice"),
        new(new(AugmentationRoutine.Contrast, 0.5, -0.5, 1), "share of the way to a full stretch, below 0 to none", $"{Silent}full stretch facts.md §6.3 #28, lower end our choice"),
        new(new(AugmentationRoutine.IntensityScale, 0.5, 0.7, 1.3), "factor", $"{Paper}: 0.7 to 1.3; facts.md §6.3 #36"),
        new(new(AugmentationRoutine.ChannelShift, 0.5, -20, 20), "of 255", $"{Silent}facts.md §6.3 #35"),
        new(new(AugmentationRoutine.SpeckleNoise, 0.3, 0.01, 0.05), "standard deviation, of the value", $"{Silent}facts.md §6.3 #35"),
        new(new(AugmentationRoutine.GaussianNoise, 0.3, 0.01, 0.05), "standard deviation, of 255", $"{Silent}facts.md §6.3 #35"),
        new(new(AugmentationRoutine.SaltAndPepperNoise, 0.3, 0, 0.01), "share of pixels", $"{Silent}facts.md §6.3 #35"),
    ];

    /// <summary>The entry of one routine.</summary>
    public static RoutineInfo Of(AugmentationRoutine routine) =>
        All.FirstOrDefault(info => info.Routine == routine) ?? throw Catalogue.Unknown(routine);
}
