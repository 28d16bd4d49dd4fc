using SkinSeg.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Place of one residual block in its encoder.</summary>
/// <param name="InChannels">Channels that come in.</param>
/// <param name="Width">Channels inside the block.</param>
/// <param name="Stride">1, or 2 where the block halves the map.</param>
/// <param name="Config">The encoder's shape.</param>
internal sealed record ResidualBlockPlace(int InChannels, int Width, int Stride, ResNetConfig Config)
{
    public int OutChannels => Width * Config.Expansion;

    public Module<Tensor, Tensor> Build() => Config.Block == ResNetBlock.Basic ? new BasicBlock(this) : new BottleneckBlock(this);

    public BatchNorm Norm(int channels) => new(channels, Config.Norm);

    /// <summary>The shortcut's own 1×1 convolution where input and output differ, else null: the input itself is the shortcut.</summary>
    public Sequential? Shortcut() =>
        Stride == 1 && InChannels == OutChannels
            ? null
            : Sequential(("0", new Convolution(InChannels, OutChannels, new Window(1) { Stride = Stride })), ("1", Norm(OutChannels)));
}

/// <summary>Two 3×3 convolutions and a shortcut (He et al. 2016, Fig. 5 left).</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys, in the order of the forward pass.
    private readonly Convolution conv1;
    private readonly BatchNorm bn1;
    private readonly Convolution conv2;
    private readonly BatchNorm bn2;
    private readonly Sequential? downsample;

    public BasicBlock(ResidualBlockPlace place)
        : base(nameof(BasicBlock))
    {
        conv1 = new(place.InChannels, place.Width, new Window(3) { Stride = place.Stride });
        bn1 = place.Norm(place.Width);
        conv2 = new(place.Width, place.Width, new Window(3));
        bn2 = place.Norm(place.Width);
        downsample = place.Shortcut();
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×width×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = bn1.call(conv1.call(input)).relu_();  // N×width×H/stride×W/stride
        x = bn2.call(conv2.call(x)).add_(downsample?.call(input) ?? input, Scalars.One).relu_();
        return x.MoveToOuterDisposeScope();
    }
}

/// <summary>1×1, 3×3 and 1×1 convolutions and a shortcut (He et al. 2016, Fig. 5 right).</summary>
internal sealed class BottleneckBlock : Module<Tensor, Tensor>
{
    private readonly Convolution conv1;
    private readonly BatchNorm bn1;
    private readonly Convolution conv2;
    private readonly BatchNorm bn2;
    private readonly Convolution conv3;
    private readonly BatchNorm bn3;
    private readonly Sequential? downsample;

    public BottleneckBlock(ResidualBlockPlace place)
        : base(nameof(BottleneckBlock))
    {
        bool strideFirst = place.Config.Stride == StridePosition.OneByOne;
        conv1 = new(place.InChannels, place.Width, new Window(1) { Stride = strideFirst ? place.Stride : 1 });
        bn1 = place.Norm(place.Width);
        conv2 = new(place.Width, place.Width, new Window(3) { Stride = strideFirst ? 1 : place.Stride });
        bn2 = place.Norm(place.Width);
        conv3 = new(place.Width, place.OutChannels, new Window(1));
        bn3 = place.Norm(place.OutChannels);
        downsample = place.Shortcut();
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×4width×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = bn1.call(conv1.call(input)).relu_();  // N×width×H×W
        x = bn2.call(conv2.call(x)).relu_();          // N×width×H/stride×W/stride
        x = bn3.call(conv3.call(x)).add_(downsample?.call(input) ?? input, Scalars.One).relu_();  // N×4width×H/stride×W/stride
        return x.MoveToOuterDisposeScope();
    }
}
