namespace SkinSeg.Experiments;

/// <summary>What the paper leaves open on augmentation (facts.md §6.3).</summary>
internal static class AssumptionsOnAugmentation
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.3-32", "Direction of rotation", "random rotation in the range of 0 to 40 degrees", "II-A-3", "Up to 40° either way", "Keras' range is meant both ways", ["one way only"], Routines),
        new("6.3-33", "Axes of the zoom", "random scale between 0.7 to 1.3", "II-A-3", "One factor for both", "A lesion keeps its form", ["a factor for each axis: RoutineConfig.HasIndependentAxes"], Routines),
        new("6.3-34", "Unit of the shear", "random image shearing to extent of 0.3", "II-A-3", "A factor, about 0.3 radians", "In degrees it would do nothing", ["degrees"], Routines),
        new("6.3-35", "Ranges that are not given", "random image translation", "II-A-3", "As RoutineInfo lists them", "Moderate values; each can be set", [], Routines),
        new("6.3-36", "Scale of intensities", "scaling image intensities with a random scale", "II-A-3", "One factor for the image, clipped to 0–255", "Channels are shifted by a routine of their own", ["a factor for each channel"], Routines),
        new("6.3-37", "Map of illumination", "gradient map can be either axial or radial", "II-A-3", "A product with a map of random direction or centre", "So the sentence says; the range is ours", [], Routines),
        new("6.3-38", "Border of moved images", "", "II-A-3", "Mirrored", "It adds no edge and does not smear", ["black image and empty mask"], "Experiment.Training.Augmentation.Border") { ExpectedDefault = "Reflect" },
    ];

    private const string Routines = "Experiment.Training.Augmentation.Routines";
}
