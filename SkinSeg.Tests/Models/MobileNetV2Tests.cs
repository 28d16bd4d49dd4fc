using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class MobileNetV2Tests
{
    private static readonly MobileNetV2Config AsInTorchvision = new() { OutputStride = 32, Padding = PaddingRule.Reference, BatchNormEpsilon = 1e-5 };

    [Fact]
    [NoTensorLeak]
    public void Keys_are_torchvisions_and_parameters_as_many_as_published()
    {
        using var encoder = AsInTorchvision.Build(seed: 1);
        var keys = ParityFile.KeysOf(encoder).ToList();

        // torchvision's 3,504,872 without the classifier (1,281,000) and the last convolution (features.18: 320·1280 + 2·1280).
        Assert.Equal(3_504_872 - 1_281_000 - 412_160, encoder.parameters().Sum(parameter => parameter.numel()));
        Assert.Contains("features.0.0.weight [32, 3, 3, 3]", keys);
        Assert.Contains("features.0.1.running_var [32]", keys);
        Assert.Contains("features.1.conv.0.0.weight [32, 1, 3, 3]", keys);
        Assert.Contains("features.1.conv.1.weight [16, 32, 1, 1]", keys);
        Assert.Contains("features.1.conv.2.bias [16]", keys);
        Assert.Contains("features.17.conv.0.0.weight [960, 160, 1, 1]", keys);
        Assert.Contains("features.17.conv.1.0.weight [960, 1, 3, 3]", keys);
        Assert.Contains("features.17.conv.2.weight [320, 960, 1, 1]", keys);
        Assert.Contains("features.17.conv.3.num_batches_tracked []", keys);
        Assert.Equal(51 * 6, keys.Count); // 51 convolutions, each with a batch norm of five tensors
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(8, 8, 8)]
    [InlineData(16, 16, 16)]
    [InlineData(32, 16, 32)]
    public void Maps_have_the_strides_that_the_output_stride_allows(int outputStride, int fourth, int fifth)
    {
        using var encoder = new MobileNetV2Config { OutputStride = outputStride }.Build(seed: 1);
        using var scope = NewDisposeScope();

        var skips = encoder.call(zeros(2, 3, 64, 96));

        Assert.Equal([2, 16, 32, 48], skips.C1.shape);
        Assert.Equal([2, 24, 16, 24], skips.C2.shape);
        Assert.Equal([2, 32, 8, 12], skips.C3.shape);
        Assert.Equal([2, 96, 64 / fourth, 96 / fourth], skips.C4.shape);
        Assert.Equal([2, 320, 64 / fifth, 96 / fifth], skips.C5.shape);
    }

    [Fact]
    public void Rates_are_those_of_the_adopted_code()
    {
        using var encoder = new MobileNetV2Config().Build(seed: 1);

        var windows = encoder.modules().OfType<Convolution>().Select(convolution => convolution.Window).Where(window => window.Height == 3);
        var rates = windows.Skip(1).Select(window => window.Dilation); // the first is the stem's

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 4, 4, 4], rates); // facts.md §2.4, blocks 0 to 16
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void With_torchvisions_random_draws_it_gives_torchvisions_expected_output()
    {
        var expected = SharedFiles.Json("fixtures", "torchvision-expect", "expect.json").GetProperty("mobilenet_v2").GetProperty("values");
        using var noGradient = no_grad();
        using var encoder = AsInTorchvision.Build(seed: 1);
        encoder.eval();
        using var scope = NewDisposeScope();
        using var generator = manual_seed(0);
        var kernels = encoder.parameters().Where(parameter => parameter.dim() == 4).Cast<Tensor>().ToList();
        var (last, classifier, unused) = (empty(1280, 320, 1, 1), empty(50, 1280), empty(50));
        kernels.Add(last);

        // PyTorch's layers draw once when they are made (uniform); torchvision draws again when the network is whole (normal).
        kernels.ForEach(kernel => kernel.uniform_(-1, 1));
        classifier.uniform_(-1, 1);
        unused.uniform_(-1, 1);
        kernels.ForEach(kernel => kernel.normal_(0, Math.Sqrt(2.0 / (kernel.shape[0] * kernel.shape[2] * kernel.shape[3]))));
        classifier.normal_(0, 0.01);
        var features = encoder.call(rand(1, 3, 224, 224)).C5;  // 1×320×7×7
        var pooled = (nn.functional.conv2d(features, last) / Math.Sqrt(1 + 1e-5)).clamp(0, 6).mean([2, 3]);  // 1×1280
        var logits = pooled.matmul(classifier.t())[0];

        Assert.All(expected.EnumerateArray().Zip(logits.data<float>().ToArray()), pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-4));
    }
}
