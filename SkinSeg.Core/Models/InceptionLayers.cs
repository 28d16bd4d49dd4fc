using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A convolution without bias, batch norm and ReLU: what an Inception network is made of.</summary>
internal sealed class ConvolutionUnit : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys, in the order of the forward pass.
    private readonly Convolution conv;
    private readonly BatchNorm bn;

    public ConvolutionUnit(int inChannels, int outChannels, Window window, BatchNormRule norm)
        : base(nameof(ConvolutionUnit))
    {
        conv = new(inChannels, outChannels, window);
        bn = new(outChannels, norm);
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×⌈H/stride⌉×⌈W/stride⌉; less without padding.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return bn.call(conv.call(input)).relu_().MoveToOuterDisposeScope();
    }
}

/// <summary>Makes the layers of one encoder. Widths are written as in the published network, and come out as the encoder's own.</summary>
internal sealed class InceptionLayers(InceptionResNetConfig config)
{
    /// <summary>The window that halves a map.</summary>
    public Window Halving { get; } = new(3) { Stride = 2, Padding = config.ShrinkingPadding };

    /// <summary>A 3×3 window that loses its border in the reference.</summary>
    public Window Shrinking { get; } = new(3) { Padding = config.ShrinkingPadding };

    /// <summary>The unit that takes the image's three colors and halves it.</summary>
    public ConvolutionUnit First(int outChannels) => new(3, config.Width(outChannels), Halving, config.Norm);

    /// <summary>One unit.</summary>
    public ConvolutionUnit Unit(int inChannels, int outChannels, Window window) =>
        new(config.Width(inChannels), config.Width(outChannels), window, config.Norm);

    /// <summary>Units one after the other, keys 0, 1, ….</summary>
    public Sequential Branch(int inChannels, params (int Channels, Window Window)[] units) => Sequential(
        units.Select((unit, i) => Unit(i == 0 ? inChannels : units[i - 1].Channels, unit.Channels, unit.Window)));

    /// <summary>The 1×1 convolution with bias that gives joined branches the channels of their block's input.</summary>
    public Convolution Joint(int inChannels, int outChannels) => new(config.Width(inChannels), config.Width(outChannels), new Window(1), withBias: true);
}
