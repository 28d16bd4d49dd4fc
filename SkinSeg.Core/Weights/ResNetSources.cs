using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Weights of ResNet152 (facts.md §3.2, §3.8).</summary>
internal static class ResNetSources
{
    private const string Network = "resnet152";
    private const string Mit = "MIT (code)";
    private const long Parameters = 58_143_808;
    private const long ParametersWithBiases = 58_219_520; // Keras has a bias in each convolution, which the loader folds into the batch norm

    public static ValueList<WeightSource> All { get; } =
    [
        new()
        {
            Name = "resnet152-torchvision",
            Network = Network,
            FileName = "resnet152-torchvision.safetensors",
            Addresses = [PublishedAt.HuggingFace("timm/resnet152.tv_in1k")],
            Size = PublishedSize.About(241),
            Hash = FileHash.Sha256("15897077afdf4d6334dc0c3f8e6fb483afb3faa9298c139f3c6eb29bca6ae5b2"),
            License = "BSD-3-Clause",
            Convention = WeightConvention.Torchvision,
            Parameters = Parameters,
            Notes = "torchvision's first ImageNet weights; top-1 78.33. Stride on the 3×3 convolution, where the paper's code has it on the 1×1.",
        },
        PyTorch("resnet152-torchvision-pth", "resnet152-394f9c45.pth", "394f9c45", "torchvision's IMAGENET1K_V1."),
        PyTorch("resnet152-torchvision-v2", "resnet152-f82ba261.pth", "f82ba261", "torchvision's IMAGENET1K_V2."),
        PyTorch("resnet152-torchvision-2016", "resnet152-b121ed2d.pth", "b121ed2d", "The older file of torchvision's first weights."),
        new()
        {
            Name = "resnet152-smp",
            Network = Network,
            FileName = "resnet152-smp.safetensors",
            Addresses = [PublishedAt.HuggingFace("smp-hub/resnet152.imagenet", "951dd835e9d086628e447b484584c8983f9e1dd0")],
            Revision = "951dd835e9d086628e447b484584c8983f9e1dd0",
            Convention = WeightConvention.Torchvision,
            Parameters = Parameters,
            Notes = "As segmentation_models.pytorch loads it.",
        },
        new()
        {
            Name = "resnet152-caffe",
            Network = Network,
            FileName = "ResNet-152-model.keras.h5",
            Addresses = [PublishedAt.GitHub("fizyr/keras-models", "v0.0.1", "ResNet-152-model.keras.h5")],
            Revision = "v0.0.1",
            Hash = FileHash.Md5("6ee11ef2b135592f8031058820bb9e71"),
            License = Mit,
            Convention = WeightConvention.Caffe,
            Parameters = Parameters,
            Notes = "What the paper's adopted code loads: the Caffe model of MSRA, blue first, stride on the 1×1 convolution.",
        },
        Keras("resnet152-keras", "resnet152_weights_tf_dim_ordering_tf_kernels_notop.h5", "ee4c566cf9a93f14d82f913c2dc6dd0c", "The Caffe weights converted again, without classifier."),
        Keras("resnet152-keras-top", "resnet152_weights_tf_dim_ordering_tf_kernels.h5", "100835be76be38e30d865e96f2aaae62", "The same with classifier."),
    ];

    private static WeightSource PyTorch(string name, string fileName, string digits, string notes) => new()
    {
        Name = name,
        Network = Network,
        FileName = fileName,
        Addresses = [PublishedAt.PyTorch(fileName)],
        Hash = FileHash.Sha256(digits),
        License = "BSD-3-Clause (code)",
        Convention = WeightConvention.Torchvision,
        Parameters = Parameters,
        Notes = notes,
    };

    private static WeightSource Keras(string name, string fileName, string md5, string notes) => new()
    {
        Name = name,
        Network = Network,
        FileName = fileName,
        Addresses = [PublishedAt.Keras("resnet", fileName)],
        Hash = FileHash.Md5(md5),
        License = Mit,
        Convention = WeightConvention.KerasResNet,
        Parameters = ParametersWithBiases,
        Notes = notes,
    };
}
