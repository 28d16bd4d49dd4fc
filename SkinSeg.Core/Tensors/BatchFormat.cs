using TorchSharp;
using static TorchSharp.torch;

namespace SkinSeg.Tensors;

/// <summary>How an image batch is laid out for a network: kind of numbers, and order in memory. The shape is N×C×H×W always.</summary>
/// <param name="Precision">float32, or bfloat16 for mixed precision: a network computes in the precision of its batch.</param>
/// <param name="ChannelsLast">Whether the channels of a pixel lie side by side, which convolutions keep from layer to layer.</param>
internal sealed record BatchFormat(ScalarType Precision, bool ChannelsLast)
{
    /// <summary>The plainest: 32 bits, channel by channel.</summary>
    public static BatchFormat Plain { get; } = new(ScalarType.Float32, ChannelsLast: false);

    /// <summary>What a setting means on a device.</summary>
    /// <remarks>On CUDA, 32-bit products use tensor cores (TF32, <see cref="TorchRuntime.UseTensorFloat32"/>) instead of bfloat16.</remarks>
    public static BatchFormat Of(Acceleration acceleration, Device device) => acceleration switch
    {
        Acceleration.Off => Plain,
        Acceleration.MixedPrecision => new(ScalarType.BFloat16, ChannelsLast: true),
        _ => new(device.type == DeviceType.CPU && ProcessorFeatures.Current.FastBfloat16 ? ScalarType.BFloat16 : ScalarType.Float32, ChannelsLast: true),
    };

    /// <summary>The batch in this format, copied only where it is in another; the caller owns the result.</summary>
    public Tensor Arrange(Tensor batch)
    {
        using var scope = NewDisposeScope();
        var arranged = ChannelsLast
            ? batch.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)  // N×H×W×C in memory
            : batch.contiguous();
        return arranged.to_type(Precision).alias().MoveToOuterDisposeScope();
    }

    /// <summary>For example <c>bfloat16, channels last</c>.</summary>
    public override string ToString() =>
        $"{Precision.ToString().ToLowerInvariant()}, channels {(ChannelsLast ? "last" : "first")}";
}
