using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>Resamples images and refers the most uncertain of each resample anew. Seed 0, 2000 resamples, as for means.</summary>
internal sealed class ReferralBootstrap
{
    private const int Resamples = 2000;
    private readonly double[] scores; // most certain first
    private readonly int[] places;    // where each image of the order given stands in scores: the draws are those of a mean's interval
    private readonly int[] tieEnds;   // for each place the one after the last that is as uncertain
    private readonly int kept;

    private ReferralBootstrap(ValueList<ReferralCase> cases, int kept)
    {
        int[] order = [.. Enumerable.Range(0, cases.Count).OrderBy(i => cases[i].Uncertainty)];
        ReferralCase[] ordered = Array.ConvertAll(order, i => cases[i]);
        places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        scores = Array.ConvertAll(ordered, image => image.Score);
        tieEnds = new int[ordered.Length];
        for (int i = ordered.Length - 1; i >= 0; i--)
        {
            bool last = i == ordered.Length - 1 || ordered[i].Uncertainty != ordered[i + 1].Uncertainty;
            tieEnds[i] = last ? i + 1 : tieEnds[i + 1];
        }

        this.kept = kept;
    }

    /// <summary>Mean score of the <paramref name="kept"/> most certain images.</summary>
    public static Estimate Score(ValueList<ReferralCase> cases, int kept)
    {
        var bootstrap = new ReferralBootstrap(cases, kept);
        return bootstrap.Interval(bootstrap.KeptMean);
    }

    /// <summary>That mean minus the mean of all, both of the same resample.</summary>
    public static Estimate Gain(ValueList<ReferralCase> cases, int kept)
    {
        var bootstrap = new ReferralBootstrap(cases, kept);
        return bootstrap.Interval(times => bootstrap.KeptMean(times) - bootstrap.Mean(times));
    }

    private Estimate Interval(Func<int[], double> statistic)
    {
        var random = Seed.RandomFor(0, 0, "bootstrap");
        var times = new int[scores.Length]; // how often the resample holds the image at each place
        var draws = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            Array.Clear(times);
            for (int i = 0; i < times.Length; i++)
            {
                times[places[random.Next(times.Length)]]++;
            }

            draws[r] = statistic(times);
        }

        Array.Fill(times, 1);
        return Bootstrap.Interval(statistic(times), draws, scores.Length);
    }

    private double KeptMean(int[] times)
    {
        double sum = 0;
        int left = kept;
        for (int first = 0; left > 0; first = tieEnds[first])
        {
            var (count, total) = Sum(times, first, tieEnds[first]);
            int taken = Math.Min(left, count);
            sum += count == 0 ? 0 : total * taken / count; // of equally uncertain images, their mean
            left -= taken;
        }

        return sum / kept;
    }

    private double Mean(int[] times) => Sum(times, 0, times.Length).Total / times.Length;

    private (int Count, double Total) Sum(int[] times, int from, int to)
    {
        int count = 0;
        double total = 0;
        for (int i = from; i < to; i++)
        {
            count += times[i];
            total += times[i] * scores[i];
        }

        return (count, total);
    }
}
