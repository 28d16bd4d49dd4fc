using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A convolution and a batch norm, with or without ReLU.</summary>
internal sealed class NormedConvolution : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly Convolution conv;
    private readonly BatchNorm bn;
    private readonly bool rectified;

    public NormedConvolution(Convolution convolution, BatchNorm norm, bool rectified = true)
        : base(nameof(NormedConvolution))
    {
        conv = convolution;
        bn = norm;
        this.rectified = rectified;
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = bn.call(conv.call(input));  // N×Cout×H/stride×W/stride
        return (rectified ? x.relu_() : x).MoveToOuterDisposeScope();
    }
}

/// <summary>A convolution of each channel by itself, then one across channels, each with a batch norm (facts.md §2.2, "SepConv_BN").</summary>
internal sealed class NormedSeparableConvolution : Module<Tensor, Tensor>
{
    private readonly Convolution conv_dw;
    private readonly BatchNorm bn_dw;
    private readonly Convolution conv_pw;
    private readonly BatchNorm bn_pw;
    private readonly bool rectified;

    /// <summary>A layer with undrawn weights.</summary>
    /// <param name="inChannels">Channels that come in.</param>
    /// <param name="outChannels">Channels that go out.</param>
    /// <param name="window">Window of the first convolution; the second is 1×1.</param>
    /// <param name="norm">What the batch norms have in common.</param>
    /// <param name="rectified">Whether a ReLU follows each batch norm ("depth activation"); else none is here at all.</param>
    public NormedSeparableConvolution(int inChannels, int outChannels, Window window, BatchNormRule norm, bool rectified = true)
        : base(nameof(NormedSeparableConvolution))
    {
        conv_dw = new(inChannels, inChannels, window, groups: inChannels);
        bn_dw = new(inChannels, norm);
        conv_pw = new(inChannels, outChannels, new Window(1));
        bn_pw = new(outChannels, norm);
        this.rectified = rectified;
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = Rectified(bn_dw.call(conv_dw.call(input)));  // N×Cin×H/stride×W/stride
        x = Rectified(bn_pw.call(conv_pw.call(x)));          // N×Cout×H/stride×W/stride
        return x.MoveToOuterDisposeScope();
    }

    private Tensor Rectified(Tensor x) => rectified ? x.relu_() : x;
}
