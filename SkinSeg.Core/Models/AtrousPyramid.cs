using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Atrous spatial pyramid pooling: the features seen at several rates, and as a mean over the whole map (facts.md §2.3, a to g).</summary>
internal sealed class AtrousPyramid : Module<Tensor, Tensor>
{
    // Field names are the checkpoint's keys; the atrous convolutions are as many as rates, registered as aspp1, aspp2, …
    private readonly NormedConvolution image_pooling;
    private readonly NormedConvolution aspp0;
    private readonly IReadOnlyList<NormedSeparableConvolution> atrous;
    private readonly NormedConvolution projection;
    private readonly double dropout;

    /// <summary>A pyramid with undrawn weights.</summary>
    /// <param name="inChannels">Channels of the features.</param>
    /// <param name="stride">Pixels of the image per pixel of the features.</param>
    /// <param name="config">Widths, rates and dropout.</param>
    public AtrousPyramid(int inChannels, int stride, DeepLabConfig config)
        : base(nameof(AtrousPyramid))
    {
        int width = config.PyramidWidth;
        image_pooling = Pointwise(inChannels);
        aspp0 = Pointwise(inChannels);
        var windows = config.Rates.Select(rate => new Window(3) { Dilation = RateAt(stride, rate) });
        atrous = [.. windows.Select(window => new NormedSeparableConvolution(inChannels, width, window, config.Norm))];
        projection = Pointwise((2 + config.Rates.Count) * width);
        dropout = config.Dropout;
        RegisterComponents();
        for (int i = 0; i < atrous.Count; i++)
        {
            register_module(FormattableString.Invariant($"aspp{i + 1}"), atrous[i]);
        }

        NormedConvolution Pointwise(int channels) => new(new(channels, width, new Window(1)), new(width, config.Norm));
    }

    /// <summary>N×C×h×w → N×PyramidWidth×h×w, for any h and w.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var pooled = image_pooling.call(input.mean([2, 3], keepdim: true));  // N×PyramidWidth×1×1
        // Bilinear enlargement of one pixel repeats it.
        var everywhere = pooled.expand(-1, -1, input.shape[2], input.shape[3]);  // N×PyramidWidth×h×w
        Tensor[] branches = [everywhere, aspp0.call(input), .. atrous.Select(branch => branch.call(input))];
        var x = projection.call(cat(branches, dim: 1));                      // N×PyramidWidth×h×w
        return functional.dropout(x, dropout, training).MoveToOuterDisposeScope();
    }

    /// <summary>A rate that is given for output stride 16, as another output stride has it.</summary>
    internal static int RateAt(int stride, int rate) => Math.Max(1, rate * 16 / stride);
}
