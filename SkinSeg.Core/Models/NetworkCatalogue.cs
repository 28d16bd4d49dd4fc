using SkinSeg.Tensors;

namespace SkinSeg.Models;

/// <summary>The networks that have a name: the paper's, and compact ones of the same topology.</summary>
public static class NetworkCatalogue
{
    /// <summary>The paper's first network: ResNet152 with the pyramid decoder (section II-A).</summary>
    public static NetworkConfig ResNet152 { get; } = new();

    /// <summary>The same with ResNet101.</summary>
    public static NetworkConfig ResNet101 { get; } = new() { Name = "resnet101", Encoder = ResNetConfig.ResNet101 };

    /// <summary>The same with ResNet50.</summary>
    public static NetworkConfig ResNet50 { get; } = new() { Name = "resnet50", Encoder = ResNetConfig.ResNet50 };

    /// <summary>The same topology, narrower and shallower, to be trained from scratch within minutes (DESIGN.md §6).</summary>
    public static NetworkConfig CompactResNet { get; } = new()
    {
        Name = "resnet-compact",
        Encoder = ResNetConfig.Compact,
        Decoder = PyramidConfig.Compact,
        Preprocessing = PreprocessingKind.Torch,
        PaperTextPreprocessing = PreprocessingKind.Torch,
    };

    /// <summary>The paper's fourth network, which it also calls "ResNetV2": Inception-ResNet-v2 with the pyramid decoder (section II-A).</summary>
    public static NetworkConfig InceptionResNetV2 { get; } = new()
    {
        Name = "inception-resnet-v2",
        Encoder = InceptionResNetConfig.InceptionResNetV2,
        Preprocessing = PreprocessingKind.TensorFlow,
        PaperTextPreprocessing = PreprocessingKind.Caffe,
    };

    /// <summary>The same topology, narrower and shallower.</summary>
    public static NetworkConfig CompactInceptionResNet { get; } = InceptionResNetV2 with
    {
        Name = "inception-resnet-compact",
        Encoder = InceptionResNetConfig.Compact,
        Decoder = PyramidConfig.Compact,
        PaperTextPreprocessing = PreprocessingKind.TensorFlow,
    };

    /// <summary>The paper's networks, in the order of Table I.</summary>
    public static IReadOnlyList<NetworkConfig> Paper { get; } = [ResNet152, InceptionResNetV2];

    /// <summary>The compact ones, in the same order.</summary>
    public static IReadOnlyList<NetworkConfig> Compact { get; } = [CompactResNet, CompactInceptionResNet];

    /// <summary>All of them, the paper's first.</summary>
    public static IReadOnlyList<NetworkConfig> All { get; } = [.. Paper, ResNet101, ResNet50, .. Compact];

    /// <summary>The network of that name; upper and lower case are the same.</summary>
    /// <param name="name">For example <c>resnet152</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static NetworkConfig Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no network '{name}'; choose one of {string.Join(", ", All.Select(network => network.Name))}.", nameof(name));
}
