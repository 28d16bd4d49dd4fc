using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>The pairs of thresholds to try: each high one with each low one. The defaults are the paper's 7 × 12 = 84 (section II-B-3).</summary>
public sealed record ThresholdGrid
{
    /// <summary>Values of T_H; 0.996 as printed (facts.md §6.1 #19).</summary>
    public ValueList<double> High { get; init; } = [0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.996];

    /// <summary>Values of T_L: 0.3 to 0.85 in steps of 0.05.</summary>
    public ValueList<double> Low { get; init; } = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85];

    /// <summary>The paper's grid.</summary>
    public static ThresholdGrid Paper { get; } = new();

    /// <summary>The paper's grid with T_H from 0.5 on: its best T_H is its lowest, so the optimum may lie beyond (facts.md §6.2 #4).</summary>
    public static ThresholdGrid Extended { get; } = From(0.5, 0.3);

    /// <summary>For attributes: T_H from 0.2 and T_L from 0.1 on, since the maps of what is rare seldom come near 0.8 (facts.md §6.3 #22).</summary>
    public static ThresholdGrid Attributes { get; } = From(0.2, 0.1);

    /// <summary>The paper's grid, extended below in equal steps.</summary>
    /// <param name="lowestHigh">Where T_H begins, in [0, 1]; from 0.8 on, T_H is the paper's.</param>
    /// <param name="lowestLow">Where T_L begins, in [0, 1]; from 0.3 on, T_L is the paper's.</param>
    /// <param name="step">Distance of the thresholds below the paper's, at least 0.001.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is not in [0, 1], or the step is below 0.001 or no number.</exception>
    public static ThresholdGrid From(double lowestHigh, double lowestLow, double step = 0.05)
    {
        var paper = new ThresholdGrid();
        return new() { High = [.. Below(paper.High[0], lowestHigh, step), .. paper.High], Low = [.. Below(paper.Low[0], lowestLow, step), .. paper.Low] };
    }

    /// <summary>Every pair as a rule like <paramref name="rule"/>, all low thresholds of the first high one first.</summary>
    /// <exception cref="ArgumentException">A list is empty, or a threshold is not in [0, 1].</exception>
    public ValueList<DualThreshold> Pairs(DualThreshold rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return High.Count > 0 && Low.Count > 0
            ? new(from high in High from low in Low select rule with { High = high, Low = low })
            : throw new ArgumentException($"Expected at least one high and one low threshold, got {High.Count} and {Low.Count}.");
    }

    private static IEnumerable<double> Below(double end, double lowest, double step)
    {
        const double Finest = 0.001; // finer than any map is sure of, and a bound on the time that a slip of the pen can cost
        if (!(lowest is >= 0 and <= 1 && step >= Finest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), string.Create(CultureInfo.InvariantCulture, $"Expected a threshold in [0, 1] and a step of at least {Finest}, got {lowest} and {step}."));
        }

        // Rounded, so that the ninth step of 0.05 is the number that one writes, 0.95.
        return Enumerable.Range(0, (int)(1 / step) + 1).Select(i => Math.Round(lowest + (i * step), 9)).TakeWhile(threshold => threshold < end);
    }
}
