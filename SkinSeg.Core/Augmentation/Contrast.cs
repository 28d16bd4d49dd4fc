using System.Globalization;
using SkinSeg.Imaging;

namespace SkinSeg.Augmentation;

/// <summary>More or less contrast by one straight line, the paper's "linear histogram equalization" (facts.md §6.3 #28).</summary>
/// <remarks>
/// Above 0, the 1st and the 99th percentile of all values move outwards, at 1 to 0 and 255. All channels share the line, so that skin keeps its
/// hue: the test-time view (<see cref="Enhancement.StretchContrast"/>) stretches each by itself, which on evenly colored skin gave cyan in
/// place of pink. Below 0, each channel moves towards the middle of its own percentiles, at −1 all the way: the lesion fades into the skin.
/// </remarks>
/// <param name="Amount">Share of the way, in [−1, 1]; 0 changes nothing.</param>
public sealed record Contrast(double Amount) : IAdaptiveToneChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Contrast;

    IToneChange IAdaptiveToneChange.For(byte[] values)
    {
        int[][] histograms = Enhancement.Histograms(values);
        return Amount < 0 ? Less(histograms) : More([.. Enumerable.Range(0, 256).Select(value => histograms.Sum(histogram => histogram[value]))]);
    }

    /// <summary>For example <c>contrast +0.35</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"contrast {Amount:+0.00;-0.00}");

    private Line Less(int[][] histograms) => new(1 + Amount, Array.ConvertAll(histograms, histogram =>
    {
        var (low, high) = Enhancement.Quantiles(histogram, 0.01, 0.99);
        return -Amount * (low + high) / 2;
    }));

    private Line More(int[] histogram)
    {
        var (low, high) = Enhancement.Quantiles(histogram, 0.01, 0.99);
        double newLow = (1 - Amount) * low, newHigh = high + (Amount * (255 - high));
        double slope = (newHigh - newLow) / (high - low), offset = newLow - (slope * low);
        return new(slope, [offset, offset, offset]);
    }

    private sealed record Line(double Slope, double[] Offsets) : IToneChange
    {
        public AugmentationRoutine Routine => AugmentationRoutine.Contrast;

        double IToneChange.Change(int channel, double value) => (Slope * value) + Offsets[channel];
    }
}
