using System.Text.Json.Serialization;
using TorchSharp;

namespace SkinSeg.Models;

/// <summary>Shape of an encoder, the part of a network that an ImageNet classifier gives: one record per family.</summary>
/// <remarks>The JSON form names the family in <c>kind</c>. An encoder of one's own needs no record: <see cref="PyramidNetwork"/> takes any module.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ResNetConfig), "resnet")]
[JsonDerivedType(typeof(InceptionResNetConfig), "inception-resnet-v2")]
[JsonDerivedType(typeof(DenseNetConfig), "densenet")]
[JsonDerivedType(typeof(XceptionConfig), "xception")]
[JsonDerivedType(typeof(Xception65Config), "xception65")]
[JsonDerivedType(typeof(MobileNetV2Config), "mobilenet-v2")]
public abstract record EncoderConfig
{
    private protected EncoderConfig()
    {
    }

    /// <summary>Added to the variance in batch norms: a property of the weights the encoder is to hold (fixtures README, facts.md §3).</summary>
    public double BatchNormEpsilon { get; init; } = 1e-5;

    /// <summary>Weight of the newest batch in the running statistics: 0.01 is the 0.99 of Keras (facts.md §1.8).</summary>
    public double BatchNormMomentum { get; init; } = 0.01;

    /// <summary>How strided windows are laid over an even side; which windows differ is said by each family.</summary>
    public PaddingRule Padding { get; init; } = PaddingRule.Reference;

    /// <summary>Channels of the five feature maps.</summary>
    [JsonIgnore]
    public abstract EncoderChannels Channels { get; }

    /// <summary>Channels of its layers, to judge a description before memory is taken for it.</summary>
    internal virtual IEnumerable<int> Widths => [Channels.C1, Channels.C2, Channels.C3, Channels.C4, Channels.C5];

    /// <summary>Padding of the windows that are padded alike on both sides in the reference.</summary>
    internal WindowPadding StridedPadding => Padding == PaddingRule.Reference ? WindowPadding.Half : WindowPadding.Same;

    /// <summary>Padding of the windows that have none in the reference.</summary>
    internal WindowPadding ShrinkingPadding => Padding == PaddingRule.Reference ? WindowPadding.None : WindowPadding.Same;

    /// <summary>What its batch norms have in common.</summary>
    internal virtual BatchNormRule Norm => new(BatchNormEpsilon, BatchNormMomentum);

    /// <summary>The same encoder as it must be built to hold such weights.</summary>
    /// <param name="convention">What the weights expect.</param>
    public virtual EncoderConfig For(WeightConvention convention)
    {
        ArgumentNullException.ThrowIfNull(convention);
        return this with { BatchNormEpsilon = convention.BatchNormEpsilon };
    }

    /// <summary>Builds the encoder with random weights that depend on the seed alone.</summary>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    public abstract torch.nn.Module<torch.Tensor, SkipTensors> Build(int seed);

    /// <summary>What each of the five stages consists of, for figures; empty where the family does not say.</summary>
    internal virtual IReadOnlyList<string> Stages => [];

    /// <summary>Begins a graph: the image, and one node per map that a decoder takes.</summary>
    /// <param name="sketch">An empty graph.</param>
    internal virtual SkipNodes Sketch(GraphSketch sketch) => EncoderSketch.Draw(sketch, Channels, Stages);
}
