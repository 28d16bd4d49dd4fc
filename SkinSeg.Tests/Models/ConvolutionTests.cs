using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class ConvolutionTests
{
    // Window, channels, images: few channels and odd numbers of images are where libtorch's own strided gradient in 16 bits breaks the heap.
    public static TheoryData<int, int, int, int> Cases => new(
        from side in (int[])[1, 3]
        from stride in (int[])[1, 2]
        from channels in (int[])[3, 8, 12, 24]
        from images in (int[])[1, 3]
        select (side, stride, channels, images));

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(Cases))]
    public void In_16_bits_values_and_gradients_are_those_of_32_bits_but_for_rounding(int side, int stride, int channels, int images)
    {
        using var scope = NewDisposeScope();
        using var convolution = new Convolution(channels, 8, new Window(side) { Stride = stride });
        ReferenceHash.Fill(convolution, seed: 0);
        var map = ReferenceHash.Draw("map", [images, channels, 16, 16], seed: 1, (-1, 2)).to_type(float32);

        var (plain, plainGradients) = Run(convolution, BatchFormat.Plain, map);
        var (mixed, mixedGradients) = Run(convolution, BatchFormat.Of(Acceleration.MixedPrecision, CPU), map);

        Assert.Equal([images, 8, 16 / stride, 16 / stride], mixed.shape);
        AssertNear(plain, mixed);
        Assert.All(plainGradients.Zip(mixedGradients), pair => AssertNear(pair.First, pair.Second));
    }

    private static (Tensor Output, Tensor[] Gradients) Run(Convolution convolution, BatchFormat format, Tensor map)
    {
        var input = map.clone().requires_grad_(true);
        var output = convolution.call(format.Arrange(input)).to_type(float32);
        var weights = ReferenceHash.Draw("weights", output.shape, seed: 2, (-1, 2)).to_type(float32);
        return (output, [.. autograd.grad([(output * weights).sum()], [input, .. convolution.parameters()])]);
    }

    // bfloat16 keeps 8 bits: a product is off by up to 1/128, a sum of many by less of its spread.
    private static void AssertNear(Tensor expected, Tensor actual) =>
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, 0.03 * expected.abs().max().item<float>());
}
