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

        return Interval(sample.Average(), means, sample.Length);
    }

    /// <summary>Percentile interval of a score of pooled counts, such as the Jaccard index of all pixels: images are drawn again, each with all it counts.</summary>
    /// <remarks>
    /// Pixels of one image are alike, so the images are what was sampled. F# <c>Bootstrap.Pooled(counts, (fun a b -&gt; a + b), (fun sum -&gt; sum.Jaccard), 0)</c>. For one
    /// seed the same images are drawn whatever is counted.
    /// </remarks>
    /// <typeparam name="T">What is counted per image and adds up, for example <see cref="PixelCounts"/>.</typeparam>
    /// <param name="perImage">At least one image's counts.</param>
    /// <param name="add">Sum of two counts.</param>
    /// <param name="statistic">The score of summed counts; finite, also where a resample happens to hold nothing of a class.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">How many resamples to draw.</param>
    /// <exception cref="ArgumentException">There is no image, or the score is not finite.</exception>
    public static Estimate Pooled<T>(IEnumerable<T> perImage, Func<T, T, T> add, Func<T, double> statistic, int seed, int resamples = 2000)
    {
        ArgumentNullException.ThrowIfNull(perImage);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        T[] sample = [.. perImage];
        if (sample.Length == 0)
        {
            throw new ArgumentException("Expected the counts of at least one image, got none.", nameof(perImage));
        }

        var random = Seed.RandomFor(seed, 0, "bootstrap");
        var scores = new double[resamples];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Finite(statistic(PoolOfResample(sample, add, random)));
        }

        return Interval(Finite(statistic(sample.Aggregate(add))), scores, sample.Length);
    }

    /// <summary>How far two ways' pooled scores differ, other minus reference: each resample draws the same images for both. Seed 0, 2000 resamples.</summary>
    /// <typeparam name="T">What is counted per image and adds up.</typeparam>
    /// <param name="reference">Counts of what is compared with.</param>
    /// <param name="other">Counts of what is compared, image for image.</param>
    /// <param name="add">Sum of two counts.</param>
    /// <param name="statistic">The score of summed counts.</param>
    /// <exception cref="ArgumentException">The two differ in length, there is no image, or the score is not finite.</exception>
    public static Estimate PooledDifference<T>(IEnumerable<T> reference, IEnumerable<T> other, Func<T, T, T> add, Func<T, double> statistic)
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(statistic);
        T[] ours = [.. reference];
        T[] theirs = [.. other];
        return ours.Length == theirs.Length
            ? Pooled(
                ours.Zip(theirs),
                (a, b) => (add(a.First, b.First), add(a.Second, b.Second)),
                pair => statistic(pair.Second) - statistic(pair.First),
                seed: 0)
            : throw new ArgumentException($"Expected counts of the same images, got {ours.Length} and {theirs.Length}.", nameof(other));
    }

    /// <summary>The middle 95 % of the values that resamples gave; sorts them.</summary>
    /// <param name="center">The value of the sample itself.</param>
    /// <param name="draws">One value per resample.</param>
    /// <param name="count">Number of values or images behind it.</param>
    internal static Estimate Interval(double center, double[] draws, int count)
    {
        Array.Sort(draws);
        return new(center, Quantile(draws, 0.025), Quantile(draws, 0.975), count);
    }

    private static T PoolOfResample<T>(T[] sample, Func<T, T, T> add, Random random)
    {
        var sum = sample[random.Next(sample.Length)];
        for (int i = 1; i < sample.Length; i++)
        {
            sum = add(sum, sample[random.Next(sample.Length)]);
        }

        return sum;
    }

    private static double Finite(double score) => double.IsFinite(score)
        ? score
        : throw new ArgumentException("Expected a finite score of every resample, got NaN or infinity. Say in the statistic what a class without pixels scores.");

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
