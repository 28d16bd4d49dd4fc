using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>Resamples of images for several networks at once: each draws the same images for all, so that differences and ranks come from the same draws as means.</summary>
/// <remarks>A network's interval is the one that <see cref="Bootstrap.Mean"/> gives for it alone, and two networks' that of their paired difference.</remarks>
internal sealed class JointBootstrap
{
    private readonly double[][] means; // network, resample
    private readonly int images;

    /// <summary>Draws the resamples.</summary>
    /// <param name="scores">Each network's scores, one per image, all in the order of the images.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">How many.</param>
    public JointBootstrap(double[][] scores, int seed, int resamples)
    {
        images = scores[0].Length;
        means = Array.ConvertAll(scores, _ => new double[resamples]);
        double[] byImage = [.. from i in Enumerable.Range(0, images) from network in scores select network[i]];
        var random = Seed.RandomFor(seed, 0, "bootstrap");
        var sums = new double[scores.Length];
        for (int r = 0; r < resamples; r++)
        {
            SumOfResample(byImage, sums, random);
            for (int k = 0; k < sums.Length; k++)
            {
                means[k][r] = sums[k] / images;
            }
        }
    }

    /// <summary>A network's mean with its 95 % interval.</summary>
    /// <param name="network">Its place.</param>
    /// <param name="mean">The mean of the images themselves.</param>
    public Estimate Mean(int network, double mean) => Bootstrap.Interval(mean, [.. means[network]], images);

    /// <summary>How far one network's mean lies above another's, with its 95 % interval.</summary>
    /// <param name="first">Place of the one.</param>
    /// <param name="second">Place of the other.</param>
    /// <param name="difference">The difference of the images themselves.</param>
    public Estimate Difference(int first, int second, double difference) =>
        Bootstrap.Interval(difference, [.. means[first].Zip(means[second], static (a, b) => a - b)], images);

    /// <summary>Share of resamples in which each network has each rank of the mean, best first; networks with equal means share their ranks.</summary>
    /// <returns>One list per network; each list, and each rank over all networks, sums to 1.</returns>
    public double[][] RankShares()
    {
        var shares = Array.ConvertAll(means, _ => new double[means.Length]);
        int resamples = means[0].Length;
        for (int r = 0; r < resamples; r++)
        {
            for (int k = 0; k < means.Length; k++)
            {
                Count(shares[k], k, r);
            }
        }

        return Array.ConvertAll(shares, row => Array.ConvertAll(row, count => count / resamples));
    }

    private void Count(double[] shares, int network, int resample)
    {
        double own = means[network][resample];
        int above = 0, equal = 0; // equal counts the network itself
        foreach (double[] other in means)
        {
            above += other[resample] > own ? 1 : 0;
            equal += other[resample] == own ? 1 : 0;
        }

        for (int rank = above; rank < above + equal; rank++)
        {
            shares[rank] += 1.0 / equal;
        }
    }

    private void SumOfResample(double[] byImage, double[] sums, Random random)
    {
        Array.Clear(sums);
        for (int i = 0; i < images; i++)
        {
            int at = random.Next(images) * sums.Length;
            for (int k = 0; k < sums.Length; k++)
            {
                sums[k] += byImage[at + k];
            }
        }
    }
}
