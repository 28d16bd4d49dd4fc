using SkinSeg.Tensors;

namespace SkinSeg.Models;

/// <summary>What a set of published weights expects of the network that holds it (facts.md §3): the same numbers give other activations otherwise.</summary>
public sealed record WeightConvention
{
    /// <summary>Where the convention comes from, for tables.</summary>
    public string Name { get; init; } = "torchvision";

    /// <summary>What was done to the images the weights were trained on (facts.md §1.5).</summary>
    public PreprocessingKind Preprocessing { get; init; } = PreprocessingKind.Torch;

    /// <summary>Added to the variance in the encoder's batch norms.</summary>
    public double BatchNormEpsilon { get; init; } = 1e-5;

    /// <summary>Which convolution of a ResNet's bottleneck halves the map (facts.md §3.2).</summary>
    public StridePosition Stride { get; init; } = StridePosition.ThreeByThree;

    /// <summary>Padding of the pooling in a ResNet's stem (facts.md §1.4); other encoders keep their own.</summary>
    public PaddingRule StemPooling { get; init; } = PaddingRule.Reference;

    /// <summary>PyTorch's own: ResNet and DenseNet.</summary>
    public static WeightConvention Torchvision { get; } = new();

    /// <summary>Weights that were ported from TensorFlow to PyTorch: Xception, Inception-ResNet-v2, Xception-65.</summary>
    public static WeightConvention Timm { get; } = new() { Name = "timm", Preprocessing = PreprocessingKind.TensorFlow, BatchNormEpsilon = 1e-3 };

    /// <summary>The ResNets of Caffe, which the paper's adopted code loads: stride on the 1×1 convolution, pooling that hangs over.</summary>
    public static WeightConvention Caffe { get; } = new()
    {
        Name = "Caffe",
        Preprocessing = PreprocessingKind.Caffe,
        Stride = StridePosition.OneByOne,
        StemPooling = PaddingRule.TensorFlowSame,
    };

    /// <summary>The same ResNets as Keras distributes them: symmetric pooling.</summary>
    public static WeightConvention KerasResNet { get; } = Caffe with { Name = "Keras ResNet", BatchNormEpsilon = 1.001e-5, StemPooling = PaddingRule.Reference };

    /// <summary>DenseNet of Keras.</summary>
    public static WeightConvention KerasDenseNet { get; } = new() { Name = "Keras DenseNet", BatchNormEpsilon = 1.001e-5 };

    /// <summary>Xception, Inception-ResNet-v2 and DeepLab of Keras.</summary>
    public static WeightConvention Keras { get; } = Timm with { Name = "Keras" };
}
