using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>The first block of branches; one of them averages 3×3 pixels, at the border those that there are (facts.md §3.5).</summary>
internal sealed class InceptionMixed5 : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly NormedConvolution branch0;
    private readonly Sequential branch1;
    private readonly Sequential branch2;
    private readonly Sequential branch3;
    private readonly AveragePooling pool = new(new Window(3));

    public InceptionMixed5(InceptionLayers layers)
        : base(nameof(InceptionMixed5))
    {
        branch0 = layers.Unit(192, 96, new Window(1));
        branch1 = layers.Branch(192, (48, new Window(1)), (64, new Window(5)));
        branch2 = layers.Branch(192, (64, new Window(1)), (96, new Window(3)), (96, new Window(3)));
        branch3 = Sequential(("1", layers.Unit(192, 64, new Window(1)))); // 0 is the pooling
        RegisterComponents();
    }

    /// <summary>N×192×H×W → N×320×H×W, in published widths.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor[] branches = [branch0.call(input), branch1.call(input), branch2.call(input), branch3.call(pool.Of(input))];
        return cat(branches, dim: 1).MoveToOuterDisposeScope();
    }
}

/// <summary>The first reduction: two branches halve the map by convolutions, one by its largest values.</summary>
internal sealed class InceptionMixed6 : Module<Tensor, Tensor>
{
    private readonly NormedConvolution branch0;
    private readonly Sequential branch1;
    private readonly MaxPooling branch2;

    public InceptionMixed6(InceptionLayers layers)
        : base(nameof(InceptionMixed6))
    {
        branch0 = layers.Unit(320, 384, layers.Halving);
        branch1 = layers.Branch(320, (256, new Window(1)), (256, new Window(3)), (384, layers.Halving));
        branch2 = new(layers.Halving);
        RegisterComponents();
    }

    /// <summary>N×320×H×W → N×1088×H/2×W/2, in published widths.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return cat([branch0.call(input), branch1.call(input), branch2.Of(input)], dim: 1).MoveToOuterDisposeScope();
    }
}

/// <summary>The second reduction: three branches halve the map by convolutions, one by its largest values.</summary>
internal sealed class InceptionMixed7 : Module<Tensor, Tensor>
{
    private readonly Sequential branch0;
    private readonly Sequential branch1;
    private readonly Sequential branch2;
    private readonly MaxPooling branch3;

    public InceptionMixed7(InceptionLayers layers)
        : base(nameof(InceptionMixed7))
    {
        branch0 = layers.Branch(1088, (256, new Window(1)), (384, layers.Halving));
        branch1 = layers.Branch(1088, (256, new Window(1)), (288, layers.Halving));
        branch2 = layers.Branch(1088, (256, new Window(1)), (288, new Window(3)), (320, layers.Halving));
        branch3 = new(layers.Halving);
        RegisterComponents();
    }

    /// <summary>N×1088×H×W → N×2080×H/2×W/2, in published widths.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return cat([branch0.call(input), branch1.call(input), branch2.call(input), branch3.Of(input)], dim: 1).MoveToOuterDisposeScope();
    }
}
