namespace SkinSeg.Augmentation;

/// <summary>What the policy needs to know of each routine: its default, its value of no change, and how it is drawn.</summary>
internal static class Catalogue
{
    public static bool IsFlip(AugmentationRoutine routine) => routine is AugmentationRoutine.HorizontalFlip or AugmentationRoutine.VerticalFlip;

    /// <summary>Whether the parameter multiplies, so that 1 changes nothing.</summary>
    public static bool IsFactor(AugmentationRoutine routine) => routine is AugmentationRoutine.Zoom or AugmentationRoutine.IntensityScale;

    public static double NoChange(AugmentationRoutine routine) => IsFactor(routine) ? 1 : 0;

    // Probabilities are ours (facts.md §6.3 #35): as in Keras' generator, geometry acts on every image within its range.
    public static RoutineConfig Default(AugmentationRoutine routine) => routine switch
    {
        AugmentationRoutine.HorizontalFlip or AugmentationRoutine.VerticalFlip => new(routine, 0.5, 0, 0),
        AugmentationRoutine.Zoom => new(routine, 1, 0.7, 1.3), // paper section II-A-3
        AugmentationRoutine.Rotation => new(routine, 1, -40, 40), // paper section II-A-3, facts.md §6.3 #32
        AugmentationRoutine.Translation => new(routine, 1, -0.1, 0.1), // facts.md §6.3 #35
        AugmentationRoutine.IntensityScale => new(routine, 0.5, 0.7, 1.3), // paper section II-A-3
        AugmentationRoutine.ChannelShift => new(routine, 0.5, -20, 20), // facts.md §6.3 #35
        _ => throw Unknown(routine),
    };

    public static IDrawnChange Draw(RoutineConfig config, Random random)
    {
        double Value() => config.Low + (random.NextDouble() * (config.High - config.Low));
        return config.Routine switch
        {
            AugmentationRoutine.HorizontalFlip or AugmentationRoutine.VerticalFlip => new Flip(config.Routine),
            AugmentationRoutine.Zoom => new Zoom(Value()),
            AugmentationRoutine.Rotation => new Rotation(Value()),
            AugmentationRoutine.Translation => new Translation(Value(), Value()),
            AugmentationRoutine.IntensityScale => new IntensityScale(Value()),
            AugmentationRoutine.ChannelShift => new ChannelShift(Value(), Value(), Value()),
            _ => throw Unknown(config.Routine),
        };
    }

    private static ArgumentOutOfRangeException Unknown(AugmentationRoutine routine) => new(nameof(routine), routine, "There is no such routine.");
}
