using SkinSeg.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Copies of networks that only predict: batch norms are part of the convolutions before them, numbers are in the batch's precision.</summary>
internal static class InferenceNetwork
{
    // Any size that every network takes.
    private const int TraceSide = 64;

    /// <summary>A copy of the network as its weights are now; it lives as long as the network does, which releases it.</summary>
    /// <param name="network">The network, in any mode; it is not changed.</param>
    /// <param name="format">Precision and order of the batches that the copy will see; images of another format give other digits.</param>
    /// <returns>The copy, in evaluation mode; the network itself, in evaluation mode, where it was not built from a configuration.</returns>
    public static Module<Tensor, Tensor> Of(Module<Tensor, Tensor> network, BatchFormat format)
    {
        if (format == BatchFormat.Plain || network is not SegmentationNetwork { Config: { } config } original)
        {
            network.eval();
            return network;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var copy = config.Build(seed: 0);
        original.Own(copy);
        var device = network.parameters().First().device;
        copy.to(device);
        var state = copy.state_dict();
        foreach (var (key, value) in network.state_dict())
        {
            state[key].copy_(value);
        }

        copy.eval();
        Fold(copy, zeros([1, 3, TraceSide, TraceSide], device: device));
        foreach (var convolution in copy.modules().OfType<Convolution>())
        {
            convolution.Arrange(format);
        }

        return copy;
    }

    // Which batch norm follows which convolution is seen by sending an image through: it is given the very tensor that the convolution returned.
    private static void Fold(Module<Tensor, Tensor> network, Tensor image)
    {
        var producers = new Dictionary<object, Convolution>(ReferenceEqualityComparer.Instance);
        var pairs = new List<(Convolution Convolution, BatchNorm Norm)>();
        var removals = new List<Action>();
        foreach (var module in network.modules())
        {
            switch (module)
            {
                case Convolution convolution:
                    removals.Add(convolution.register_forward_hook((_, _, output) =>
                    {
                        producers[output] = convolution;
                        return output;
                    }).remove);
                    break;
                case BatchNorm norm:
                    removals.Add(norm.register_forward_pre_hook((_, input) =>
                    {
                        if (producers.Remove(input, out var convolution))
                        {
                            pairs.Add((convolution, norm));
                        }

                        return input;
                    }).remove);
                    break;
            }
        }

        network.call(image);
        removals.ForEach(remove => remove());
        pairs.ForEach(pair => pair.Norm.FoldInto(pair.Convolution));
    }
}
