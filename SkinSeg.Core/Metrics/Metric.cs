namespace SkinSeg.Metrics;

/// <summary>The six scores of ISIC 2018 Task 1, in the order of the paper's Table I.</summary>
public enum Metric
{
    /// <summary>The Jaccard index where it is at least 0.65, else 0: the challenge's ranking score.</summary>
    ThresholdJaccard,

    /// <summary>Intersection over union.</summary>
    Jaccard,

    /// <summary>Dice coefficient.</summary>
    Dice,

    /// <summary>Share of pixels that agree.</summary>
    Accuracy,

    /// <summary>Share of the lesion that was found.</summary>
    Sensitivity,

    /// <summary>Share of the skin that was left alone.</summary>
    Specificity,
}

/// <summary>The six scores as a list, and what tables call them.</summary>
public static class Task1Metrics
{
    /// <summary>All six, in the order of the paper's Table I.</summary>
    public static IReadOnlyList<Metric> All { get; } = Enum.GetValues<Metric>();

    /// <summary>The column heading of the paper's Table I.</summary>
    public static string Title(this Metric metric) => metric == Metric.ThresholdJaccard ? "Thresholded Jaccard" : metric.ToString();
}
