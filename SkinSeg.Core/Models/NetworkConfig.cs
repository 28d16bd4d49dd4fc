using System.Text.Json.Serialization;
using SkinSeg.Tensors;

namespace SkinSeg.Models;

/// <summary>Everything that fixes a network's shape: with it and a file of weights the network can be built again.</summary>
public sealed record NetworkConfig
{
    /// <summary>Name in the <see cref="NetworkCatalogue"/> and in every output.</summary>
    public string Name { get; init; } = "resnet152";

    /// <summary>Shape of the encoder.</summary>
    public EncoderConfig Encoder { get; init; } = ResNetConfig.ResNet152;

    /// <summary>Shape of the decoder.</summary>
    public DecoderConfig Decoder { get; init; } = new PyramidConfig();

    /// <summary>Preprocessing to use: as the weights were trained (facts.md §6.2 #5, #6).</summary>
    public PreprocessingKind Preprocessing { get; init; } = PreprocessingKind.Caffe;

    /// <summary>Preprocessing that the paper's text gives the network (section II-A-2); it differs for Inception-ResNet-v2 and DeepLab.</summary>
    public PreprocessingKind PaperTextPreprocessing { get; init; } = PreprocessingKind.Caffe;

    /// <summary>
    /// The network of the paper that has this topology, by its name in the catalogue: <c>resnet152</c> for other depths and for the compact one, too.
    /// Empty where the paper has none.
    /// </summary>
    [JsonIgnore]
    public string PaperNetwork => (Encoder, Decoder) switch
    {
        (DenseNetConfig, PyramidConfig) => "densenet169",
        (ResNetConfig, PyramidConfig) => "resnet152",
        (InceptionResNetConfig, PyramidConfig) => "inception-resnet-v2",
        (XceptionConfig, PyramidConfig) => "xception",
        (Xception65Config or MobileNetV2Config, DeepLabConfig) => "deeplab",
        _ => string.Empty,
    };

    /// <summary>The same network with the preprocessing of the paper's text.</summary>
    public NetworkConfig AsInPaperText() => this with { Preprocessing = PaperTextPreprocessing };

    /// <summary>The same network as it must be built and fed to hold such weights.</summary>
    /// <param name="convention">What the weights expect.</param>
    public NetworkConfig For(WeightConvention convention)
    {
        ArgumentNullException.ThrowIfNull(convention);
        return this with { Encoder = Encoder.For(convention), Preprocessing = convention.Preprocessing };
    }

    /// <summary>Builds the network with random weights that depend on the seed alone; the caller disposes it.</summary>
    /// <param name="seed">Seed of the weights.</param>
    /// <returns>Image N×3×H×W, preprocessed, sides multiples of 32 (of the encoder's output stride with DeepLab's decoder) → logits N×OutputMaps×H×W.</returns>
    /// <exception cref="ArgumentException">A part of the configuration is out of its range.</exception>
    public SegmentationNetwork Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        var encoder = Encoder.Build(seed);
        try
        {
            var network = Decoder.Join(encoder, Encoder.Channels, seed);
            network.Config = this;
            return network;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }
}
