using System.Text.Json.Serialization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Shape of a decoder, the part of a network that turns an encoder's maps into masks: one record per family.</summary>
/// <remarks>The JSON form names the family in <c>kind</c>.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PyramidConfig), "pyramid")]
[JsonDerivedType(typeof(DeepLabConfig), "deeplab")]
public abstract record DecoderConfig
{
    private protected DecoderConfig()
    {
    }

    /// <summary>Number of masks that are predicted at once; 1 in the paper.</summary>
    public int OutputMaps { get; init; } = 1;

    /// <summary>How the decoder's convolutions are drawn: Glorot uniform (paper, section II-B-2).</summary>
    public WeightInitializer Initializer { get; init; } = WeightInitializer.GlorotUniform;

    /// <summary>Weight of the newest batch in the running statistics: 0.01 is the 0.99 of Keras (facts.md §1.8).</summary>
    public double BatchNormMomentum { get; init; } = 0.01;

    /// <summary>Channels of its layers, to judge a description before memory is taken for it.</summary>
    internal abstract IEnumerable<int> Widths { get; }

    /// <summary>Builds the decoder with random weights that depend on the seed alone, and joins it to an encoder, which it then owns.</summary>
    /// <param name="encoder">Image N×3×H×W → five maps.</param>
    /// <param name="channels">Channels of these maps.</param>
    /// <param name="seed">Seed of the decoder's weights.</param>
    internal abstract SegmentationNetwork Join(Module<Tensor, SkipTensors> encoder, EncoderChannels channels, int seed);

    /// <summary>Adds the decoder's nodes, the head and the probability map to the graph that the encoder has begun.</summary>
    /// <param name="sketch">The graph so far.</param>
    /// <param name="skips">The encoder's nodes that it takes maps from.</param>
    internal abstract void Sketch(GraphSketch sketch, SkipNodes skips);
}
