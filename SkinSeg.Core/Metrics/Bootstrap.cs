using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>Intervals without an assumption about the distribution: the sample is drawn again from itself, many times (Efron 1979).</summary>
public static class Bootstrap
{
    /// <summary>Percentile interval of a mean: the middle 95 % of the means of resamples of equal size.</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="seed">Seed of the draws: the same seed and values give the same interval.</param>
    /// <param name="resamples">How many resamples to draw; 2000 settle the ends of the interval to about 2 % of its width.</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static Estimate Mean(IEnumerable<double> values, int seed, int resamples = 2000)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        double[] sample = [.. values];
        if (sample.Length == 0 || !sample.All(double.IsFinite))
        {
            throw new ArgumentException(
                sample.Length == 0 ? "Expected at least one value, got none." : "Expected finite values, got NaN or infinity.", nameof(values));
        }

        var random = Seed.RandomFor(seed, 0, "bootstrap");
        var means = new double[resamples];
        for (int i = 0; i < means.Length; i++)
        {
            means[i] = MeanOfResample(sample, random);
        }

        Array.Sort(means);
        return new(sample.Average(), Quantile(means, 0.025), Quantile(means, 0.975), sample.Length);
    }

    private static double MeanOfResample(double[] sample, Random random)
    {
        double sum = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            sum += sample[random.Next(sample.Length)];
        }

        return sum / sample.Length;
    }

    // Linear between order statistics (the definition most programs use, type 7 of Hyndman and Fan 1996).
    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
