using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>The largest value of each window. It has no weights, so that it is no module and has no key.</summary>
internal sealed class MaxPooling(Window window)
{
    private readonly Window window = window.WithoutRate();

    /// <summary>N×C×H×W → N×C×⌈H/stride⌉×⌈W/stride⌉.</summary>
    public Tensor Of(Tensor input)
    {
        if (window.OverhangsAfter(input))
        {
            // Rounding up lets the last windows hang over the bottom and the right, without a padded copy.
            return functional.max_pool2d(input, window.Sides, window.Strides, ceil_mode: true);
        }

        using var scope = NewDisposeScope();
        var (padded, padding) = window.Pad(input, double.NegativeInfinity);
        return functional.max_pool2d(padded, window.Sides, window.Strides, padding).MoveToOuterDisposeScope();
    }
}
