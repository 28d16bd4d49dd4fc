using SkinSeg.Imaging;

namespace SkinSeg.Augmentation;

/// <summary>One way in which a routine can act, as strong as one likes: a routine with two directions has two rows.</summary>
/// <param name="Routine">The routine.</param>
/// <param name="At">The change at a strength from 0 (none) to 1 (the end of the routine's range).</param>
internal sealed record MicroscopeRow(AugmentationRoutine Routine, Func<double, IDrawnChange> At)
{
    private const int Seed = 7; // of the noise and the hair: any number shows them

    /// <summary>The rows of a routine within its range; flips, which have no strength, are the same at all.</summary>
    public static IEnumerable<MicroscopeRow> Of(RoutineConfig config)
    {
        double none = Catalogue.NoChange(config.Routine);
        double Lower(double strength) => none + (strength * (config.Low - none));
        double Upper(double strength) => none + (strength * (config.High - none));
        return Changes(config, Lower, Upper).Select(at => new MicroscopeRow(config.Routine, at));
    }

    private static Func<double, IDrawnChange>[] Changes(RoutineConfig config, Func<double, double> lower, Func<double, double> upper) => config.Routine switch
    {
        AugmentationRoutine.HorizontalFlip or AugmentationRoutine.VerticalFlip => [_ => new Flip(config.Routine)],
        AugmentationRoutine.Zoom => [s => new Zoom(lower(s)), s => new Zoom(upper(s))],
        AugmentationRoutine.Shear => [s => new Shear(upper(s))],
        AugmentationRoutine.Rotation => [s => new Rotation(upper(s))],
        AugmentationRoutine.Translation => [s => new Translation(upper(s), upper(s))],
        AugmentationRoutine.HairOcclusion => [s => Hair(upper(s), isDark: true), s => Hair(upper(s), isDark: false)],
        AugmentationRoutine.Illumination => [s => Light(LightFieldKind.Axial, upper(s), lower(s)), s => Light(LightFieldKind.Radial, upper(s), lower(s))],
        AugmentationRoutine.Sharpness => [s => new Sharpness(lower(s)), s => new Sharpness(upper(s))],
        AugmentationRoutine.Contrast => [s => new Contrast(lower(s)), s => new Contrast(upper(s))],
        AugmentationRoutine.IntensityScale => [s => new IntensityScale(lower(s)), s => new IntensityScale(upper(s))],
        AugmentationRoutine.ChannelShift => [s => new ChannelShift(upper(s), 0, lower(s)), s => new ChannelShift(lower(s), 0, upper(s))],
        AugmentationRoutine.SpeckleNoise => [s => new SpeckleNoise(upper(s), Seed)],
        AugmentationRoutine.GaussianNoise => [s => new GaussianNoise(upper(s), Seed)],
        AugmentationRoutine.SaltAndPepperNoise => [s => new SaltAndPepperNoise(upper(s), Seed)],
        _ => throw Catalogue.Unknown(config.Routine),
    };

    private static HairOcclusion Hair(double count, bool isDark)
    {
        var style = HairStyle.Draw(HairConfig.Training, Primitives.Seed.RandomFor(Seed, 0, isDark ? "dark" : "light"));
        return new(style with { Count = (int)Math.Round(count), IsDark = isDark }, Seed);
    }

    private static Illumination Light(LightFieldKind kind, double near, double far) =>
        new(new LightField { Kind = kind, Near = near, Far = far, AngleDegrees = 35, Center = new(0.35, 0.4) });
}
