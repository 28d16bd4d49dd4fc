using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Branches that a 1×1 convolution joins, added to the block's input at a small scale (Szegedy et al. 2016, section 3.3).</summary>
internal sealed class InceptionResidualBlock : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys, in the order of the forward pass.
    private readonly NormedConvolution branch0;
    private readonly Sequential branch1;
    private readonly Sequential? branch2;
    private readonly Convolution conv2d;
    private readonly InceptionResidual residual;

    private InceptionResidualBlock(InceptionResidual residual, NormedConvolution first, Sequential[] others, Convolution joint)
        : base(nameof(InceptionResidualBlock))
    {
        this.residual = residual;
        branch0 = first;
        branch1 = others[0];
        branch2 = others.ElementAtOrDefault(1);
        conv2d = joint;
        RegisterComponents();
    }

    /// <summary>A block for maps at stride 8, 35×35 in the article: three branches, up to two 3×3 convolutions deep.</summary>
    public static InceptionResidualBlock At35(InceptionLayers layers, InceptionResidual residual) => new(
        residual,
        layers.Unit(320, 32, new Window(1)),
        [
            layers.Branch(320, (32, new Window(1)), (32, new Window(3))),
            layers.Branch(320, (32, new Window(1)), (48, new Window(3)), (64, new Window(3))),
        ],
        layers.Joint(128, 320));

    /// <summary>A block for maps at stride 16, 17×17 in the article: a 7×7 window as a row and a column.</summary>
    public static InceptionResidualBlock At17(InceptionLayers layers, InceptionResidual residual) => new(
        residual,
        layers.Unit(1088, 192, new Window(1)),
        [layers.Branch(1088, (128, new Window(1)), (160, new Window(1, 7)), (192, new Window(7, 1)))],
        layers.Joint(384, 1088));

    /// <summary>A block for maps at stride 32, 8×8 in the article: a 3×3 window as a row and a column.</summary>
    public static InceptionResidualBlock At8(InceptionLayers layers, InceptionResidual residual) => new(
        residual,
        layers.Unit(2080, 192, new Window(1)),
        [layers.Branch(2080, (192, new Window(1)), (224, new Window(1, 3)), (256, new Window(3, 1)))],
        layers.Joint(448, 2080));

    /// <summary>N×C×H×W → the same.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor[] branches = branch2 is null
            ? [branch0.call(input), branch1.call(input)]
            : [branch0.call(input), branch1.call(input), branch2.call(input)];
        var change = conv2d.call(cat(branches, dim: 1));     // N×C×H×W
        using Scalar scale = residual.Scale;                 // held until the end of the call, as in Scalars
        var sum = input.add(change, alpha: scale);
        return (residual.Rectified ? sum.relu_() : sum).MoveToOuterDisposeScope();
    }
}

/// <summary>How a block adds its branches to its input.</summary>
/// <param name="Scale">What the branches are multiplied by.</param>
/// <param name="Rectified">Whether a ReLU follows; not in the last block.</param>
internal readonly record struct InceptionResidual(double Scale, bool Rectified = true);
