using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>One row of the paper's Table I, as printed but for the errata named in <see cref="Note"/>.</summary>
/// <param name="Network">The kit's name of the network, or <c>ensemble</c>.</param>
/// <param name="High">Threshold T_H of the marker.</param>
/// <param name="Low">Threshold T_L of the mask.</param>
/// <param name="Scores">The six scores in the table's order.</param>
/// <param name="Note">What was read differently from what is printed, or empty.</param>
public sealed record PaperLesionRow(string Network, double High, double Low, PaperLesionScores Scores, string Note = "")
{
    /// <summary>T_L as it is printed, where that cannot be what was meant: 35 in the row of ResNet152.</summary>
    public double PrintedLow { get; init; } = Low;
}

/// <summary>One row of the paper's Table II.</summary>
/// <param name="Network">The kit's name of the network, or <c>ensemble</c>.</param>
/// <param name="High">Threshold T_H of the marker.</param>
/// <param name="Low">Threshold T_L of the mask.</param>
/// <param name="ThresholdJaccard">Mean thresholded Jaccard index over the validation images, in [0, 1].</param>
public sealed record PaperValidationRow(string Network, double High, double Low, double ThresholdJaccard);

/// <summary>One result of the authors on a leaderboard of the challenge; not printed in the paper, which was written before.</summary>
/// <param name="Task">1, or 2.</param>
/// <param name="Submission">What was submitted, in the order of the paper's section IV-B-1.</param>
/// <param name="Score">Task 1: mean thresholded Jaccard index; Task 2: Jaccard index of all attributes' pooled pixels.</param>
/// <param name="Source">Where the number is from.</param>
public sealed record LeaderboardTarget(int Task, string Submission, double Score, string Source);

/// <summary>The six scores of a row of Table I, means over images in [0, 1].</summary>
/// <param name="ThresholdJaccard">Jaccard index, 0 where below 0.65: the challenge's ranking score.</param>
/// <param name="Jaccard">Jaccard index.</param>
/// <param name="Dice">Dice coefficient.</param>
/// <param name="Accuracy">Share of correct pixels.</param>
/// <param name="Sensitivity">Share of lesion pixels found.</param>
/// <param name="Specificity">Share of skin pixels left alone.</param>
public sealed record PaperLesionScores(double ThresholdJaccard, double Jaccard, double Dice, double Accuracy, double Sensitivity, double Specificity);

/// <summary>Two scores of one attribute in Table III, of pooled pixels, in [0, 1].</summary>
/// <param name="Jaccard">Jaccard index.</param>
/// <param name="Dice">Dice coefficient.</param>
public sealed record PaperAttributeScores(double Jaccard, double Dice);

/// <summary>One row of the paper's Table III, as printed; <see cref="Note"/> names the slips.</summary>
/// <param name="Network">The kit's name of the network, or <c>ensemble</c>.</param>
/// <param name="Attributes">Pigment network, globules, milia-like cysts, negative network, streaks: the table's order.</param>
/// <param name="Average">The last two columns.</param>
/// <param name="Note">What does not agree with the rest of the row, or empty.</param>
public sealed record PaperAttributeRow(string Network, ValueList<PaperAttributeScores> Attributes, PaperAttributeScores Average, string Note = "");

/// <summary>The numbers that the paper prints, so that no notebook has to type them.</summary>
public static class PaperNumbers
{
    /// <summary>Table I: lesion segmentation, 5-fold cross-validation on the ISIC 2018 Task 1 training set (2594 images).</summary>
    public static ValueList<PaperLesionRow> TableOne { get; } =
    [
        new("densenet169", 0.8, 0.5, new(0.7996, 0.8384, 0.9040, 0.9658, 0.9135, 0.9712)),
        new("resnet152", 0.8, 0.35, new(0.7991, 0.8368, 0.9032, 0.9648, 0.9200, 0.9665), "printed as ResNet151 and T_L = 35 (facts.md §6.1 #3, #5)") { PrintedLow = 35 },
        new("inception-resnet-v2", 0.8, 0.4, new(0.8034, 0.8402, 0.9049, 0.9658, 0.9180, 0.9717), "printed as ResNetv2 (facts.md §6.1 #6)"),
        new("xception", 0.8, 0.5, new(0.7993, 0.8386, 0.9038, 0.9656, 0.9123, 0.9730)),
        new("deeplab", 0.8, 0.5, new(0.7932, 0.8338, 0.9030, 0.9655, 0.9115, 0.9732), "printed as DeepLab v3 (facts.md §6.1 #7)"),
        new("ensemble", 0.8, 0.45, new(0.8142, 0.8468, 0.9100, 0.9680, 0.9209, 0.9732)),
    ];

    /// <summary>Table II: lesion segmentation on the 100 validation images of the challenge, scored by its server.</summary>
    public static ValueList<PaperValidationRow> TableTwo { get; } =
    [
        new("densenet169", 0.8, 0.65, 0.826),
        new("resnet152", 0.8, 0.65, 0.831),
        new("inception-resnet-v2", 0.8, 0.65, 0.791),
        new("xception", 0.8, 0.5, 0.799),
        new("deeplab", 0.8, 0.65, 0.825),
        new("ensemble", 0.8, 0.65, 0.820),
    ];

    /// <summary>Table III: attribute segmentation, 5-fold cross-validation on the ISIC 2018 Task 2 training set, cells as printed.</summary>
    public static ValueList<PaperAttributeRow> TableThree { get; } =
    [
        new(
            "resnet152", [new(0.527, 0.690), new(0.304, 0.466), new(0.144, 0.257), new(0.149, 0.260), new(0.125, 0.222)], new(0.245, 0.379),
            "printed as ResNet151; the average Jaccard of its cells is 0.250 (facts.md §6.1 #16); milia Dice from its Jaccard is 0.252 (#17)"),
        new(
            "inception-resnet-v2", [new(0.539, 0.706), new(0.310, 0.473), new(0.159, 0.274), new(0.189, 0.318), new(0.121, 0.216)], new(0.264, 0.397),
            "printed as Resnetv2; pigment Dice from its Jaccard is 0.7005 (facts.md §6.1 #17)"),
        new("densenet169", [new(0.538, 0.699), new(0.324, 0.490), new(0.158, 0.273), new(0.213, 0.351), new(0.134, 0.236)], new(0.273, 0.410)),
        new(
            "ensemble", [new(0.563, 0.720), new(0.341, 0.508), new(0.171, 0.289), new(0.228, 0.371), new(0.156, 0.270)], new(0.292, 0.432),
            "milia Dice from its Jaccard is 0.292 (facts.md §6.1 #17)"),
    ];

    /// <summary>What the authors' submissions scored on the 1000 test images (facts.md §4.6).</summary>
    public static ValueList<LeaderboardTarget> Leaderboard { get; } =
    [
        new(1, "ensemble of all, T_H 0.80, T_L 0.65", 0.796, "a copied table, a secondary source"),
        new(2, "ensemble, restricted to the lesion", 0.473, "the official board"),
        new(2, "ensemble, not restricted", 0.471, "the official board"),
        new(2, "ensemble, restricted, every T_H lowered by 0.05", 0.470, "the official board"),
    ];

    /// <summary>Images behind Tables I and III.</summary>
    public const int TrainingImages = 2594;

    /// <summary>Images behind Table II.</summary>
    public const int ValidationImages = 100;

    /// <summary>Images behind the leaderboards.</summary>
    public const int TestImages = 1000;

    /// <summary>All of them, one by one, with place and tolerance: 48 numbers of Table I, 18 of Table II, 48 of Table III, 4 of leaderboards.</summary>
    public static ValueList<PaperNumber> All { get; } = PaperCells.Make();

    /// <summary>The number of an id, for example <c>table-1/resnet152/jaccard</c>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PaperNumber Find(string id) =>
        All.FirstOrDefault(number => number.Id == id)
        ?? throw new ArgumentException($"Expected the id of a number, such as {All[0].Id}, got '{id}'. PaperNumbers.All lists them.", nameof(id));
}
