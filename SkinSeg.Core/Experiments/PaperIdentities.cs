using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What must hold between printed numbers whatever the networks did, and how far chance can carry each.</summary>
internal static class PaperIdentities
{
    /// <summary>Half of the last digit of Table III.</summary>
    public const double Half = 0.0005;

    // Half-width of a 95 % interval in standard deviations.
    private const double Normal = 1.96;

    /// <summary>Dice coefficient of a Jaccard index: 2J / (1 + J). It is concave, so that the mean of folds can only lie below it.</summary>
    public static double Dice(double jaccard) => 2 * jaccard / (1 + jaccard);

    /// <summary>95 % half-width of a mean over images at most: among all scores in [0, 1] with this mean, only 0 and 1 spread as much (Bhatia and Davis 2000).</summary>
    public static double MeanNoise(double mean, int images) => Normal * Math.Sqrt(mean * (1 - mean) / images);

    /// <summary>The same for a pooled Jaccard index, as a mean over the images that show the attribute.</summary>
    public static double PooledNoise(double jaccard, int positives) => MeanNoise(jaccard, positives);

    /// <summary>Noise of the Dice coefficient that belongs to a pooled Jaccard index.</summary>
    public static double DiceNoise(double jaccard, int positives) => PooledNoise(jaccard, positives) * 2 / ((1 + jaccard) * (1 + jaccard));

    /// <summary>Whether a printed Dice lies above what its printed Jaccard allows, rounding granted: no averaging leads there.</summary>
    public static bool IsAbove(PaperAttributeScores cell) => cell.Dice - Half > Dice(cell.Jaccard + Half) + Tiny;

    /// <summary>Whether it lies below: possible where folds were averaged, not where pixels were pooled over all of them.</summary>
    public static bool IsBelow(PaperAttributeScores cell) => cell.Dice + Half < Dice(cell.Jaccard - Half) - Tiny;

    /// <summary>What a cell's Jaccard index says against its Dice coefficient; empty where nothing.</summary>
    public static string DiceContradiction(PaperAttributeScores cell) =>
        IsAbove(cell) ? Invariant($"its Jaccard index of {cell.Jaccard:F3} allows at most {Dice(cell.Jaccard + Half):F4}") : string.Empty;

    /// <summary>What five cells say against their average; empty where nothing. Each cell and the average are rounded.</summary>
    public static string AverageContradiction(double printed, IEnumerable<double> cells)
    {
        double mean = cells.Average();
        return Math.Abs(mean - printed) > (2 * Half) + Tiny ? Invariant($"the mean of its five cells is {mean:F4}") : string.Empty;
    }

    private const double Tiny = 1e-12;
}
