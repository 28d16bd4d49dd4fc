using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A map whose pixels are to be repeated k×k times before a convolution sees them.</summary>
/// <param name="Map">N×C×H×W.</param>
/// <param name="Factor">k; 1 leaves the map as it is.</param>
internal readonly record struct EnlargedMap(Tensor Map, int Factor)
{
    /// <summary>N×C×kH×kW: nearest neighbour, as in the adopted code (facts.md §1.2).</summary>
    public Tensor Enlarge() => Factor == 1
        ? Map
        : functional.interpolate(Map, scale_factor: [Factor, Factor], mode: InterpolationMode.Nearest);
}
