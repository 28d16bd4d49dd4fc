using System.Globalization;

namespace SkinSeg.Primitives;

/// <summary>Differences as text, with their sign.</summary>
internal static class Signed
{
    /// <summary>For example <c>+0.012</c>, <c>−0.300</c>; what rounds to nothing is <c>+0.000</c>.</summary>
    /// <param name="difference">The number.</param>
    /// <param name="digits">Digits behind the point.</param>
    public static string Text(double difference, int digits)
    {
        double rounded = Math.Round(difference, digits);
        string sign = rounded < 0 ? "−" : "+";
        return sign + Math.Abs(rounded).ToString($"F{digits}", CultureInfo.InvariantCulture);
    }
}
