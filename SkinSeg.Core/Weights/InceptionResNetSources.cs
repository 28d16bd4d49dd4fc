using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Weights of Inception-ResNet-v2 (facts.md §3.5, §3.8).</summary>
internal static class InceptionResNetSources
{
    private const string Network = "inception-resnet-v2";
    private const long Parameters = 54_306_464;
    private const long ParametersOfKeras = 54_276_192; // without the 30,272 scales of its batch norms, which are 1

    public static ValueList<WeightSource> All { get; } =
    [
        new()
        {
            Name = "inception-resnet-v2-timm",
            Network = Network,
            FileName = "inception-resnet-v2-timm.safetensors",
            Addresses = [PublishedAt.HuggingFace("timm/inception_resnet_v2.tf_in1k")],
            Size = PublishedSize.About(224),
            Hash = FileHash.Sha256("dbea26b13a5fc8351919fed6a94222c0577ce324b2765fd081a798f837ca9d72"),
            License = "Apache-2.0 (code)",
            Convention = WeightConvention.Timm,
            Parameters = Parameters,
            Notes = "Top-1 80.43.",
        },
        new()
        {
            Name = "inception-resnet-v2-cadene",
            Network = Network,
            FileName = "inceptionresnetv2-520b38e4.pth",
            Addresses = ["https://data.lip6.fr/cadene/pretrainedmodels/inceptionresnetv2-520b38e4.pth"],
            Size = PublishedSize.Exactly(223_774_246),
            Hash = FileHash.Sha256("520b38e4fe58682abd64eeeb2057c71d0d3a50a95b9bce9dabbaae2be8d5d632"),
            License = "BSD-3-Clause (code)",
            Convention = WeightConvention.Timm,
            Parameters = Parameters,
            Notes = "The host publishes it under http and is often out of order: prefer the recommended file.",
        },
        new()
        {
            Name = "inception-resnet-v2-smp",
            Network = Network,
            FileName = "inception-resnet-v2-smp.safetensors",
            Addresses = [PublishedAt.HuggingFace("smp-hub/inceptionresnetv2.imagenet", "120c5afdbb80a1c989db0a7423ebb7a9db9b1e6c")],
            Revision = "120c5afdbb80a1c989db0a7423ebb7a9db9b1e6c",
            Convention = WeightConvention.Timm,
            Parameters = Parameters,
            Notes = "As segmentation_models.pytorch loads it.",
        },
        Keras(
            "inception-resnet-v2-keras",
            "inception_resnet_v2_weights_tf_dim_ordering_tf_kernels_notop.h5",
            "d19885ff4a710c122648d3b5c3b684e4",
            "What the paper's adopted code loads; without classifier."),
        Keras("inception-resnet-v2-keras-top", "inception_resnet_v2_weights_tf_dim_ordering_tf_kernels.h5", "e693bd0210a403b3192acc6073ad2e96", "With classifier."),
    ];

    private static WeightSource Keras(string name, string fileName, string md5, string notes) => new()
    {
        Name = name,
        Network = Network,
        FileName = fileName,
        Addresses = [PublishedAt.Keras("inception_resnet_v2", fileName)],
        Hash = FileHash.Md5(md5),
        License = "MIT (code)",
        Convention = WeightConvention.Keras,
        Parameters = ParametersOfKeras,
        Notes = notes,
    };
}
