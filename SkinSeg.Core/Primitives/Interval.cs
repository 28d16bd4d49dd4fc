using System.Globalization;

namespace SkinSeg.Primitives;

/// <summary>A range of numbers from which one is drawn, both ends included.</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value; equal to <paramref name="Low"/> for a fixed number.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>A value drawn uniformly.</summary>
    public double Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return At(random.NextDouble());
    }

    /// <summary>The value at a share of the way from low (0) to high (1).</summary>
    public double At(double share) => Low + ((High - Low) * share);

    /// <summary>Whether <paramref name="value"/> lies within, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>For example <c>0.6–1.2</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low}–{High}");
}
