using SkinSeg.Tensors;
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
    private Parameter weight;
    private Parameter? bias;
    private readonly int groups;
    private readonly Dictionary<(long First, int Factor), Tensor> enlarged = [];
    private bool isArranged;

    /// <summary>A layer with undrawn weights.</summary>
    /// <param name="inChannels">Channels that come in.</param>
    /// <param name="outChannels">Channels that go out.</param>
    /// <param name="window">Kernel, stride, rate and padding.</param>
    /// <param name="withBias">Whether a number is added per channel.</param>
    /// <param name="groups">1, or as many as channels: then each channel has a kernel of its own ("depthwise").</param>
    public Convolution(int inChannels, int outChannels, Window window, bool withBias = false, int groups = 1)
        : base(nameof(Convolution))
    {
        Window = window;
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
    public Window Window { get; }

    /// <summary>N×Cin×H×W → N×Cout×⌈H/stride⌉×⌈W/stride⌉; less without padding.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (padded, padding) = Window.Pad(input);
        // Mixed precision: the input's precision is computed in, while weights and their gradients keep their own.
        var kernel = input.dtype == weight.dtype ? weight : weight.to_type(input.dtype);
        var offset = bias is null || input.dtype == bias.dtype ? bias : bias.to_type(input.dtype);
        if (Window is { Height: 1, Width: 1, Stride: > 1 } && input.dtype == ScalarType.BFloat16)
        {
            return functional.conv2d(Thinned(padded), kernel, offset, groups: groups).MoveToOuterDisposeScope();
        }

        return functional.conv2d(padded, kernel, offset, Window.Strides, padding, Window.Dilations, groups).MoveToOuterDisposeScope();
    }

    // The pixels that a 1×1 window with a stride sees. oneDNN's gradient of such a convolution in bfloat16 writes past its buffer where there are
    // fewer than 16 channels and several threads (libtorch 2.10, AVX-512), so that the stride is taken here and the window goes without.
    private Tensor Thinned(Tensor input)
    {
        var every = TensorIndex.Slice(null, null, Window.Stride);
        return input.index(TensorIndex.Ellipsis, every, every);
    }

    /// <summary>The convolution of several maps side by side, each enlarged first: N×Ci×Hi×Wi → N×Cout×H×W with H = ki·Hi. The kernel is 3×3 with stride 1.</summary>
    /// <remarks>A batch with its channels last is spared the enlarged maps, see <see cref="EnlargedKernel"/>; another goes the plain way.</remarks>
    /// <param name="maps">The maps in the order of the kernel's input channels; the channels together are all of them.</param>
    public Tensor OfEnlarged(params IReadOnlyList<EnlargedMap> maps)
    {
        using var scope = NewDisposeScope();
        if (maps[0].Map.is_contiguous())
        {
            var enlarged = maps.Select(map => map.Enlarge()).ToList();
            return call(enlarged.Count == 1 ? enlarged[0] : cat(enlarged, dim: 1)).MoveToOuterDisposeScope();
        }

        Tensor? sum = null;
        long first = 0;
        foreach (var (map, factor) in maps)
        {
            var kernel = EnlargedPart(first, map.shape[1], factor, map.dtype);
            var offset = sum is null ? bias?.to_type(map.dtype) : null;
            var part = factor == 1
                ? functional.conv2d(map, kernel, offset, [1, 1], [1, 1])
                : functional.conv_transpose2d(map, kernel, offset, [factor, factor], [1, 1]);
            sum = sum?.add_(part, Scalars.One) ?? part;
            first += map.shape[1];
        }

        return sum!.MoveToOuterDisposeScope();
    }

    /// <summary>Precision of its weights.</summary>
    internal ScalarType Precision => weight.dtype;

    /// <summary>Takes over what a batch norm behind it does in evaluation: w ← w·γ/√(σ²+ε), b ← β + (b − μ)·γ/√(σ²+ε). It cannot be trained afterwards.</summary>
    /// <param name="scale">γ/√(σ²+ε), one number per output channel.</param>
    /// <param name="shift">β − μ·γ/√(σ²+ε).</param>
    internal void Absorb(Tensor scale, Tensor shift)
    {
        using var scope = NewDisposeScope();
        Replace(ref weight!, weight * scale.view(-1, 1, 1, 1));
        Replace(ref bias, bias is null ? shift : shift.Plus(bias * scale));
    }

    /// <summary>Puts its numbers into the precision and order that a batch will have, once instead of at each call. It cannot be trained afterwards.</summary>
    internal void Arrange(BatchFormat format)
    {
        using var scope = NewDisposeScope();
        isArranged = true;
        Replace(ref weight!, format.Arrange(weight));
        Replace(ref bias, bias?.to_type(format.Precision));
    }

    // The kernel of some input channels for maps that are enlarged; computed once where the weights do not change any more.
    private Tensor EnlargedPart(long first, long count, int factor, ScalarType precision)
    {
        if (enlarged.TryGetValue((first, factor), out var kept))
        {
            return kept;
        }

        var part = weight.narrow(1, first, count);
        var kernel = (factor == 1 ? part : EnlargedKernel.Of(part, factor)).to_type(precision);
        if (isArranged)
        {
            enlarged[(first, factor)] = kernel.DetachFromDisposeScope();
        }

        return kernel;
    }

    private static void Replace(ref Parameter? old, Tensor? values)
    {
        var fresh = values is null ? null : new Parameter(values.detach(), requires_grad: false);
        fresh?.DetachFromDisposeScope();
        old?.Dispose();
        old = fresh;
    }

    /// <summary>For example <c>convolution 3×3/2</c>.</summary>
    public override string ToString() => $"{(groups > 1 ? "depthwise" : "convolution")} {Window}";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var kernel in enlarged.Values)
        {
            kernel.Dispose();
        }

        enlarged.Clear();
        // Registered by the base class or, once folded, known here alone; releasing twice does no harm.
        weight.Dispose();
        bias?.Dispose();
        base.Dispose(disposing);
    }
}
