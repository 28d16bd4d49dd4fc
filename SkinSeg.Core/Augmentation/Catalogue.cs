using SkinSeg.Imaging;

namespace SkinSeg.Augmentation;

/// <summary>What the policy needs to know of each routine: its value of no change, its limits, and how it is drawn.</summary>
internal static class Catalogue
{
    public static bool IsFlip(AugmentationRoutine routine) => routine is AugmentationRoutine.HorizontalFlip or AugmentationRoutine.VerticalFlip;

    /// <summary>Whether the parameter multiplies, so that 1 changes nothing.</summary>
    public static bool IsFactor(AugmentationRoutine routine) =>
        routine is AugmentationRoutine.Zoom or AugmentationRoutine.IntensityScale or AugmentationRoutine.Illumination;

    public static double NoChange(AugmentationRoutine routine) => IsFactor(routine) ? 1 : 0;

    /// <summary>The smallest and the largest parameter that mean something.</summary>
    public static (double Lowest, double Highest) Limits(AugmentationRoutine routine) => routine switch
    {
        AugmentationRoutine.Illumination => (double.Epsilon, 100),
        _ when IsFactor(routine) => (double.Epsilon, double.MaxValue),
        AugmentationRoutine.GaussianNoise or AugmentationRoutine.SpeckleNoise or AugmentationRoutine.SaltAndPepperNoise => (0, 1),
        AugmentationRoutine.Contrast => (-1, 1),
        AugmentationRoutine.Sharpness => (-50, 50),
        AugmentationRoutine.HairOcclusion => (0, 1000),
        _ => (double.MinValue, double.MaxValue),
    };

    // A routine's numbers are always asked for in the same order: another order would be another draw for every stored run.
    public static IDrawnChange Draw(RoutineConfig config, Random random)
    {
        double Value() => config.Low + (random.NextDouble() * (config.High - config.Low));
        return config.Routine switch
        {
            AugmentationRoutine.HorizontalFlip or AugmentationRoutine.VerticalFlip => new Flip(config.Routine),
            AugmentationRoutine.Zoom => config.HasIndependentAxes ? new Zoom(Value(), Value()) : new Zoom(Value()),
            AugmentationRoutine.Shear => new Shear(Value()),
            AugmentationRoutine.Rotation => new Rotation(Value()),
            AugmentationRoutine.Translation => new Translation(Value(), Value()),
            AugmentationRoutine.HairOcclusion => Hair(config, random),
            AugmentationRoutine.Illumination => Light(config, random),
            AugmentationRoutine.Sharpness => new Sharpness(Value()),
            AugmentationRoutine.Contrast => new Contrast(Value()),
            AugmentationRoutine.IntensityScale => new IntensityScale(Value()),
            AugmentationRoutine.ChannelShift => new ChannelShift(Value(), Value(), Value()),
            AugmentationRoutine.SpeckleNoise => new SpeckleNoise(Value(), random.Next()),
            AugmentationRoutine.GaussianNoise => new GaussianNoise(Value(), random.Next()),
            AugmentationRoutine.SaltAndPepperNoise => new SaltAndPepperNoise(Value(), random.Next()),
            _ => throw Unknown(config.Routine),
        };
    }

    public static ArgumentOutOfRangeException Unknown(AugmentationRoutine routine) => new(nameof(routine), routine, "There is no such routine.");

    private static HairOcclusion Hair(RoutineConfig config, Random random)
    {
        var hair = (config.Hair ?? HairConfig.Training) with { CountRange = new(config.Low, config.High) };
        return new(HairStyle.Draw(hair, random), random.Next()) { Config = hair };
    }

    private static Illumination Light(RoutineConfig config, Random random)
    {
        var kind = random.NextDouble() < 0.5 ? LightFieldKind.Axial : LightFieldKind.Radial;
        return new(LightField.Draw(kind, new(config.Low, config.High), random));
    }
}
