using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Weights of DenseNet169 (facts.md §3.3, §3.8).</summary>
internal static class DenseNetSources
{
    private const string Network = "densenet169";
    private const string KerasFile = "densenet169_weights_tf_dim_ordering_tf_kernels_notop";
    private const long Parameters = 12_484_480;

    public static ValueList<WeightSource> All { get; } =
    [
        new()
        {
            Name = "densenet169-torchvision",
            Network = Network,
            FileName = "densenet169-torchvision.safetensors",
            Addresses = [PublishedAt.HuggingFace("timm/densenet169.tv_in1k")],
            Revision = "8c033a1",
            Size = PublishedSize.About(57.4),
            License = "Apache-2.0 (code)",
            Convention = WeightConvention.Torchvision,
            Parameters = Parameters,
            Notes = "Top-1 75.92. A third party's copy of 57,350,336 bytes, probably the same file, has SHA-256 "
                + "8ac68a58d886a023d8b0575bb3eb49e69d909c2d735bacc3111ba1dbdfe1be21: not checked against this host.",
        },
        new()
        {
            Name = "densenet169-torchvision-pth",
            Network = Network,
            FileName = "densenet169-b2777c0a.pth",
            Addresses = [PublishedAt.PyTorch("densenet169-b2777c0a.pth")],
            Hash = FileHash.Sha256("b2777c0a"),
            License = "BSD-3-Clause (code)",
            Convention = WeightConvention.Torchvision,
            Parameters = Parameters,
            Notes = "Old names of the layers (norm.1, conv.1).",
        },
        new()
        {
            Name = "densenet169-smp",
            Network = Network,
            FileName = "densenet169-smp.safetensors",
            Addresses = [PublishedAt.HuggingFace("smp-hub/densenet169.imagenet", "8facfba9fc72f7750879dac9ac6ceb3ab990de8d")],
            Revision = "8facfba9fc72f7750879dac9ac6ceb3ab990de8d",
            Convention = WeightConvention.Torchvision,
            Parameters = Parameters,
            Notes = "As segmentation_models.pytorch loads it.",
        },
        Keras("densenet169-keras", $"{KerasFile}.h5", PublishedAt.Keras("densenet", $"{KerasFile}.h5"), "b8c4d4c20dd625c148057b9ff1c1176b") with { Notes = "Without classifier." },
        Keras("densenet169-keras-top", "densenet169_weights_tf_dim_ordering_tf_kernels.h5", PublishedAt.Keras("densenet", "densenet169_weights_tf_dim_ordering_tf_kernels.h5"), "d699b8f76981ab1b30698df4c175e90b") with
        {
            Notes = "With classifier.",
        },
        Keras("densenet169-keras-2018", $"{KerasFile}-2018.h5", PublishedAt.GitHub("fchollet/deep-learning-models", "v0.8", $"{KerasFile}.h5"), "50662582284e4cf834ce40ab4dfa58c6") with
        {
            Revision = "v0.8",
            Notes = "The file of Keras 2.1, which the paper's adopted code loads; without classifier. It is published under the name of today's file.",
        },
    ];

    private static WeightSource Keras(string name, string fileName, string address, string md5) => new()
    {
        Name = name,
        Network = Network,
        FileName = fileName,
        Addresses = [address],
        Hash = FileHash.Md5(md5),
        License = "MIT (code)",
        Convention = WeightConvention.KerasDenseNet,
        Parameters = Parameters,
    };
}
