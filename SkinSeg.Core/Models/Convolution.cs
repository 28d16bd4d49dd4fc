using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A convolution. Its weights are not drawn here but by <see cref="Initialization"/>.</summary>
/// <remarks>
/// TorchSharp's own layer draws weights from the process's generator, which costs time and makes them depend on what was built before;
/// and this is the one place where precision and padding of every convolution are chosen.
/// </remarks>
internal sealed class Convolution : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Window window;
    private readonly int groups;

    /// <summary>A layer with undrawn weights.</summary>
    /// <param name="inChannels">Channels that come in.</param>
    /// <param name="outChannels">Channels that go out.</param>
    /// <param name="window">Kernel, stride, rate and padding.</param>
    /// <param name="withBias">Whether a number is added per channel.</param>
    /// <param name="groups">1, or as many as channels: then each channel has a kernel of its own ("depthwise").</param>
    public Convolution(int inChannels, int outChannels, Window window, bool withBias = false, int groups = 1)
        : base(nameof(Convolution))
    {
        this.window = window;
        this.groups = groups;
        weight = new Parameter(empty(outChannels, inChannels / groups, window.Height, window.Width));
        weight.DetachFromDisposeScope();
        if (withBias)
        {
            bias = new Parameter(empty(outChannels));
            bias.DetachFromDisposeScope();
        }

        RegisterComponents();
    }

    /// <summary>The kernel's window.</summary>
    public Window Window => window;

    /// <summary>N×Cin×H×W → N×Cout×⌈H/stride⌉×⌈W/stride⌉; less without padding.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (padded, padding) = window.Pad(input);
        // Mixed precision: the input's precision is computed in, while weights and their gradients keep their own.
        var kernel = input.dtype == weight.dtype ? weight : weight.to_type(input.dtype);
        var offset = bias is null || input.dtype == bias.dtype ? bias : bias.to_type(input.dtype);
        return functional.conv2d(padded, kernel, offset, window.Strides, padding, window.Dilations, groups).MoveToOuterDisposeScope();
    }

    /// <summary>For example <c>convolution 3×3/2</c>.</summary>
    public override string ToString() => $"{(groups > 1 ? "depthwise convolution" : "convolution")} {window}";
}
