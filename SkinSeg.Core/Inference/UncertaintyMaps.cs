using SkinSeg.Imaging;

namespace SkinSeg.Inference;

/// <summary>Where the variance of an image's predictions comes from; the parts add up to the total (law of total variance).</summary>
/// <remarks>Population variances, each prediction counting once, summed in whole numbers: <c>Total = BetweenFolds + WithinFolds</c> holds to the last rounding.</remarks>
/// <param name="Total">Variance of all predictions, in [0, 0.25].</param>
/// <param name="BetweenFolds">Variance of the folds' means over their views, in [0, 0.25]: what other training images would change.</param>
/// <param name="WithinFolds">Mean of the folds' variances over their views, in [0, 0.25]: what test-time augmentation changes.</param>
public sealed record VarianceSplit(ValueMap Total, ValueMap BetweenFolds, ValueMap WithinFolds)
{
    /// <summary>Share of the image's variance that lies between folds, in [0, 1]; 0 where there is none.</summary>
    public double FoldShare => Total.Mean > 0 ? Math.Min(1, BetweenFolds.Mean / Total.Mean) : 0;
}

/// <summary>How much an image's predictions can be relied on, pixel by pixel.</summary>
/// <remarks>
/// With p₁ … pₙ the predictions of a pixel and h the entropy of a yes-or-no answer in bits: <paramref name="Entropy"/> h(mean p) is all doubt,
/// <paramref name="MutualInformation"/> h(mean p) − mean h(p) is the part from disagreement (BALD; Houlsby et al. 2011, arXiv:1112.5745), and the rest is doubt that
/// all predictions share.
/// </remarks>
/// <param name="Mean">Mean probability, in [0, 1]; not quantised.</param>
/// <param name="StandardDeviation">Of the predictions, in [0, 0.5].</param>
/// <param name="Entropy">Predictive entropy in bits, in [0, 1].</param>
/// <param name="MutualInformation">Between a pixel's label and the choice of the prediction, in bits, in [0, 1]; 0 exactly where all predictions are equal.</param>
/// <param name="Variance">The variance and its parts.</param>
public sealed record UncertaintyMaps(ValueMap Mean, ValueMap StandardDeviation, ValueMap Entropy, ValueMap MutualInformation, VarianceSplit Variance)
{
    // h of all values that a map can have.
    private static readonly Lazy<double[]> Bits = new(static () => [.. Enumerable.Range(0, ProbabilityMap.One + 1).Select(v => EntropyInBits(v / (double)ProbabilityMap.One))]);

    /// <summary>The maps of a set of predictions, at the predictions' size; for the size of the image see <see cref="ValueMap.ResizeTo"/>.</summary>
    public static UncertaintyMaps Of(ViewMaps predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var size = predictions.Size;
        var sums = PixelSums.Of(predictions);
        ValueMap Each(Func<PixelSums, double> value) => new(size, Array.ConvertAll(sums, sum => value(sum)));
        return new(
            Each(static sum => sum.Mean),
            Each(static sum => Math.Sqrt(sum.Total)),
            Each(static sum => EntropyInBits(sum.Mean)),
            Each(static sum => sum.Total == 0 ? 0 : Math.Max(0, EntropyInBits(sum.Mean) - sum.MeanEntropy)),
            new(Each(static sum => sum.Total), Each(static sum => sum.BetweenFolds), Each(static sum => sum.WithinFolds)));
    }

    /// <summary>Entropy of a yes-or-no answer, in bits: 0 for a certain one, 1 for an even one.</summary>
    /// <param name="p">Probability of yes.</param>
    internal static double EntropyInBits(double p) => p is <= 0 or >= 1 ? 0 : -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p));

    // What one pixel's predictions add up to. Values are 0 to 65535, so the products stay whole and below 2^63 for up to 46,000 predictions.
    private readonly record struct PixelSums(long Count, long Folds, long Sum, long Squares, long FoldSquares, double Entropies)
    {
        private const double One = ProbabilityMap.One;

        public double Mean => Sum / (Count * One);

        public double MeanEntropy => Entropies / Count;

        public double Total => Scaled((Count * Squares) - (Sum * Sum));

        public double BetweenFolds => Scaled((Folds * FoldSquares) - (Sum * Sum));

        public double WithinFolds => Scaled((Count * Squares) - (Folds * FoldSquares));

        public static PixelSums[] Of(ViewMaps predictions)
        {
            var sums = new PixelSums[predictions.Size.Area];
            ushort[][] maps = [.. predictions.Maps.Select(item => item.Map.Values)];
            int views = predictions.Views.Count;
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = Of(maps, i, views);
            }

            return sums;
        }

        private static PixelSums Of(ushort[][] maps, int pixel, int views)
        {
            double[] bits = Bits.Value;
            long sum = 0, squares = 0, foldSquares = 0;
            double entropies = 0;
            for (int first = 0; first < maps.Length; first += views)
            {
                long foldSum = 0;
                for (int k = first; k < first + views; k++)
                {
                    long value = maps[k][pixel];
                    foldSum += value;
                    squares += value * value;
                    entropies += bits[value];
                }

                sum += foldSum;
                foldSquares += foldSum * foldSum;
            }

            return new(maps.Length, maps.Length / views, sum, squares, foldSquares, entropies);
        }

        private double Scaled(long product) => product / (Count * One * Count * One);
    }
}
