using System.Text.Json.Serialization;

namespace SkinSeg.Tensors;

/// <summary>Whether networks compute in the way that is fastest on the hardware at hand, or in the plainest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Acceleration>))]
public enum Acceleration
{
    /// <summary>
    /// Channels of a pixel side by side; products in bfloat16 where the processor multiplies those in hardware, with weights, sums of the loss and
    /// the optimizer in 32 bits; batch norms folded into convolutions for predictions.
    /// </summary>
    Automatic,

    /// <summary>The same with bfloat16 in any case, also where it is slow: to compare.</summary>
    MixedPrecision,

    /// <summary>32-bit floats, channel by channel, every layer by itself: the reference to compare with.</summary>
    Off,
}
