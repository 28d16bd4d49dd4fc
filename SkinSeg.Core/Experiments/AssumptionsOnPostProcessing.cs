namespace SkinSeg.Experiments;

/// <summary>What the paper leaves open on post-processing and scores (facts.md §6.3).</summary>
internal static class AssumptionsOnPostProcessing
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.3-14", "Size at which maps are cut", "thresholding the prediction map", "II-B-3", "The averaged map is enlarged to the photograph's size, then cut", "Scores are taken at that size", ["cut small, then enlarge the mask"], "Experiment.PostProcessing.ThresholdedAt") { ExpectedDefault = "Original" },
        new("6.3-15", "Equal to the threshold", "upper value than", "II-B-3", "Only above", "The words say above", ["equal counts too"], "") { NoSetting = "one step of 65535" },
        new("6.3-16", "High threshold below the low one", "", "II-B-3", "The marker is cut to the mask", "Reconstruction needs a marker within its mask; one pair of 84 is concerned", ["skip the pair"], "") { NoSetting = "one pair, never the best" },
        new("6.3-17", "Connectivity of the reconstruction", "imreconstruct(Lesion_{marker}, Lesion_{mask})", "Eq. 2", "8 neighbours", "MATLAB's default", ["4 neighbours"], "") { NoSetting = "MATLAB is named" },
        new("6.3-18", "The biggest object", "an object with the biggest area", "II-B-3", "By 8 neighbours; of equals the first in column order", "MATLAB's labels count so", [], "Experiment.Search.Rule.KeepLargestMarker") { ExpectedDefault = "True" },
        new("6.3-19", "No pixel above the high threshold", "", "II-B-3", "The largest object above the low one, else that of the most probable pixel", "An empty lesion scores 0", ["an empty mask"], "Experiment.Search.Rule.EmptyMarker") { ExpectedDefault = "FallBack" },
        new("6.3-20", "Holes", "", "II-B-3", "Left open", "The paper does not fill them", ["filled"], "Experiment.Search.Rule.FillHoles") { ExpectedDefault = "False" },
        new("6.3-21", "What the search maximises", "chosen based on a grid search", "II-B-3", "Lesions: mean thresholded Jaccard of held-out images; attributes: pooled Jaccard", "These are the metrics that rank", ["plain Jaccard"], "Experiment.Search.Score") { ExpectedDefault = "MeanThresholdJaccard" },
        new("6.3-22", "Grid for attributes", "finding the high and low thresholding values", "II-C-4", "That of the lesions, with lower high thresholds besides", "No other is given, and attributes are rarely certain", ["the lesions' alone"], "Experiment.Search.Grid"),
        new("6.3-23", "Scores of cross-validation", "5 fold cross-validation experiments", "IV-A", "Held-out maps by the fold's own network; thresholds chosen on the same images", "Nothing else is described; it is optimistic", ["thresholds of the other folds"], "Experiment.Search"),
        new("6.3-50", "Averages of Table I", "AVERAGE OF EVALUATION METRICS", "Table I", "The mean over images of each image's value", "The challenge's scorer does so", ["pooled counts"], "") { NoSetting = "the challenge's definition" },
    ];
}
