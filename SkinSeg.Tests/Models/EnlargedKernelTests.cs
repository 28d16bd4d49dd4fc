using SkinSeg.Models;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>The short way over the small map beside the long one: repeat the pixels, then convolve.</summary>
public sealed class EnlargedKernelTests
{
    [Theory]
    [NoTensorLeak]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_convolution_of_a_repeated_map_is_computed_from_the_map_itself(int factor)
    {
        using var scope = NewDisposeScope();
        using var convolution = Filled(5, 3);
        var map = ReferenceHash.Draw("map", [2, 5, 3, 4], seed: 1, (-1, 2));
        using var leaf = map.requires_grad_(true);

        var plain = convolution.OfEnlarged(new EnlargedMap(leaf, factor));
        var gradients = Gradients(plain, convolution, leaf);
        var quick = convolution.OfEnlarged(new EnlargedMap(ChannelsLast(leaf), factor));

        Assert.Equal([2, 3, 3 * factor, 4 * factor], quick.shape);
        AssertNear(plain, quick);
        Assert.All(gradients.Zip(Gradients(quick, convolution, leaf)), pair => AssertNear(pair.First, pair.Second));
    }

    [Fact]
    [NoTensorLeak]
    public void Several_maps_enlarged_to_one_size_stand_side_by_side()
    {
        using var scope = NewDisposeScope();
        using var convolution = Filled(9, 4);
        var large = ReferenceHash.Draw("large", [2, 2, 8, 8], seed: 1, (-1, 2));
        var middle = ReferenceHash.Draw("middle", [2, 3, 4, 4], seed: 1, (-1, 2));
        var small = ReferenceHash.Draw("small", [2, 4, 2, 2], seed: 1, (-1, 2));

        var plain = convolution.call(cat([new EnlargedMap(small, 4).Enlarge(), new EnlargedMap(middle, 2).Enlarge(), large], dim: 1));
        var quick = convolution.OfEnlarged(new EnlargedMap(ChannelsLast(small), 4), new(ChannelsLast(middle), 2), new(ChannelsLast(large), 1));

        AssertNear(plain, quick);
    }

    private static Convolution Filled(int inChannels, int outChannels)
    {
        var convolution = new Convolution(inChannels, outChannels, new Window(3), withBias: true);
        convolution.to(float64);
        ReferenceHash.Fill(convolution, seed: 0);
        return convolution;
    }

    private static Tensor ChannelsLast(Tensor map) => map.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static Tensor[] Gradients(Tensor output, Convolution convolution, Tensor input)
    {
        var weights = ReferenceHash.Draw("weights", output.shape, seed: 2, (-1, 2));
        return [.. autograd.grad([(output * weights).sum()], [input, .. convolution.parameters()])];
    }

    private static void AssertNear(Tensor expected, Tensor actual) =>
        Assert.InRange((expected - actual).abs().max().item<double>(), 0, 1e-12); // sums of a few dozen products of numbers below 1
}
