using System.Reflection;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tensors;

namespace SkinSeg.Weights;

/// <summary>What a model file says about itself, beside its weights: enough to build the network and to use it as it was trained.</summary>
public sealed record ModelInfo
{
    /// <summary>Shape of the network.</summary>
    public NetworkConfig Network { get; init; } = NetworkCatalogue.ResNet152;

    /// <summary>Size that images are resized to: 192×256 for lesions (section II-A-2, facts.md §6.3 #12).</summary>
    public ImageSize InputSize { get; init; } = new(192, 256);

    /// <summary>Preprocessing that the weights were trained with.</summary>
    public PreprocessingKind Preprocessing { get; init; } = PreprocessingKind.Caffe;

    /// <summary>Post-processing that suits these weights.</summary>
    public DualThreshold Thresholds { get; init; } = new();

    /// <summary>Data the weights were trained on, in words; may be empty.</summary>
    public string TrainedOn { get; init; } = string.Empty;

    /// <summary>What the weights score, on what, in words; may be empty.</summary>
    public string Score { get; init; } = string.Empty;

    /// <summary>Anything else worth keeping; may be empty.</summary>
    public string Notes { get; init; } = string.Empty;

    /// <summary>Version of the kit that wrote the file.</summary>
    public string KitVersion { get; init; } = CurrentKitVersion;

    /// <summary>Version of this kit and the commit it was built from, for example <c>0.1.0+3099e54…</c>.</summary>
    public static string CurrentKitVersion { get; } =
        typeof(ModelInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
