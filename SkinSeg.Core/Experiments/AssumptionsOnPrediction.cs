namespace SkinSeg.Experiments;

/// <summary>What the paper leaves open on networks and prediction (facts.md §6.3).</summary>
internal static class AssumptionsOnPrediction
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.3-26", "Views undone before averaging", "four different transformations", "II-D", "Each map is turned and mirrored back, then averaged", "Maps must lie on one another", [], "Experiment.Views"),
        new("6.3-27", "Size of the turned view", "contrast enhancing of a $90^\\circ$ rotated version of the image", "II-D", "Fed as it is, higher than wide", "The networks take any multiple of 32", ["resized back to 192×256"], "Experiment.Views"),
        new("6.3-28", "Amount of contrast and sharpness", "sharpening the image", "II-D", "Stretched between the 1st and 99th percentile; unsharp mask of σ 1, amount 1", "Usual amounts; none are given", ["histogram equalisation"], "Experiment.Views"),
        new("6.3-29", "Encoder of DeepLab", "pre-trained weights for DeepLabV3, was originally obtained based on Pascal dataset", "II-A-1", "Xception at stride 16", "Its scores are near those of large networks", ["MobileNetV2"], "Experiment.Network"),
        new("6.3-30", "Place of DeepLab's sigmoid", "convolution with sigmoid activation", "II-A-1", "After enlarging the logits", "The adopted code's order", ["before enlarging"], "") { NoSetting = "part of the network" },
        new("6.3-31", "Weights of the ensemble", "their outputs are merged (averaging)", "II-D", "The plain mean of probabilities", "Averaging without more means this", ["weighted by score"], "") { NoSetting = "no ensemble is in an experiment" },
        new("6.3-49", "Networks of the Task 1 submission", "ensemble prediction obtained by averaging all the above predictions", "IV-A", "All five", "So the sentence says", [], "") { NoSetting = "no ensemble is in an experiment" },
    ];
}
