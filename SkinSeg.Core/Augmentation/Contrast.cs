using System.Globalization;
using SkinSeg.Imaging;

namespace SkinSeg.Augmentation;

/// <summary>More or less contrast by one straight line, the paper's "linear histogram equalization" (facts.md §6.3 #28).</summary>
/// <remarks>
/// The line is laid through the 1st and the 99th percentile of all values. Above 0 both move outwards, at 1 to 0 and 255; below 0 both
/// move inwards, at −1 to the middle between them. All channels share the line, so that skin keeps its hue: the test-time view
/// (<see cref="Enhancement.StretchContrast"/>) stretches each by itself, which on evenly colored skin gave cyan in place of pink.
/// </remarks>
/// <param name="Amount">Share of the way, in [−1, 1]; 0 changes nothing.</param>
public sealed record Contrast(double Amount) : IAdaptiveToneChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Contrast;

    IToneChange IAdaptiveToneChange.For(byte[] values)
    {
        int[][] histograms = Enhancement.Histograms(values);
        var (low, high) = Enhancement.Quantiles([.. Enumerable.Range(0, 256).Select(value => histograms.Sum(histogram => histogram[value]))], 0.01, 0.99);
        double middle = (low + high) / 2.0;
        double newLow = Amount >= 0 ? low - (Amount * low) : low - (Amount * (middle - low));
        double newHigh = Amount >= 0 ? high + (Amount * (255 - high)) : high + (Amount * (high - middle));
        return new Line(low, newLow, (newHigh - newLow) / (high - low));
    }

    /// <summary>For example <c>contrast +0.35</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"contrast {Amount:+0.00;-0.00}");

    private sealed record Line(double From, double To, double Slope) : IToneChange
    {
        public AugmentationRoutine Routine => AugmentationRoutine.Contrast;

        double IToneChange.Change(int channel, double value) => To + (Slope * (value - From));
    }
}
