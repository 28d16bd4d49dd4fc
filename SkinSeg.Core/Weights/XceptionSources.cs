using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Weights of Xception (facts.md §3.4, §3.8).</summary>
internal static class XceptionSources
{
    private const string Network = "xception";
    private const long Parameters = 20_806_952;

    public static ValueList<WeightSource> All { get; } =
    [
        new()
        {
            Name = "xception-smp",
            Network = Network,
            FileName = "xception-smp.safetensors",
            Addresses = [PublishedAt.HuggingFace("smp-hub/xception.imagenet", "01cfaf27c11353b1f0c578e7e26d2c000ea91049")],
            Revision = "01cfaf27c11353b1f0c578e7e26d2c000ea91049",
            Size = PublishedSize.About(91.7),
            Convention = WeightConvention.Timm,
            Parameters = Parameters,
            Notes = "Keras's weights with timm's names (legacy_xception); top-1 79.06.",
        },
        new()
        {
            Name = "xception-timm",
            Network = Network,
            FileName = "xception-43020ad28.pth",
            Addresses = [PublishedAt.GitHub("rwightman/pytorch-image-models", "v0.1-cadene", "xception-43020ad28.pth")],
            Revision = "v0.1-cadene",
            Hash = FileHash.Sha256("43020ad28"),
            License = "Apache-2.0 (code)",
            Convention = WeightConvention.Timm,
            Parameters = Parameters,
            Notes = "What timm's legacy_xception.tf_in1k loads; top-1 79.06.",
        },
        Keras("xception-keras", "xception_weights_tf_dim_ordering_tf_kernels_notop.h5", "b0042744bf5b25fce3cb969f33bebb97", "What the paper's adopted code loads; without classifier."),
        Keras("xception-keras-top", "xception_weights_tf_dim_ordering_tf_kernels.h5", "0a58e3b7378bc2990ea3b43d5981f1f6", "With classifier."),
    ];

    private static WeightSource Keras(string name, string fileName, string md5, string notes) => new()
    {
        Name = name,
        Network = Network,
        FileName = fileName,
        Addresses = [PublishedAt.Keras("xception", fileName)],
        Hash = FileHash.Md5(md5),
        License = "MIT (code)",
        Convention = WeightConvention.Keras,
        Parameters = Parameters,
        Notes = notes,
    };
}
