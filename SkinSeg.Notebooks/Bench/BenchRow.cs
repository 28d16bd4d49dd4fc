using System.Globalization;
using System.Text.Json.Serialization;

namespace SkinSeg.Notebooks.Bench;

/// <summary>One measurement: the same work done in the plain way and in the kit's, in one process.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Baseline">Median of the plain way.</param>
/// <param name="Ours">Median of the kit's way.</param>
/// <param name="Unit">Of both, for example <c>ms per image</c>; less is better.</param>
internal sealed record BenchRow(string Name, double Baseline, double Ours, string Unit)
{
    /// <summary>How often the kit's way fits into the plain one: 2 is twice as fast.</summary>
    [JsonPropertyOrder(1)]
    public double Ratio => Baseline / Ours;

    /// <summary>The geometric mean of several rows' ratios, as a row without times of its own.</summary>
    public static BenchRow GeometricMean(string name, IEnumerable<BenchRow> rows) =>
        new(name, Math.Exp(rows.Average(row => Math.Log(row.Ratio))), 1, "ratio");

    /// <summary>For example <c>resnet152 inference: 2.9 times as fast, 20.1 instead of 58.3 ms per image</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}: {Ratio:F2} times as fast, {Ours:G4} instead of {Baseline:G4} {Unit}");
}
