using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Makes the layers of one encoder. Widths are written as in the published network, and come out as the encoder's own.</summary>
internal sealed class InceptionLayers(InceptionResNetConfig config)
{
    /// <summary>The window that halves a map.</summary>
    public Window Halving { get; } = new(3) { Stride = 2, Padding = config.ShrinkingPadding };

    /// <summary>A 3×3 window that loses its border in the reference.</summary>
    public Window Shrinking { get; } = new(3) { Padding = config.ShrinkingPadding };

    /// <summary>The unit that takes the image's three colors and halves it.</summary>
    public NormedConvolution First(int outChannels) => Normed(3, config.Width(outChannels), Halving);

    /// <summary>One unit: a convolution without bias, batch norm and ReLU, what an Inception network is made of.</summary>
    public NormedConvolution Unit(int inChannels, int outChannels, Window window) => Normed(config.Width(inChannels), config.Width(outChannels), window);

    /// <summary>Units one after the other, keys 0, 1, ….</summary>
    public Sequential Branch(int inChannels, params (int Channels, Window Window)[] units) => Sequential(
        units.Select((unit, i) => Unit(i == 0 ? inChannels : units[i - 1].Channels, unit.Channels, unit.Window)));

    /// <summary>The 1×1 convolution with bias that gives joined branches the channels of their block's input.</summary>
    public Convolution Joint(int inChannels, int outChannels) => new(config.Width(inChannels), config.Width(outChannels), new Window(1), withBias: true);

    private NormedConvolution Normed(int inChannels, int outChannels, Window window) => new(new(inChannels, outChannels, window), new(outChannels, config.Norm));
}
