using System.Globalization;

namespace SkinSeg.Augmentation;

/// <summary>A number added to each channel, another for each, cut to 0–255; the paper gives no range, ±20 is our choice (facts.md §6.3 #35).</summary>
/// <param name="Red">Added to red, of 255.</param>
/// <param name="Green">Added to green.</param>
/// <param name="Blue">Added to blue.</param>
public sealed record ChannelShift(double Red, double Green, double Blue) : IToneChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.ChannelShift;

    double IToneChange.Change(int channel, double value) => value + (channel == 0 ? Red : channel == 1 ? Green : Blue);

    /// <summary>For example <c>channels +3.0 -11.5 +0.2</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"channels {Red:+0.0;-0.0} {Green:+0.0;-0.0} {Blue:+0.0;-0.0}");
}
