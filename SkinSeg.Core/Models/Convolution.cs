using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A square convolution whose padding keeps the size at stride 1. Its weights are not drawn here but by <see cref="Initialization"/>.</summary>
/// <remarks>
/// TorchSharp's own layer draws weights from the process's generator, which costs time and makes them depend on what was built before;
/// and this is the one place where precision and padding of every convolution can be chosen.
/// </remarks>
internal sealed class Convolution : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long kernelSize;
    private readonly long[] stride;
    private readonly long[] padding;

    public Convolution(int inChannels, int outChannels, int kernelSize, int stride = 1, bool withBias = false)
        : base(nameof(Convolution))
    {
        this.kernelSize = kernelSize;
        this.stride = [stride, stride];
        padding = [kernelSize / 2, kernelSize / 2];
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize));
        weight.DetachFromDisposeScope();
        if (withBias)
        {
            bias = new Parameter(empty(outChannels));
            bias.DetachFromDisposeScope();
        }

        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×⌈H/stride⌉×⌈W/stride⌉.</summary>
    public override Tensor forward(Tensor input)
    {
        if (input.dtype == weight.dtype)
        {
            return functional.conv2d(input, weight, bias, stride, padding);
        }

        // Mixed precision: the input's precision is computed in, while weights and their gradients keep their own.
        using var scope = NewDisposeScope();
        return functional.conv2d(input, weight.to_type(input.dtype), bias?.to_type(input.dtype), stride, padding).MoveToOuterDisposeScope();
    }

    /// <summary>For example <c>convolution 3×3/2</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"convolution {kernelSize}×{kernelSize}{(stride[0] > 1 ? $"/{stride[0]}" : string.Empty)}");
}
