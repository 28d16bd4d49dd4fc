using SkinSeg.Tensors;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Place of one inverted residual block in its encoder.</summary>
/// <param name="InChannels">Channels that come in.</param>
/// <param name="OutChannels">Channels that go out.</param>
/// <param name="Expansion">How many times wider the block is inside.</param>
/// <param name="NominalStride">Its stride where nothing forbids halving; a block with 1 and equal channels adds its input.</param>
/// <param name="Config">The encoder's shape.</param>
internal sealed record InvertedResidualPlace(int InChannels, int OutChannels, int Expansion, int NominalStride, MobileNetV2Config Config)
{
    /// <summary>The stride it has.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Rate of its depthwise convolution.</summary>
    public int Rate { get; init; } = 1;

    /// <summary>The depthwise window.</summary>
    public Window Window => new(3)
    {
        Stride = Stride,
        Dilation = Rate,
        Padding = Config.StridedPadding,
    };
}

/// <summary>A convolution, a batch norm and a ReLU that is cut at 6, with torchvision's keys <c>0</c> and <c>1</c>.</summary>
internal sealed class CappedConvolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = "0")]
    private readonly Convolution convolution;

    [ComponentName(Name = "1")]
    private readonly BatchNorm norm;

    public CappedConvolution(Convolution convolution, BatchNorm norm)
        : base(nameof(CappedConvolution))
    {
        this.convolution = convolution;
        this.norm = norm;
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H/stride×W/stride, within 0 to 6.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.relu6(norm.call(convolution.call(input)), inplace: true).MoveToOuterDisposeScope();
    }
}

/// <summary>1×1 up, 3×3 of each channel by itself, 1×1 down without ReLU; the input is added where it fits (Sandler et al. 2018, Fig. 4d).</summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly Sequential conv;
    private readonly bool isSum;

    public InvertedResidual(InvertedResidualPlace place)
        : base(nameof(InvertedResidual))
    {
        isSum = place.NominalStride == 1 && place.InChannels == place.OutChannels;
        conv = Sequential(Layers(place).Select((layer, i) => (FormattableString.Invariant($"{i}"), layer)));
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = conv.call(input);  // N×Cout×H/stride×W/stride
        return (isSum ? x.add_(input, Scalars.One) : x).MoveToOuterDisposeScope();
    }

    private static IEnumerable<Module<Tensor, Tensor>> Layers(InvertedResidualPlace place)
    {
        int inside = place.InChannels * place.Expansion;
        var rule = place.Config.Norm;
        if (place.Expansion != 1)
        {
            yield return new CappedConvolution(new(place.InChannels, inside, new Window(1)), new(inside, rule));
        }

        yield return new CappedConvolution(new(inside, inside, place.Window, groups: inside), new(inside, rule));
        yield return new Convolution(inside, place.OutChannels, new Window(1));
        yield return new BatchNorm(place.OutChannels, rule);
    }
}
