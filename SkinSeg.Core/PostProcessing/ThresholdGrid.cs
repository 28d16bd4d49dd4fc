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
    public static ThresholdGrid Extended { get; } = new() { High = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, .. Paper.High] };

    /// <summary>Every pair as a rule like <paramref name="rule"/>, all low thresholds of the first high one first.</summary>
    /// <exception cref="ArgumentException">A list is empty, or a threshold is not in [0, 1].</exception>
    public ValueList<DualThreshold> Pairs(DualThreshold rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return High.Count > 0 && Low.Count > 0
            ? new(from high in High from low in Low select rule with { High = high, Low = low })
            : throw new ArgumentException($"Expected at least one high and one low threshold, got {High.Count} and {Low.Count}.");
    }
}
