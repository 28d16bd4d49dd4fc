using System.Globalization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A 3×3 kernel for each channel by itself, then a 1×1 convolution that mixes the channels (Chollet 2017, section 1).</summary>
internal sealed class SeparableConvolution : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly Convolution conv1;
    private readonly Convolution pointwise;

    public SeparableConvolution(int inChannels, int outChannels)
        : base(nameof(SeparableConvolution))
    {
        conv1 = new(inChannels, inChannels, new Window(3), groups: inChannels);
        pointwise = new(inChannels, outChannels, new Window(1));
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H×W.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return pointwise.call(conv1.call(input)).MoveToOuterDisposeScope();
    }
}

/// <summary>Separable convolutions, each followed by a batch norm, with ReLUs between them and, by choice, before them.</summary>
internal sealed class SeparableStack : Module<Tensor, Tensor>
{
    private readonly (SeparableConvolution Convolution, BatchNorm Norm)[] steps;
    private readonly bool startsWithReLU;

    /// <summary>A stack over the given channels: n + 1 numbers for n convolutions.</summary>
    public SeparableStack(ValueList<int> channels, XceptionConfig config, bool startsWithReLU)
        : base(nameof(SeparableStack))
    {
        this.startsWithReLU = startsWithReLU;
        steps = [.. channels.Zip(channels.Skip(1), (from, to) => (new SeparableConvolution(from, to), new BatchNorm(to, config.Norm)))];
        for (int i = 0; i < steps.Length; i++)
        {
            // The checkpoint counts ReLUs too: ReLU 0, convolution 1, batch norm 2, ReLU 3 and so on.
            int place = (3 * i) + (startsWithReLU ? 1 : 0);
            register_module(place.ToString(CultureInfo.InvariantCulture), steps[i].Convolution);
            register_module((place + 1).ToString(CultureInfo.InvariantCulture), steps[i].Norm);
        }
    }

    /// <summary>N×Cin×H×W → N×Cout×H×W.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = startsWithReLU ? input.relu() : input; // not in place: the shortcut needs the input
        for (int i = 0; i < steps.Length; i++)
        {
            x = steps[i].Norm.call(steps[i].Convolution.call(i > 0 ? x.relu_() : x)); // N×channels[i + 1]×H×W
        }

        return x.MoveToOuterDisposeScope();
    }
}

/// <summary>A block that halves the map: a stack and a pooling, beside a 1×1 convolution with stride 2.</summary>
internal sealed class DownsamplingBlock : Module<Tensor, TappedMap>
{
    private readonly Convolution skip;
    private readonly BatchNorm skipbn;
    private readonly SeparableStack rep;
    private readonly MaxPooling pool;

    public DownsamplingBlock(ValueList<int> channels, XceptionConfig config, bool startsWithReLU = true)
        : base(nameof(DownsamplingBlock))
    {
        skip = new(channels[0], channels[^1], new Window(1) { Stride = 2 }); // a window of one pixel has no border: its padding is none in both rules
        skipbn = new(channels[^1], config.Norm);
        rep = new(channels, config, startsWithReLU);
        pool = new(new(3) { Stride = 2, Padding = config.StridedPadding });
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → tapped before the pooling N×Cout×H×W, output N×Cout×⌈H/2⌉×⌈W/2⌉.</summary>
    public override TappedMap forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var tap = rep.call(input);                                                  // N×Cout×H×W
        var output = pool.Of(tap).add_(skipbn.call(skip.call(input)), Scalars.One);              // N×Cout×⌈H/2⌉×⌈W/2⌉
        return new TappedMap(tap, output).MoveToOuterDisposeScope();
    }
}

/// <summary>A block of the middle flow: three separable convolutions, added to the input.</summary>
internal sealed class MiddleBlock : Module<Tensor, Tensor>
{
    private readonly SeparableStack rep;

    public MiddleBlock(int width, XceptionConfig config)
        : base(nameof(MiddleBlock))
    {
        rep = new([width, width, width, width], config, startsWithReLU: true);
        RegisterComponents();
    }

    /// <summary>N×C×H×W → the same.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return rep.call(input).add_(input, Scalars.One).MoveToOuterDisposeScope();
    }
}
