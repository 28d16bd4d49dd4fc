using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class InitializationTests
{
    private static readonly EncoderChannels Channels = new(64, 256, 512, 1024, 2048);

    [Fact]
    [NoTensorLeak]
    public void Glorot_draws_uniformly_within_its_limit_and_biases_are_0()
    {
        using var decoder = new PyramidDecoder(Channels, new(), seed: 1);
        using var scope = NewDisposeScope();
        var weight = decoder.state_dict()["smooth4.weight"];
        double limit = Math.Sqrt(6.0 / (256 * 9 * 2));

        Assert.InRange(weight.abs().max().item<float>(), 0.999 * limit, limit);
        Assert.Equal(limit / Math.Sqrt(3), weight.std().item<float>(), 0.01 * limit); // the deviation of a uniform distribution
        Assert.All(decoder.state_dict().Where(entry => entry.Key.EndsWith("bias", StringComparison.Ordinal)), entry => Assert.Equal(0, entry.Value.abs().sum().item<float>()));
    }

    [Fact]
    [NoTensorLeak]
    public void He_draws_a_normal_distribution_that_is_cut_at_two_deviations()
    {
        using var decoder = new PyramidDecoder(Channels, new() { Initializer = WeightInitializer.HeNormal }, seed: 1);
        using var scope = NewDisposeScope();
        var weight = decoder.state_dict()["smooth4.weight"];
        double sigma = Math.Sqrt(2.0 / (256 * 9));

        Assert.InRange(weight.abs().max().item<float>(), 1.99 * sigma, 2.0001 * sigma);
        Assert.Equal(0.8796 * sigma, weight.std().item<float>(), 0.01 * sigma); // 0.8796: deviation of the cut normal distribution
    }

    [Fact]
    [NoTensorLeak]
    public void A_residual_encoder_starts_as_torchvision_starts_it()
    {
        using var encoder = ResNetConfig.ResNet50.Build(seed: 1);
        using var scope = NewDisposeScope();
        var state = encoder.state_dict();

        Assert.Equal(Math.Sqrt(2.0 / (512 * 9)), state["layer4.2.conv2.weight"].std().item<float>(), 1e-4);
        Assert.Equal(1, state["layer4.2.bn3.weight"].mean().item<float>());
        Assert.Equal(0, state["layer4.2.bn3.bias"].abs().sum().item<float>());
    }
}
