using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>What a part of an encoder makes when the decoder takes a map out of its middle.</summary>
/// <param name="Tap">The map that the decoder takes.</param>
/// <param name="Output">The map with which the encoder goes on, half as high and wide.</param>
internal readonly record struct TappedMap(Tensor Tap, Tensor Output)
{
    /// <summary>Hands both maps to the scope around the current one.</summary>
    public TappedMap MoveToOuterDisposeScope() => new(Tap.MoveToOuterDisposeScope(), Output.MoveToOuterDisposeScope());
}

/// <summary>One layer of a dense block: batch norm, ReLU and a convolution, twice, 1×1 and 3×3 (Huang et al. 2017, section 3).</summary>
internal sealed class DenseLayer : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys, in the order of the forward pass.
    private readonly BatchNorm norm1;
    private readonly Convolution conv1;
    private readonly BatchNorm norm2;
    private readonly Convolution conv2;

    public DenseLayer(int inChannels, DenseNetConfig config)
        : base(nameof(DenseLayer))
    {
        norm1 = new(inChannels, config.Norm);
        conv1 = new(inChannels, config.BottleneckWidth, new Window(1));
        norm2 = new(config.BottleneckWidth, config.Norm);
        conv2 = new(config.BottleneckWidth, config.GrowthRate, new Window(3));
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×growth×H×W.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = conv1.call(norm1.call(input).relu_());                               // N×bottleneck×H×W
        return conv2.call(norm2.call(x).relu_()).MoveToOuterDisposeScope();          // N×growth×H×W
    }
}

/// <summary>Layers of which each sees the maps of all before it.</summary>
internal sealed class DenseBlock : Module<Tensor, Tensor>
{
    private readonly DenseLayer[] layers;

    public DenseBlock(int inChannels, int layerCount, DenseNetConfig config)
        : base(nameof(DenseBlock))
    {
        layers = [.. Enumerable.Range(0, layerCount).Select(i => new DenseLayer(config.Grown(inChannels, i), config))];
        for (int i = 0; i < layerCount; i++)
        {
            register_module(string.Create(CultureInfo.InvariantCulture, $"denselayer{i + 1}"), layers[i]);
        }
    }

    /// <summary>N×Cin×H×W → N×(Cin + layers·growth)×H×W.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = input;
        foreach (var layer in layers)
        {
            // One copy per layer: what the layer saw, with its own map behind. Only training keeps the shorter ones.
            var fresh = layer.call(maps);                // N×growth×H×W
            var joined = cat([maps, fresh], dim: 1);     // N×(channels so far + growth)×H×W
            fresh.Dispose();
            if (!ReferenceEquals(maps, input))
            {
                maps.Dispose();
            }

            maps = joined;
        }

        return maps.MoveToOuterDisposeScope();
    }
}

/// <summary>What lies between two blocks: batch norm, ReLU, a 1×1 convolution to fewer channels, and the mean of each 2×2 pixels.</summary>
internal sealed class DenseTransition : Module<Tensor, TappedMap>
{
    private readonly BatchNorm norm;
    private readonly Convolution conv;

    public DenseTransition(int inChannels, DenseNetConfig config)
        : base(nameof(DenseTransition))
    {
        norm = new(inChannels, config.Norm);
        conv = new(inChannels, config.Compressed(inChannels), new Window(1));
        RegisterComponents();
    }

    /// <summary>N×C×H×W → tapped after the ReLU N×C×H×W, output N×(C·compression)×H/2×W/2.</summary>
    public override TappedMap forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var tap = norm.call(input).relu_();                                   // N×C×H×W
        var output = functional.avg_pool2d(conv.call(tap), 2);                // N×(C·compression)×H/2×W/2
        return new TappedMap(tap, output).MoveToOuterDisposeScope();
    }
}
