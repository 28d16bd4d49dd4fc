using System.Globalization;
using SkinSeg.Imaging;

namespace SkinSeg.Augmentation;

/// <summary>More or less contrast by one straight line per channel, the paper's "linear histogram equalization" (facts.md §6.3 #28).</summary>
/// <remarks>
/// The line is laid through the channel's 1st and 99th percentile. Above 0 both move outwards, at 1 to 0 and 255, which is the view
/// of test time (<see cref="Enhancement.StretchContrast"/>); below 0 both move inwards, at −1 to the middle between them.
/// </remarks>
/// <param name="Amount">Share of the way, in [−1, 1]; 0 changes nothing.</param>
public sealed record Contrast(double Amount) : IAdaptiveToneChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Contrast;

    IToneChange IAdaptiveToneChange.For(byte[] values)
    {
        var limits = Enhancement.Percentiles(values, 0.01, 0.99);
        return new Line([.. limits.Select(Straight)]);
    }

    /// <summary>For example <c>contrast +0.35</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"contrast {Amount:+0.00;-0.00}");

    private (double From, double To, double Slope) Straight((int Low, int High) limits)
    {
        var (low, high) = limits;
        double middle = (low + high) / 2.0;
        double newLow = Amount >= 0 ? low - (Amount * low) : low - (Amount * (middle - low));
        double newHigh = Amount >= 0 ? high + (Amount * (255 - high)) : high + (Amount * (high - middle));
        return (low, newLow, (newHigh - newLow) / (high - low));
    }

    private sealed record Line((double From, double To, double Slope)[] Channels) : IToneChange
    {
        public AugmentationRoutine Routine => AugmentationRoutine.Contrast;

        double IToneChange.Change(int channel, double value)
        {
            var (from, to, slope) = Channels[channel];
            return to + (slope * (value - from));
        }
    }
}
