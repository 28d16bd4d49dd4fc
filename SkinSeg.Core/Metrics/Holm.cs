using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Holm's adjustment of several p-values: below a level stays only what would stand if all comparisons were made at that level together.</summary>
public static class Holm
{
    /// <summary>Adjusted p-values, in the order given.</summary>
    /// <remarks>Holm 1979: the smallest of m is multiplied by m, the next by m − 1, and so on; none falls below an earlier one, none exceeds 1.</remarks>
    /// <param name="pValues">Values in [0, 1].</param>
    /// <exception cref="ArgumentException">A value is NaN or outside [0, 1].</exception>
    public static ValueList<double> Adjust(IEnumerable<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        double[] values = [.. pValues];
        if (Array.FindIndex(values, p => !(p is >= 0 and <= 1)) is >= 0 and var wrong)
        {
            throw new ArgumentException(Invariant($"Expected p-values in [0, 1], got {values[wrong]} at place {wrong}."), nameof(pValues));
        }

        var adjusted = new double[values.Length];
        double largest = 0;
        int left = values.Length;
        foreach (int i in Enumerable.Range(0, values.Length).OrderBy(i => values[i]))
        {
            largest = Math.Max(largest, Math.Min(1, left-- * values[i]));
            adjusted[i] = largest;
        }

        return new(adjusted);
    }
}
