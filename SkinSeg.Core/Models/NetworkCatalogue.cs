using SkinSeg.Tensors;

namespace SkinSeg.Models;

/// <summary>The networks that have a name: the paper's, and compact ones of the same topology.</summary>
public static class NetworkCatalogue
{
    /// <summary>DenseNet169 with the pyramid decoder (section II-A).</summary>
    public static NetworkConfig DenseNet169 { get; } = new()
    {
        Name = "densenet169",
        Encoder = DenseNetConfig.DenseNet169,
        Preprocessing = PreprocessingKind.Torch,
        PaperTextPreprocessing = PreprocessingKind.Torch,
    };

    /// <summary>ResNet152 with the pyramid decoder.</summary>
    public static NetworkConfig ResNet152 { get; } = new();

    /// <summary>Inception-ResNet-v2 with the pyramid decoder; the paper also calls it "ResNetV2" (facts.md §6.1 #6).</summary>
    public static NetworkConfig InceptionResNetV2 { get; } = new()
    {
        Name = "inception-resnet-v2",
        Encoder = InceptionResNetConfig.InceptionResNetV2,
        Preprocessing = PreprocessingKind.TensorFlow,
        PaperTextPreprocessing = PreprocessingKind.Caffe,
    };

    /// <summary>Xception with the pyramid decoder.</summary>
    public static NetworkConfig Xception { get; } = new()
    {
        Name = "xception",
        Encoder = XceptionConfig.Xception,
        Preprocessing = PreprocessingKind.TensorFlow,
        PaperTextPreprocessing = PreprocessingKind.TensorFlow,
    };

    /// <summary>The paper's fifth network: DeepLabV3+ with Xception-65 at output stride 16 (section II-A; facts.md §6.2 #6, §6.3 #29).</summary>
    public static NetworkConfig DeepLab { get; } = new()
    {
        Name = "deeplab",
        Encoder = Xception65Config.Xception65,
        Decoder = new DeepLabConfig(),
        Preprocessing = PreprocessingKind.TensorFlow,
        PaperTextPreprocessing = PreprocessingKind.Unit,
    };

    /// <summary>DeepLab at output stride 8: the same weights, features of twice the height and width.</summary>
    public static NetworkConfig DeepLabStride8 { get; } = DeepLab with { Name = "deeplab-os8", Encoder = Xception65Config.Xception65 with { OutputStride = 8 } };

    /// <summary>DeepLab with MobileNetV2, the adopted code's smaller choice: no atrous convolutions and no skip (facts.md §2.4).</summary>
    public static NetworkConfig DeepLabMobileNet { get; } = DeepLab with
    {
        Name = "deeplab-mobilenet",
        Encoder = new MobileNetV2Config(),
        Decoder = DeepLabConfig.PoolingOnly,
    };

    /// <summary>DenseNet121 in place of DenseNet169.</summary>
    public static NetworkConfig DenseNet121 { get; } = DenseNet169 with { Name = "densenet121", Encoder = DenseNetConfig.DenseNet121 };

    /// <summary>ResNet101 in place of ResNet152.</summary>
    public static NetworkConfig ResNet101 { get; } = ResNet152 with { Name = "resnet101", Encoder = ResNetConfig.ResNet101 };

    /// <summary>ResNet50 in place of ResNet152.</summary>
    public static NetworkConfig ResNet50 { get; } = ResNet152 with { Name = "resnet50", Encoder = ResNetConfig.ResNet50 };

    /// <summary>The topology of DenseNet169, narrower and shallower, to be trained from scratch within minutes (DESIGN.md §6).</summary>
    public static NetworkConfig CompactDenseNet { get; } = Narrow(DenseNet169, "densenet-compact", DenseNetConfig.Compact);

    /// <summary>The topology of ResNet152, narrower and shallower.</summary>
    public static NetworkConfig CompactResNet { get; } = Narrow(ResNet152 with { Preprocessing = PreprocessingKind.Torch }, "resnet-compact", ResNetConfig.Compact);

    /// <summary>The topology of Inception-ResNet-v2, narrower and shallower.</summary>
    public static NetworkConfig CompactInceptionResNet { get; } = Narrow(InceptionResNetV2, "inception-resnet-compact", InceptionResNetConfig.Compact);

    /// <summary>The topology of Xception, narrower and shallower.</summary>
    public static NetworkConfig CompactXception { get; } = Narrow(Xception, "xception-compact", XceptionConfig.Compact);

    /// <summary>The topology of DeepLab, narrower and shallower.</summary>
    public static NetworkConfig CompactDeepLab { get; } = Narrow(DeepLab, "deeplab-compact", Xception65Config.Compact) with { Decoder = DeepLabConfig.Compact };

    /// <summary>The paper's networks, in the order of Table I.</summary>
    public static IReadOnlyList<NetworkConfig> Paper { get; } = [DenseNet169, ResNet152, InceptionResNetV2, Xception, DeepLab];

    /// <summary>Compact ones of the same topologies, in the same order.</summary>
    public static IReadOnlyList<NetworkConfig> Compact { get; } = [CompactDenseNet, CompactResNet, CompactInceptionResNet, CompactXception, CompactDeepLab];

    /// <summary>All that have a name: the paper's, other depths of them, the compact ones.</summary>
    public static IReadOnlyList<NetworkConfig> All { get; } = [.. Paper, DenseNet121, ResNet101, ResNet50, DeepLabStride8, DeepLabMobileNet, .. Compact];

    /// <summary>The network of that name; upper and lower case are the same.</summary>
    /// <param name="name">For example <c>resnet152</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static NetworkConfig Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no network '{name}'; choose one of {string.Join(", ", All.Select(network => network.Name))}.", nameof(name));

    // No weights stand behind a compact network, so that the paper's text has no other preprocessing for it.
    private static NetworkConfig Narrow(NetworkConfig full, string name, EncoderConfig encoder) =>
        full with { Name = name, Encoder = encoder, Decoder = PyramidConfig.Compact, PaperTextPreprocessing = full.Preprocessing };
}
