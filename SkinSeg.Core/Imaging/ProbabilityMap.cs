using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>A network's belief, per pixel, that it belongs to the lesion (or attribute): 0 to 1 in 65,536 steps. Immutable.</summary>
/// <remarks>
/// Always quantised, v = round(65535·p), so that a map scores the same whether it was just predicted or read back from its 16-bit PNG.
/// </remarks>
public sealed class ProbabilityMap
{
    /// <summary>Value that stands for probability 1.</summary>
    public const int One = 65535;

    /// <summary>Wraps an array that nobody else changes: one value per pixel, row by row.</summary>
    internal ProbabilityMap(ImageSize size, ushort[] values)
    {
        if (values.Length != size.Area)
        {
            throw new ArgumentException($"Expected {size.Area} values for a map of {size}, got {values.Length}.", nameof(values));
        }

        Size = size;
        Values = values;
    }

    /// <summary>Height and width in pixels.</summary>
    public ImageSize Size { get; }

    /// <summary>Probability in row <paramref name="row"/> and column <paramref name="column"/>; both count from 0.</summary>
    public double this[int row, int column] => Values[(row * Size.Width) + column] / (double)One;

    /// <summary>The quantised values row by row. Shared, not copied: for use within the kit, never changed.</summary>
    internal ushort[] Values { get; }

    /// <summary>Quantises probabilities given row by row.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="probabilities">One value in [0, 1] per pixel.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the size, or one is NaN or outside [0, 1].</exception>
    public static ProbabilityMap FromProbabilities(ImageSize size, IReadOnlyList<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var values = new ushort[probabilities.Count];
        for (int i = 0; i < values.Length; i++)
        {
            float p = probabilities[i];
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Expected probabilities in [0, 1], got {p} at row {i / size.Width}, column {i % size.Width}."),
                    nameof(probabilities));
            }

            values[i] = (ushort)Math.Round((double)p * One);
        }

        return new(size, values);
    }

    /// <summary>Mean of several maps of one size: the ensemble of paper section II-D (facts.md §6.3 #31).</summary>
    /// <exception cref="ArgumentException">There is no map, or sizes differ.</exception>
    public static ProbabilityMap Mean(IReadOnlyList<ProbabilityMap> maps)
    {
        CheckSizes(maps);
        var sums = new long[maps[0].Values.Length];
        foreach (var map in maps)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += map.Values[i];
            }
        }

        return new(maps[0].Size, Array.ConvertAll(sums, sum => (ushort)Math.Round((double)sum / maps.Count)));
    }

    /// <summary>Weighted mean of several maps of one size; equal weights, whatever they are, give the very map of <see cref="Mean(IReadOnlyList{ProbabilityMap})"/>.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="weights">One per map, at least 0; they are divided by their sum, so that 3 and 1 mean the same as 0.75 and 0.25.</param>
    /// <exception cref="ArgumentException">There is no map, sizes differ, or the weights are not one per map, finite, at least 0 and not all 0.</exception>
    public static ProbabilityMap Mean(IReadOnlyList<ProbabilityMap> maps, IReadOnlyList<double> weights)
    {
        CheckSizes(maps);
        Weighting.Check(weights, maps.Count);
        if (weights.All(weight => weight == weights[0]))
        {
            return Mean(maps); // in whole numbers, where a half is a half
        }

        double total = weights.Sum();
        var sums = new double[maps[0].Values.Length];
        for (int k = 0; k < maps.Count; k++)
        {
            double share = weights[k] / total;
            ushort[] values = maps[k].Values;
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += share * values[i];
            }
        }

        return new(maps[0].Size, Array.ConvertAll(sums, static sum => (ushort)Math.Min(Math.Round(sum), One)));
    }

    /// <summary>The quantised value above which a pixel has p &gt; <paramref name="threshold"/>: v &gt; floor(65535·T + 1e-6).</summary>
    /// <param name="threshold">A probability in [0, 1].</param>
    public static int QuantizedThreshold(double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1.0);
        return (int)Math.Floor((One * threshold) + 1e-6); // 1e-6: T like 0.7 has no exact binary form
    }

    /// <summary>Pixels with probability strictly above <paramref name="threshold"/> (facts.md §6.3 #15).</summary>
    public Mask Above(double threshold)
    {
        int cut = QuantizedThreshold(threshold);
        return new(Size, Array.ConvertAll(Values, value => value > cut ? Mask.Set : (byte)0));
    }

    /// <summary>The probabilities row by row; a copy.</summary>
    public double[] ToArray() => Array.ConvertAll(Values, static value => value / (double)One);

    /// <summary>For example <c>probability map 192×256, mean 0.214</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"probability map {Size}, mean {Values.Average(value => value / (double)One):F3}");

    private static void CheckSizes(IReadOnlyList<ProbabilityMap> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count == 0 || maps.Any(map => map.Size != maps[0].Size))
        {
            throw new ArgumentException($"Expected at least one map and one size, got [{string.Join(", ", maps.Select(map => map.Size))}].", nameof(maps));
        }
    }
}
