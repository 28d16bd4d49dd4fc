using SkinSeg.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Support;

/// <summary>Runs a network with the weights of a parity file and compares what it computes on the way.</summary>
internal static class NetworkParity
{
    /// <summary>Turns a network to evaluation in float64 and gives it the file's weights.</summary>
    public static void Prepare(nn.Module network, ParityFile file)
    {
        network.to(float64);
        network.eval();
        ReferenceHash.Fill(network, file.Seed);
    }

    /// <summary>Asserts that a module has the reference's keys and shapes, and its parameters in the reference's order.</summary>
    public static void AssertKeys(ParityFile file, string classifier, nn.Module module)
    {
        Assert.Equal(file.Keys(classifier).Order(), ParityFile.KeysOf(module).Order());
        // TorchSharp lists parameters first and statistics behind them, PyTorch layer by layer.
        Assert.Equal(
            file.Keys(classifier).Where(line => !line.Contains("running_") && !line.Contains("num_batches")),
            ParityFile.KeysOf(module).Take(module.parameters().Count()));
    }

    /// <summary>Asserts every tap of a file, but for the classifier's, which a segmentation network has not.</summary>
    /// <param name="file">The reference.</param>
    /// <param name="encoder">A prepared encoder.</param>
    /// <param name="inner">Taps that are modules of the encoder, in the order of the forward pass: what the module returns is compared.</param>
    /// <param name="skips">Taps that are skips of the encoder.</param>
    public static void AssertEncoder(
        ParityFile file, nn.Module<Tensor, SkipTensors> encoder, string[] inner, IReadOnlyDictionary<string, Func<SkipTensors, Tensor>> skips)
    {
        Assert.Equal(file.Taps.SkipLast(1).Order(), inner.Concat(skips.Keys).Order()); // the last tap is the classifier's
        using var scope = NewDisposeScope();
        var met = new List<string>();
        void Compare(string tap, Tensor output)
        {
            // At once: what follows may change the map in place.
            file.AssertTap(tap, output);
            met.Add(tap);
        }

        foreach (var (name, module) in encoder.named_modules().Where(entry => inner.Contains(entry.name)))
        {
            Watch(module, output => Compare(name, output));
        }

        var maps = encoder.call(file.Input());

        Assert.Equal(inner, met);
        Assert.All(skips, skip => file.AssertTap(skip.Key, skip.Value(maps)));
    }

    /// <summary>Asserts skips, pyramid and logits of a whole pyramid network that was prepared.</summary>
    public static void AssertPyramid(ParityFile file, PyramidNetwork network)
    {
        using var scope = NewDisposeScope();
        var input = file.Input();

        var skips = network.children().OfType<nn.Module<Tensor, SkipTensors>>().Single().call(input);
        var levels = network.children().OfType<PyramidDecoder>().Single().Pyramid(skips);

        file.AssertTap("C1", skips.C1);
        file.AssertTap("C2", skips.C2);
        file.AssertTap("C3", skips.C3);
        file.AssertTap("C4", skips.C4);
        file.AssertTap("C5", skips.C5);
        file.AssertTap("P5", levels.P5);
        file.AssertTap("P2", levels.P2);
        file.AssertTap("logits", network.call(input));
    }

    private static void Watch(nn.Module module, Action<Tensor> see)
    {
        if (module is nn.Module<Tensor, TappedMap> tapped)
        {
            tapped.register_forward_hook((_, _, maps) =>
            {
                see(maps.Output);
                return maps;
            });
            return;
        }

        ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
        {
            see(output);
            return output;
        });
    }
}
