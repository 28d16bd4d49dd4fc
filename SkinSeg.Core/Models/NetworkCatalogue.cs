using SkinSeg.Tensors;

namespace SkinSeg.Models;

/// <summary>The networks that have a name: the paper's, and compact ones of the same topology.</summary>
public static class NetworkCatalogue
{
    /// <summary>The paper's first network: ResNet152 with the pyramid decoder (section II-A).</summary>
    public static NetworkConfig ResNet152 { get; } = new();

    /// <summary>The paper's second: DenseNet169.</summary>
    public static NetworkConfig DenseNet169 { get; } = new()
    {
        Name = "densenet169",
        Encoder = DenseNetConfig.DenseNet169,
        Preprocessing = PreprocessingKind.Torch,
        PaperTextPreprocessing = PreprocessingKind.Torch,
    };

    /// <summary>The paper's third: Xception.</summary>
    public static NetworkConfig Xception { get; } = new()
    {
        Name = "xception",
        Encoder = XceptionConfig.Xception,
        Preprocessing = PreprocessingKind.TensorFlow,
        PaperTextPreprocessing = PreprocessingKind.TensorFlow,
    };

    /// <summary>The first with ResNet101.</summary>
    public static NetworkConfig ResNet101 { get; } = new() { Name = "resnet101", Encoder = ResNetConfig.ResNet101 };

    /// <summary>The first with ResNet50.</summary>
    public static NetworkConfig ResNet50 { get; } = new() { Name = "resnet50", Encoder = ResNetConfig.ResNet50 };

    /// <summary>The second with DenseNet121.</summary>
    public static NetworkConfig DenseNet121 { get; } = DenseNet169 with { Name = "densenet121", Encoder = DenseNetConfig.DenseNet121 };

    /// <summary>The topology of the first, narrower and shallower, to be trained from scratch within minutes (DESIGN.md §6).</summary>
    public static NetworkConfig CompactResNet { get; } = new()
    {
        Name = "resnet-compact",
        Encoder = ResNetConfig.Compact,
        Decoder = PyramidConfig.Compact,
        Preprocessing = PreprocessingKind.Torch,
        PaperTextPreprocessing = PreprocessingKind.Torch,
    };

    /// <summary>The topology of the second, narrower and shallower.</summary>
    public static NetworkConfig CompactDenseNet { get; } =
        DenseNet169 with { Name = "densenet-compact", Encoder = DenseNetConfig.Compact, Decoder = PyramidConfig.Compact };

    /// <summary>The topology of the third, narrower and shallower.</summary>
    public static NetworkConfig CompactXception { get; } =
        Xception with { Name = "xception-compact", Encoder = XceptionConfig.Compact, Decoder = PyramidConfig.Compact };

    /// <summary>All of them, by family, the paper's first.</summary>
    public static IReadOnlyList<NetworkConfig> All { get; } =
    [
        ResNet152, ResNet101, ResNet50, CompactResNet,
        DenseNet169, DenseNet121, CompactDenseNet,
        Xception, CompactXception,
    ];

    /// <summary>The network of that name; upper and lower case are the same.</summary>
    /// <param name="name">For example <c>resnet152</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static NetworkConfig Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no network '{name}'; choose one of {string.Join(", ", All.Select(network => network.Name))}.", nameof(name));
}
