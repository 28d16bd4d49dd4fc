using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>What to answer when no pixel of the map exceeds the high threshold; the paper is silent (facts.md §6.3 #19).</summary>
public enum EmptyMarkerRule
{
    /// <summary>The largest object above the low threshold; if there is none either, the pixels around the most probable one that are equal to it.</summary>
    FallBack,

    /// <summary>An empty mask.</summary>
    LeaveEmpty,
}

/// <summary>Where the object in a post-processed mask came from.</summary>
public enum MarkerSource
{
    /// <summary>From pixels above the high threshold, as the paper says.</summary>
    High,

    /// <summary>There were none: the largest object above the low threshold.</summary>
    LargestAboveLow,

    /// <summary>Nothing exceeded the low threshold either: the most probable pixel and its equals.</summary>
    MostProbable,

    /// <summary>Nowhere: the mask is empty.</summary>
    None,
}

/// <summary>A post-processed mask, and how it came about.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="Source">Whether a fallback was needed.</param>
public sealed record DualThresholdResult(Mask Mask, MarkerSource Source);

/// <summary>The paper's post-processing: the largest object that is certain grows into what is likely (section II-B-3, Eq. 2).</summary>
/// <remarks>
/// Marker: probability above <see cref="High"/>, its largest object. Mask: probability above <see cref="Low"/>. Result: the mask's objects that
/// the marker touches. Both thresholds are strict and objects 8-connected (facts.md §6.3 #15–18).
/// </remarks>
public sealed record DualThreshold
{
    /// <summary>T_H in [0, 1]; 0.8: best for every network of the paper's Table I.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in [0, 1].</exception>
    public double High { get; init => field = Probability(value); } = 0.8;

    /// <summary>T_L in [0, 1]; 0.5: best for three of the five networks of Table I. Where it exceeds <see cref="High"/>, the marker is cut to the mask (#16).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in [0, 1].</exception>
    public double Low { get; init => field = Probability(value); } = 0.5;

    /// <summary>Keep only the marker's largest object: true for lesions, false for attributes (section II-C-4).</summary>
    public bool KeepLargestMarker { get; init; } = true;

    /// <summary>What to do without a marker; <see cref="EmptyMarkerRule.FallBack"/>, since an empty Task 1 mask scores 0.</summary>
    public EmptyMarkerRule EmptyMarker { get; init; } = EmptyMarkerRule.FallBack;

    /// <summary>Fill holes of the result; not in the paper, though the true masks have none (facts.md §6.3 #20).</summary>
    public bool FillHoles { get; init; }

    /// <summary>The thresholds of the authors' entry on the leaderboard, "Th=0.80,Tl=0.65" (facts.md §6.2 #1).</summary>
    public static DualThreshold Submission { get; } = new() { High = 0.8, Low = 0.65 };

    /// <summary>For attributes: all marker objects grow, and none means that the attribute is not there, as in most images (section II-C-4, facts.md §6.3 #44).</summary>
    public static DualThreshold Attribute { get; } = new() { KeepLargestMarker = false, EmptyMarker = EmptyMarkerRule.LeaveEmpty };

    /// <summary>The same rule with a lower T_H, down to 0: the paper's third submission of attributes lowers each by 0.05 (facts.md §6.3 #22).</summary>
    /// <param name="by">How much lower, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Not in [0, 1].</exception>
    public DualThreshold WithHighLowered(double by) => this with { High = Math.Max(0, Math.Round(High - Probability(by), 9)) };

    /// <summary>The mask of a probability map, of the map's size.</summary>
    public Mask Apply(ProbabilityMap map) => Explain(map).Mask;

    /// <summary>The mask of a probability map, and whether a fallback was needed.</summary>
    public DualThresholdResult Explain(ProbabilityMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var result = Reconstruct(map);
        return FillHoles ? result with { Mask = result.Mask.FillHoles() } : result;
    }

    /// <summary>For example <c>T_H 0.80, T_L 0.50</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"T_H {High:0.00#}, T_L {Low:0.00#}");

    /// <summary>The most probable pixel, of equals the first in column-major order, and the pixels of equal probability that touch it.</summary>
    internal static Mask MostProbable(ProbabilityMap map)
    {
        ushort highest = map.Values.Max();
        int first = ColumnMajor.FirstIndex(map.Size, i => map.Values[i] == highest);
        var marker = Mask.From(map.Size, (row, column) => (row * map.Size.Width) + column == first);
        return Reconstruction.OfMask(marker, new(map.Size, Array.ConvertAll(map.Values, value => value == highest ? Mask.Set : (byte)0)));
    }

    private static double Probability(double value) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a threshold in [0, 1].");

    private DualThresholdResult Reconstruct(ProbabilityMap map)
    {
        var marker = map.Above(High);
        var mask = map.Above(Low);
        var grown = Reconstruction.OfMask(KeepLargestMarker ? marker.LargestComponent() : marker, mask);
        return grown.IsEmpty ? FallBack(map, mask) : new(grown, MarkerSource.High);
    }

    private DualThresholdResult FallBack(ProbabilityMap map, Mask mask) => (EmptyMarker, mask.IsEmpty) switch
    {
        (EmptyMarkerRule.LeaveEmpty, _) => new(Mask.Empty(map.Size), MarkerSource.None),
        (_, false) => new(mask.LargestComponent(), MarkerSource.LargestAboveLow),
        _ => new(MostProbable(map), MarkerSource.MostProbable),
    };
}
