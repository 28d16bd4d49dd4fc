using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>How a window is laid over the borders of a map.</summary>
internal enum WindowPadding
{
    /// <summary>Half the window on every side, as PyTorch's networks do it: the size is kept at stride 1.</summary>
    Half,

    /// <summary>None: the map shrinks ("valid").</summary>
    None,

    /// <summary>TensorFlow's "same": sides are divided by the stride and rounded up, the odd pixel goes to the bottom and the right (facts.md §3.6).</summary>
    Same,
}

/// <summary>The window of a convolution or a pooling: its size, its steps and what it does at the border.</summary>
/// <param name="Height">Rows of the kernel.</param>
/// <param name="Width">Columns of the kernel.</param>
internal readonly record struct Window(int Height, int Width)
{
    /// <summary>A square window.</summary>
    public Window(int side)
        : this(side, side)
    {
    }

    /// <summary>Pixels from one position to the next, both ways.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Pixels from one tap of the kernel to the next: 1, or the rate of an atrous convolution.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>What happens at the border.</summary>
    public WindowPadding Padding { get; init; } = WindowPadding.Half;

    /// <summary>Kernel for libtorch.</summary>
    public long[] Sides => [Height, Width];

    /// <summary>Stride for libtorch.</summary>
    public long[] Strides => [Stride, Stride];

    /// <summary>Dilation for libtorch.</summary>
    public long[] Dilations => [Dilation, Dilation];

    /// <summary>The map, padded where libtorch cannot, which pads both sides alike; and the padding that libtorch is to add itself.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="value">What the border holds: 0 for a convolution, −∞ for a maximum.</param>
    public (Tensor Input, long[] Padding) Pad(Tensor input, double value = 0)
    {
        var (top, bottom) = Border(input.shape[2], Height);
        var (left, right) = Border(input.shape[3], Width);
        return top == bottom && left == right
            ? (input, [top, left])
            : (functional.pad(input, [left, right, top, bottom], TorchSharp.PaddingModes.Constant, value), [0, 0]);
    }

    /// <summary>Whether all padding of that map lies at the bottom and the right, and rounding the number of positions up takes its place.</summary>
    public bool OverhangsAfter(Tensor input) =>
        Stride > 1 && (Border(input.shape[2], Height), Border(input.shape[3], Width)) is ((0, > 0), (0, > 0));

    /// <summary>The window itself, if its pixels are neighbours: libtorch cannot pool all others.</summary>
    /// <exception cref="ArgumentException">It has a rate.</exception>
    public Window WithoutRate() => Dilation == 1 ? this : throw new ArgumentException($"Expected a window without a rate for pooling, got {this}.");

    /// <summary>For example <c>3×3/2</c>, <c>1×7</c>, or <c>3×3, rate 6</c>.</summary>
    public override string ToString()
    {
        string stride = Stride > 1 ? string.Create(CultureInfo.InvariantCulture, $"/{Stride}") : string.Empty;
        string rate = Dilation > 1 ? string.Create(CultureInfo.InvariantCulture, $", rate {Dilation}") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{Height}×{Width}{stride}{rate}");
    }

    private (long Before, long After) Border(long side, int kernel)
    {
        int reach = (kernel - 1) * Dilation;
        switch (Padding)
        {
            case WindowPadding.None:
                return (0, 0);
            case WindowPadding.Half:
                return (reach / 2, reach / 2);
            default:
                long steps = (side - 1) / Stride;
                long total = Math.Max(0, (steps * Stride) + reach + 1 - side);
                return (total / 2, total - (total / 2));
        }
    }
}
