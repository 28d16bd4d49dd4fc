using System.Globalization;
using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>DeepLabV3+, the paper's fifth network (section II-A): encoder, atrous pyramid, decoder with one skip, 1×1 convolution (facts.md §2).</summary>
/// <remarks>
/// It returns logits, enlarged bilinearly: the paper's sigmoid belongs to the loss and to the predictor (facts.md §6.3 #30). The mean over the image
/// is taken over the whole map, so that turned images fit, which the adopted code's fixed pooling refuses (facts.md §6.3 #27).
/// </remarks>
public sealed class DeepLabNetwork : SegmentationNetwork
{
    private const int MostRates = 16;
    private const int LargestRate = 1024;

    private readonly Module<Tensor, SkipTensors> encoder;
    private readonly AtrousPyramid aspp;
    private readonly DeepLabDecoder? decoder;
    private readonly Convolution head;

    /// <summary>Joins an encoder, the kit's or one's own, with a new pyramid, decoder and head.</summary>
    /// <param name="encoder">Image N×3×H×W → five maps, of which C2 (stride 4) and C5 are used; owned by the network from now on.</param>
    /// <param name="channels">Channels and stride of these maps.</param>
    /// <param name="config">Shape of the pyramid, the decoder and the head.</param>
    /// <param name="seed">Seed of their weights.</param>
    /// <exception cref="ArgumentException">A width, a rate or the dropout is out of its range.</exception>
    public DeepLabNetwork(Module<Tensor, SkipTensors> encoder, EncoderChannels channels, DeepLabConfig config, int seed)
        : base(nameof(DeepLabNetwork))
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(channels);
        Check(config);
        this.encoder = encoder;
        Stride = channels.Stride;
        aspp = new(channels.C5, channels.Stride, config);
        decoder = config.SkipWidth > 0 ? new(channels.C2, config) : null;
        head = new(decoder is null ? config.PyramidWidth : config.Width, config.OutputMaps, new Window(1), withBias: true);
        RegisterComponents();
        foreach (var part in new Module?[] { aspp, decoder, head }.OfType<Module>())
        {
            Initialization.Apply(part, config.Initializer, seed);
        }
    }

    /// <summary>Height and width of an image must be multiples of this: the encoder's output stride, 16 or 8.</summary>
    public int Stride { get; }

    /// <summary>Image N×3×H×W, preprocessed → logits N×OutputMaps×H×W.</summary>
    /// <remarks>The batch's precision is computed in; logits of a 16-bit batch are 32 bits wide again, for the sums of the losses.</remarks>
    /// <param name="input">Floating-point image batch whose sides are multiples of <see cref="Stride"/>.</param>
    /// <exception cref="ArgumentException">The batch has another shape or precision; the message names the size to pad to.</exception>
    public override Tensor forward(Tensor input)
    {
        Require.ImageBatch(input, channels: 3, Stride);
        Require.Precision(input, head.Precision);
        using var scope = NewDisposeScope();
        var skips = encoder.call(input);
        var features = aspp.call(skips.C5);                                  // N×PyramidWidth×H/Stride×W/Stride
        features = decoder?.call(features, skips.C2) ?? features;            // N×Width×H/4×W/4
        var logits = head.call(features);                                    // N×OutputMaps×H/4×W/4, or at the encoder's stride
        return DeepLabDecoder.Enlarged(Widened(logits), input.shape[2], input.shape[3]).MoveToOuterDisposeScope();  // N×OutputMaps×H×W
    }

    private static void Check(DeepLabConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.PyramidWidth < 1 || config.Width < 1 || config.OutputMaps < 1 || config.SkipWidth < 0)
        {
            throw new ArgumentException($"Expected widths and a number of maps of at least 1 (0 for no skip), got {config}.", nameof(config));
        }

        if (config.Rates.Count > MostRates || config.Rates.Any(rate => rate is < 1 or > LargestRate))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Expected at most {MostRates} rates of 1 to {LargestRate}, got {config.Rates}."), nameof(config));
        }

        if (!(config.Dropout is >= 0 and < 1))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Expected a dropout of at least 0 and below 1, got {config.Dropout}."), nameof(config));
        }
    }
}
