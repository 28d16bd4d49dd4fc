using System.Text.Json.Serialization;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Wilcoxon's signed-rank test of paired differences, two-sided: are they as often and as far above 0 as below?</summary>
/// <remarks>
/// Wilcoxon 1945. Differences of 0 are left out before ranking (Wilcoxon's own rule); equal sizes share the mean of their ranks. The p-value is
/// exact for at most <see cref="LargestExact"/> differences without a 0 and without a tie, else from the normal distribution with the variance
/// corrected for ties, without continuity correction: SciPy's <c>wilcoxon</c> does the same, except that its version 1.10 overlooks ties where
/// it is exact. Differences that would be equal but for rounding count as different.
/// </remarks>
/// <param name="PositiveRanks">Sum of the ranks of the differences above 0.</param>
/// <param name="NegativeRanks">Sum of the ranks of the differences below 0.</param>
/// <param name="Zeros">Differences of 0, left out.</param>
/// <param name="IsExact">Whether the p-value is exact, not the normal distribution's.</param>
/// <param name="PValue">Probability of rank sums at least this unequal if signs were thrown by a fair coin; 1 when every difference is 0.</param>
public sealed record WilcoxonTest(double PositiveRanks, double NegativeRanks, int Zeros, bool IsExact, double PValue)
{
    /// <summary>50: up to here all 2ⁿ signs are counted, as SciPy does.</summary>
    public const int LargestExact = 50;

    /// <summary>The smaller of the two rank sums: what tables of the test list.</summary>
    [JsonIgnore]
    public double Statistic => Math.Min(PositiveRanks, NegativeRanks);

    /// <summary>Rank-biserial correlation in [−1, 1] (Kerby 2014): 1 when every difference is above 0; 0 when nothing differs.</summary>
    [JsonIgnore]
    public double RankCorrelation => PositiveRanks + NegativeRanks == 0 ? 0 : (PositiveRanks - NegativeRanks) / (PositiveRanks + NegativeRanks);

    /// <summary>Tests paired differences.</summary>
    /// <param name="differences">One finite value per pair, in any order.</param>
    /// <exception cref="ArgumentException">There is no difference, or one is not finite.</exception>
    public static WilcoxonTest Of(IEnumerable<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] all = [.. differences];
        if (all.Length == 0 || !all.All(double.IsFinite))
        {
            throw new ArgumentException(
                all.Length == 0 ? "Expected at least one difference, got none." : "Expected finite differences, got NaN or infinity.", nameof(differences));
        }

        double[] ordered = [.. all.Where(value => value != 0).OrderBy(Math.Abs)];
        return Rank(ordered, all.Length - ordered.Length);
    }

    /// <summary>For example <c>Wilcoxon T = 24, p = 0.041 (exact)</c>.</summary>
    public override string ToString() => Invariant($"Wilcoxon T = {Statistic:0.#}, p = {TestDistributions.Text(PValue)}{(IsExact ? " (exact)" : "")}");

    private static WilcoxonTest Rank(double[] ordered, int zeros)
    {
        double positive = 0, negative = 0, tieTerm = 0;
        for (int first = 0, next; first < ordered.Length; first = next)
        {
            next = first + 1;
            while (next < ordered.Length && Math.Abs(ordered[next]) == Math.Abs(ordered[first]))
            {
                next++;
            }

            double rank = (first + 1 + next) / 2.0; // ranks count from 1; a tie shares the mean of first + 1 … next
            int above = ordered[first..next].Count(value => value > 0);
            double size = next - first;
            positive += above * rank;
            negative += (size - above) * rank;
            tieTerm += (size * size * size) - size;
        }

        bool exact = zeros == 0 && tieTerm == 0 && ordered.Length <= LargestExact;
        double smaller = Math.Min(positive, negative);
        double p = ordered.Length == 0 ? 1 : exact ? ExactP((int)smaller, ordered.Length) : NormalP(smaller, ordered.Length, tieTerm);
        return new(positive, negative, zeros, exact, p);
    }

    // Of the 2ⁿ ways to give signs to the ranks 1 … n, those whose positive ranks sum to at most t. All counts are below 2⁵³, so doubles are exact.
    private static double ExactP(int t, int n)
    {
        var ways = new double[t + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= n; rank++)
        {
            for (int sum = t; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        return Math.Min(1, 2 * ways.Sum() / Math.Pow(2, n));
    }

    private static double NormalP(double t, double n, double tieTerm)
    {
        double mean = n * (n + 1) / 4;
        double variance = ((n * (n + 1) * ((2 * n) + 1)) - (tieTerm / 2)) / 24;
        return TestDistributions.NormalBothTails((t - mean) / Math.Sqrt(variance));
    }
}
