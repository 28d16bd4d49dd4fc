using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>The mean of each window, of those of its pixels that lie inside the map. It has no weights, so that it is no module and has no key.</summary>
/// <remarks>TensorFlow counts that way, and PyTorch where it is told to leave the padding out (facts.md §3.6).</remarks>
internal sealed class AveragePooling(Window window)
{
    private readonly Window window = window.WithoutRate();

    /// <summary>N×C×H×W → N×C×⌈H/stride⌉×⌈W/stride⌉; less without padding.</summary>
    public Tensor Of(Tensor input)
    {
        if (window.OverhangsAfter(input))
        {
            // Rounding up lets the last windows hang over the bottom and the right, without a padded copy.
            return functional.avg_pool2d(input, window.Sides, window.Strides, ceil_mode: true, count_include_pad: false);
        }

        using var scope = NewDisposeScope();
        var (padded, padding) = window.Pad(input);
        var mean = functional.avg_pool2d(padded, window.Sides, window.Strides, padding, count_include_pad: false);
        if (!ReferenceEquals(padded, input))
        {
            // Padding of our own was counted as zeros: each mean is divided by the share of its window that is inside.
            var inside = window.Pad(ones_like(input.narrow(1, 0, 1))).Input;               // N×1×H×W with its border
            mean = mean.div_(functional.avg_pool2d(inside, window.Sides, window.Strides));
        }

        return mean.MoveToOuterDisposeScope();
    }
}
