using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A segmentation network of the paper: an encoder, the pyramid decoder and a 1×1 convolution (paper Fig. 1; facts.md §1.2).</summary>
/// <remarks>It returns logits: the paper's sigmoid belongs to the loss and to the predictor.</remarks>
public sealed class PyramidNetwork : SegmentationNetwork
{
    /// <summary>Height and width of an image must be multiples of this: the encoder halves it five times.</summary>
    public const int Stride = 32;

    private readonly Module<Tensor, SkipTensors> encoder;
    private readonly PyramidDecoder decoder;
    private readonly Convolution head;

    /// <summary>Joins an encoder, the kit's or one's own, with a new decoder and head.</summary>
    /// <param name="encoder">Image N×3×H×W → maps at strides 2 to 32; owned by the network from now on.</param>
    /// <param name="channels">Channels of these maps.</param>
    /// <param name="config">Shape of decoder and head.</param>
    /// <param name="seed">Seed of the decoder's and the head's weights.</param>
    public PyramidNetwork(Module<Tensor, SkipTensors> encoder, EncoderChannels channels, PyramidConfig config, int seed)
        : base(nameof(PyramidNetwork))
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(config);
        this.encoder = encoder;
        decoder = new(channels, config, seed);
        head = new(config.FullSizeWidth, config.OutputMaps, new Window(1), withBias: true);
        RegisterComponents();
        Initialization.Apply(head, config.Initializer, seed);
    }

    /// <summary>Image N×3×H×W, preprocessed → logits N×OutputMaps×H×W.</summary>
    /// <remarks>The batch's precision is computed in; logits of a 16-bit batch are 32 bits wide again, for the sums of the losses.</remarks>
    /// <param name="input">Floating-point image batch whose sides are multiples of <see cref="Stride"/>.</param>
    /// <exception cref="ArgumentException">The batch has another shape or precision; the message names the size to pad to.</exception>
    public override Tensor forward(Tensor input)
    {
        Require.ImageBatch(input, channels: 3, Stride);
        Require.Precision(input, head.Precision);
        using var scope = NewDisposeScope();
        var features = decoder.call(encoder.call(input));  // N×FullSizeWidth×H×W
        var logits = head.call(features);                  // N×OutputMaps×H×W
        return Widened(logits).MoveToOuterDisposeScope();
    }
}
