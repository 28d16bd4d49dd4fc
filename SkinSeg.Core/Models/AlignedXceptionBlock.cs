using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>What passes an aligned Xception block beside its convolutions, and where its ReLUs stand (facts.md §2.2).</summary>
internal enum AlignedBlockKind
{
    /// <summary>A 1×1 convolution of the input is added; a ReLU stands before each convolution: entry flow and first exit block.</summary>
    Projected,

    /// <summary>The input itself is added; a ReLU stands before each convolution: middle flow.</summary>
    Identity,

    /// <summary>Nothing is added; a ReLU stands behind each batch norm: last exit block.</summary>
    Plain,
}

/// <summary>Place of one block in its encoder.</summary>
/// <param name="InChannels">Channels that come in.</param>
/// <param name="Widths">Channels of its three convolutions.</param>
/// <param name="Kind">Shortcut and ReLUs.</param>
/// <param name="Norm">What its batch norms have in common.</param>
internal sealed record AlignedBlockPlace(int InChannels, ValueList<int> Widths, AlignedBlockKind Kind, BatchNormRule Norm)
{
    /// <summary>1 or 2; the third convolution has it.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Rate of all three convolutions.</summary>
    public int Rate { get; init; } = 1;

    /// <summary>The shortcut's own convolution, or null.</summary>
    public NormedConvolution? Shortcut() => Kind == AlignedBlockKind.Projected
        ? new(new(InChannels, Widths[2], new Window(1) { Stride = Stride }), new(Widths[2], Norm), rectified: false)
        : null;

    /// <summary>One of the three convolutions, counted from 0.</summary>
    public NormedSeparableConvolution Layer(int i) => new(
        i == 0 ? InChannels : Widths[i - 1],
        Widths[i],
        new Window(3) { Stride = i == 2 ? Stride : 1, Dilation = Rate },
        Norm,
        rectified: Kind == AlignedBlockKind.Plain);
}

/// <summary>Three separable convolutions with a shortcut: the block of the "modified aligned" Xception (facts.md §2.2).</summary>
internal sealed class AlignedXceptionBlock : Module<Tensor, Tensor>
{
    private readonly NormedConvolution? shortcut;
    private readonly AlignedStack stack;
    private readonly AlignedBlockKind kind;

    public AlignedXceptionBlock(AlignedBlockPlace place)
        : base(nameof(AlignedXceptionBlock))
    {
        kind = place.Kind;
        shortcut = place.Shortcut();
        stack = new(place);
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Sum(stack.call(input), input).MoveToOuterDisposeScope();
    }

    /// <summary>The same, with what the second convolution gives, before any ReLU: N×C2×H×W.</summary>
    public (Tensor Second, Tensor Output) WithSecond(Tensor input)
    {
        using var scope = NewDisposeScope();
        var second = stack.UpToSecond(input);                   // N×C2×H×W
        var output = Sum(stack.Third(second, isKept: true), input);  // N×Cout×H/stride×W/stride
        return (second.MoveToOuterDisposeScope(), output.MoveToOuterDisposeScope());
    }

    private Tensor Sum(Tensor x, Tensor input) => kind switch
    {
        AlignedBlockKind.Projected => x.add_(shortcut!.call(input), Scalars.One),
        AlignedBlockKind.Identity => x.add_(input, Scalars.One),
        _ => x,
    };
}

/// <summary>The three separable convolutions of a block.</summary>
internal sealed class AlignedStack : Module<Tensor, Tensor>
{
    private readonly NormedSeparableConvolution conv1;
    private readonly NormedSeparableConvolution conv2;
    private readonly NormedSeparableConvolution conv3;
    private readonly bool rectifiesFirst;

    public AlignedStack(AlignedBlockPlace place)
        : base(nameof(AlignedStack))
    {
        conv1 = place.Layer(0);
        conv2 = place.Layer(1);
        conv3 = place.Layer(2);
        rectifiesFirst = place.Kind != AlignedBlockKind.Plain;
        RegisterComponents();
    }

    /// <summary>N×Cin×H×W → N×Cout×H/stride×W/stride.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Third(UpToSecond(input), isKept: false).MoveToOuterDisposeScope();
    }

    /// <summary>N×Cin×H×W → N×C2×H×W; the input stays as it is, for the shortcut needs it.</summary>
    public Tensor UpToSecond(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = conv1.call(rectifiesFirst ? input.relu() : input);  // N×C1×H×W
        x = conv2.call(rectifiesFirst ? x.relu_() : x);             // N×C2×H×W
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>N×C2×H×W → N×Cout×H/stride×W/stride; the ReLU may overwrite its input where nobody else needs it.</summary>
    public Tensor Third(Tensor second, bool isKept)
    {
        using var scope = NewDisposeScope();
        var x = !rectifiesFirst ? second : isKept ? second.relu() : second.relu_();
        return conv3.call(x).MoveToOuterDisposeScope();
    }
}
