using System.Globalization;

namespace SkinSeg.Primitives;

/// <summary>Weights of a mean.</summary>
internal static class Weighting
{
    /// <summary>Refuses weights that no mean has.</summary>
    /// <param name="weights">One per member.</param>
    /// <param name="members">How many are averaged.</param>
    /// <exception cref="ArgumentException">Another number of weights than members, or one negative, infinite or NaN, or all 0.</exception>
    public static void Check(IReadOnlyList<double> weights, int members)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != members || weights.Any(weight => !(weight >= 0)) || !double.IsFinite(weights.Sum()) || weights.Sum() == 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected {members} finite weight(s) of at least 0, not all of them 0, got [{string.Join(", ", weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture)))}]."),
                nameof(weights));
        }
    }
}
