using System.Text.Json.Serialization;
using TorchSharp;

namespace SkinSeg.Models;

/// <summary>Shape of an encoder, the part of a network that an ImageNet classifier gives: one record per family.</summary>
/// <remarks>The JSON form names the family in <c>kind</c>. An encoder of one's own needs no record: <see cref="PyramidNetwork"/> takes any module.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ResNetConfig), "resnet")]
public abstract record EncoderConfig
{
    private protected EncoderConfig()
    {
    }

    /// <summary>Channels of the five feature maps.</summary>
    [JsonIgnore]
    public abstract EncoderChannels Channels { get; }

    /// <summary>Builds the encoder with random weights that depend on the seed alone.</summary>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    public abstract torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed);
}
