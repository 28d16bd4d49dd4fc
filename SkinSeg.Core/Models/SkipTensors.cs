using static TorchSharp.torch;

namespace SkinSeg.Models;

/// <summary>What an encoder hands to a decoder: one feature map per halving of the image (facts.md §1.1).</summary>
/// <remarks>
/// For an image N×3×H×W the map of level k is N×Ck×(H/2ᵏ)×(W/2ᵏ), with the channels of <see cref="EncoderChannels"/>. Where an encoder keeps a
/// smaller stride, its <see cref="EncoderChannels.Stride"/>, the levels that would lie beyond it have that stride too.
/// </remarks>
/// <param name="C1">Stride 2.</param>
/// <param name="C2">Stride 4.</param>
/// <param name="C3">Stride 8.</param>
/// <param name="C4">Stride 16.</param>
/// <param name="C5">Stride 32.</param>
public readonly record struct SkipTensors(Tensor C1, Tensor C2, Tensor C3, Tensor C4, Tensor C5)
{
    /// <summary>Hands all maps to the scope around the current one.</summary>
    internal SkipTensors MoveToOuterDisposeScope() => new(
        C1.MoveToOuterDisposeScope(), C2.MoveToOuterDisposeScope(), C3.MoveToOuterDisposeScope(), C4.MoveToOuterDisposeScope(), C5.MoveToOuterDisposeScope());
}

/// <summary>Channels of an encoder's five feature maps (facts.md §1.3).</summary>
/// <param name="C1">At stride 2.</param>
/// <param name="C2">At stride 4.</param>
/// <param name="C3">At stride 8.</param>
/// <param name="C4">At stride 16.</param>
/// <param name="C5">At stride 32.</param>
public sealed record EncoderChannels(int C1, int C2, int C3, int C4, int C5)
{
    /// <summary>Pixels of the image per pixel of the smallest map: 32 where the encoder halves it five times, 16 or 8 in DeepLab (facts.md §2.2).</summary>
    public int Stride { get; init; } = 32;
}
