using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Weights of DeepLabV3+ (facts.md §2.5, §2.6, §3.8).</summary>
internal static class DeepLabSources
{
    private const string Network = "deeplab";
    private const string MobileNetwork = "deeplab-mobilenet";
    private const string PascalFile = "deeplabv3_xception_tf_dim_ordering_tf_kernels.h5";
    private const string MobilePascalFile = "deeplabv3_mobilenetv2_tf_dim_ordering_tf_kernels.h5";
    private const string Repository = "bonlime/keras-deeplab-v3-plus";

    public static ValueList<WeightSource> All { get; } =
    [
        new()
        {
            Name = "deeplab-pascal",
            Network = Network,
            FileName = PascalFile,
            Addresses = [PublishedAt.GitHub(Repository, "1.1", PascalFile), PublishedAt.GitHub("ayoolaolafenwa/PixelLib", "1.1", PascalFile)],
            Revision = "1.1",
            License = "MIT (code)",
            Convention = WeightConvention.Keras,
            Parameters = 41_055_413,
            Notes = "What the paper's adopted code loads: Pascal VOC after COCO, for either output stride, 21 classes (parameters with them), from TensorFlow's deeplabv3_pascal_trainval_2018_01_04.",
        },
        new()
        {
            Name = "xception65-timm",
            Network = Network,
            FileName = "xception65-timm.safetensors",
            Addresses = [PublishedAt.HuggingFace("timm/xception65.tf_in1k")],
            Size = PublishedSize.About(160),
            License = "Apache-2.0 (code)",
            Convention = WeightConvention.Timm,
            Parameters = 37_867_312, // of timm 0.6.13's network, as the reference numbers of its activations were made
            Notes = "Encoder alone, ImageNet; top-1 79.56. A fallback where the .h5 cannot be had.",
        },
        new()
        {
            Name = "deeplab-mobilenet-pascal",
            Network = MobileNetwork,
            FileName = MobilePascalFile,
            Addresses = [PublishedAt.GitHub(Repository, "1.1", MobilePascalFile)],
            Revision = "1.1",
            License = "MIT (code)",
            Convention = WeightConvention.Keras,
            Parameters = 2_113_557,
            Notes = "Pascal VOC, 21 classes (parameters with them), from TensorFlow's deeplabv3_mnv2_pascal_trainval_2018_01_29.",
        },
    ];
}
