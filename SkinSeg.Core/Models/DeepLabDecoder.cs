using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>What the "+" of DeepLabV3+ adds: the pyramid's map, enlarged, is joined with a finer skip and refined (facts.md §2.3, h to k).</summary>
internal sealed class DeepLabDecoder : Module<Tensor, Tensor, Tensor>
{
    // Field names are the checkpoint's keys.
    private readonly NormedConvolution skip;
    private readonly NormedSeparableConvolution conv0;
    private readonly NormedSeparableConvolution conv1;

    /// <summary>A decoder with undrawn weights.</summary>
    /// <param name="skipChannels">Channels of the encoder's map C2.</param>
    /// <param name="config">Widths.</param>
    public DeepLabDecoder(int skipChannels, DeepLabConfig config)
        : base(nameof(DeepLabDecoder))
    {
        skip = new(new(skipChannels, config.SkipWidth, new Window(1)), new(config.SkipWidth, config.Norm));
        conv0 = new(config.PyramidWidth + config.SkipWidth, config.Width, new Window(3), config.Norm);
        conv1 = new(config.Width, config.Width, new Window(3), config.Norm);
        RegisterComponents();
    }

    /// <summary>N×PyramidWidth×h×w and N×C2×H/4×W/4 → N×Width×H/4×W/4.</summary>
    /// <param name="input1">What the pyramid gives.</param>
    /// <param name="input2">The encoder's map C2.</param>
    public override Tensor forward(Tensor input1, Tensor input2)
    {
        using var scope = NewDisposeScope();
        var enlarged = Enlarged(input1, input2.shape[2], input2.shape[3]);  // N×PyramidWidth×H/4×W/4
        var x = cat([enlarged, skip.call(input2)], dim: 1);                 // N×(PyramidWidth+SkipWidth)×H/4×W/4
        return conv1.call(conv0.call(x)).MoveToOuterDisposeScope();         // N×Width×H/4×W/4
    }

    /// <summary>N×C×h×w → N×C×height×width, bilinear; corner pixels stay in the corners (facts.md §2.1).</summary>
    internal static Tensor Enlarged(Tensor x, long height, long width) =>
        functional.interpolate(x, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: true);
}
