namespace SkinSeg.Experiments;

/// <summary>What the paper leaves open on attributes (facts.md §6.3).</summary>
internal static class AssumptionsOnAttributes
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.3-39", "More positive than negative images", "equally divided between the two classes", "II-C-1", "All images are used where negatives are fewer", "Pigment network is in more than half of the images", ["drop positives too"], "Experiment.Subsampling.Balance") { ExpectedDefault = "True" },
        new("6.3-40", "When negatives are drawn", "many training data are ignored for this purpose", "II-C-1", "Once for a fold", "Else none would be ignored for good", ["anew each epoch"], "Experiment.Subsampling.Draw") { ExpectedDefault = "OncePerFold" },
        new("6.3-41", "Images that attributes are scored on", "", "III-B", "The whole held-out fold", "Thinned-out negatives would flatter the score", ["a balanced part"], "Experiment.EvaluateOn") { ExpectedDefault = "WholeFold" },
        new("6.3-42", "Size at which attributes are pooled", @"256 \times 256 \times \text{number of test images}", "III-B", "Masks and truth by nearest pixel at 256×256", "Each image then weighs the same", ["original sizes"], "") { NoSetting = "the paper names the size" },
        new("6.3-43", "Restriction to the lesion", "multiplying the attribute predicted map into lesion segmentation map", "II-C-4", "Times the binary lesion mask, then cut", "A segmentation map is binary", ["times the probability"], "Experiment.PostProcessing.Restriction"),
        new("6.3-44", "Small marker objects", "we do not remove any objects from constructed marker", "II-C-4", "All are kept", "So the sentence says", [], "DualThreshold.KeepLargestMarker"),
        new("6.3-45", "Milia in the submission", "", "not in the paper", "Nothing is replaced", "Only the entry's name on the leaderboard tells of it", [], "") { NoSetting = "unknown what it was" },
    ];
}
