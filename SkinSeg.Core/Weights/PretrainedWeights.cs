using SkinSeg.Models;
using static TorchSharp.torch.nn;

namespace SkinSeg.Weights;

/// <summary>Starts networks from weights that others trained: safetensors, PyTorch's <c>.pth</c> (zip and legacy) and Keras' <c>.h5</c>.</summary>
/// <remarks>
/// The format is found by the file's content. Keys may be nested under <c>state_dict</c>, <c>model_state_dict</c> or <c>model</c>, begin with
/// <c>module.</c>, or be DenseNet's old ones (facts.md §3.7). Nothing in a file is run, no path in it is used, and every size is checked before
/// memory is taken for it. Build the network <c>For</c> the weights' convention: preprocessing, stride and epsilon belong to the weights. Caffe's
/// want images in BGR, which their preprocessing gives; kernels stay as they are.
/// </remarks>
public static class PretrainedWeights
{
    /// <summary>Fills a network with a file's weights; precision and device stay the network's.</summary>
    /// <remarks>
    /// A file of a whole network (its keys begin with <c>encoder.</c> and so on) fills all of it; the weights of a classifier fill the encoder, which is
    /// the network's child of that name or the network itself. The classifier's own last layer is skipped, and so are counters of batches.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="network">A segmentation network, or an encoder alone.</param>
    /// <param name="how">How strict to be; by default a file must cover what it fills.</param>
    /// <returns>What was loaded, by the keys of the part that was filled, and what fits neither side.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, asks for more than weights, has numbers that are not finite, or does not cover the network; nothing was changed.</exception>
    public static WeightCoverage Load(string path, Module network, WeightLoading? how = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        how ??= new();
        using var table = WeightFile.Open(path, network, how);
        return Fill(table, network, how);
    }

    /// <summary>Fills a network from an open file.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    internal static WeightCoverage Fill(WeightTable table, Module network, WeightLoading how)
    {
        var plan = WeightPlan.Of(table, network);
        if (plan.Pairs.Count == 0)
        {
            throw new InvalidDataException($"{table.Path} fits no key of {NameOf(network)}: {plan.Coverage}. Use weights of the same network.");
        }

        if (!plan.Coverage.IsComplete && !how.AllowPartial)
        {
            throw new InvalidDataException(
                $"{table.Path} does not cover {NameOf(network)}: {plan.Coverage}. Use weights of the same network, or allow a partial load ({nameof(WeightLoading.AllowPartial)}).");
        }

        WeightCopy.Into(table, plan.Pairs);
        return plan.Coverage;
    }

    private static string NameOf(Module network) => (network as SegmentationNetwork)?.Config?.Name ?? network.GetName();
}
