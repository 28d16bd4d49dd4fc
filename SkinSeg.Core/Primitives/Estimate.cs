using System.Globalization;
using System.Net;

namespace SkinSeg.Primitives;

/// <summary>A mean with its 95 % interval and the number of values behind it.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Count">Number of values.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record Estimate(double Mean, double Low, double High, int Count) : ISelfDisplay
{
    /// <inheritdoc/>
    public string ToHtml() => WebUtility.HtmlEncode(ToString());

    /// <inheritdoc/>
    public string ToMarkdown() => ToString();

    /// <summary>For example <c>0.802 ± 0.011 (n = 100)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ToShortText()} (n = {Count})");

    /// <summary>Mean and half of the interval for a table, for example <c>0.802 ± 0.011</c>.</summary>
    internal string ToShortText() => string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} ± {(High - Low) / 2:F3}");

    /// <summary>Mean and interval for a table, for example <c>0.802 (0.791 to 0.813)</c>.</summary>
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} ({Low:F3} to {High:F3})");

    /// <summary>A difference and its interval for a table, for example <c>+0.012 (−0.003 to +0.027)</c>.</summary>
    internal string ToSignedText() => $"{Signed.Text(Mean, 3)} ({Signed.Text(Low, 3)} to {Signed.Text(High, 3)})";
}
