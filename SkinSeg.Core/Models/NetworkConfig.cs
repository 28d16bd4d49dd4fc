using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Everything that fixes a network's shape: with it and a file of weights the network can be built again.</summary>
public sealed record NetworkConfig
{
    /// <summary>Name in the <see cref="NetworkCatalogue"/> and in every output.</summary>
    public string Name { get; init; } = "resnet152";

    /// <summary>Shape of the encoder.</summary>
    public EncoderConfig Encoder { get; init; } = ResNetConfig.ResNet152;

    /// <summary>Shape of the decoder.</summary>
    public PyramidConfig Pyramid { get; init; } = new();

    /// <summary>Preprocessing to use when no weights say otherwise: the paper's (section II-A-2).</summary>
    public PreprocessingKind Preprocessing { get; init; } = PreprocessingKind.Caffe;

    /// <summary>Builds the network with random weights that depend on the seed alone; the caller disposes it.</summary>
    /// <param name="seed">Seed of the weights.</param>
    /// <returns>Image N×3×H×W, preprocessed, sides multiples of 32 → logits N×OutputMaps×H×W.</returns>
    public Module<Tensor, Tensor> Build(int seed)
    {
        NativeLibraries.EnsureTorch();
        return new PyramidNetwork(Encoder.Build(seed), Encoder.Channels, Pyramid, seed);
    }
}
