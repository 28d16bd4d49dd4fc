using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class ResNetConfigTests
{
    [Fact]
    [NoTensorLeak]
    public void The_presets_have_the_published_numbers_of_parameters()
    {
        // torchvision's totals without the classifier's 2,049,000: 25,557,032 and 44,549,160.
        AssertParameters(ResNetConfig.ResNet50, 25_557_032 - 2_049_000);
        AssertParameters(ResNetConfig.ResNet101, 44_549_160 - 2_049_000);
    }

    [Fact]
    [NoTensorLeak]
    public void Padding_as_TensorFlow_does_it_pools_windows_that_start_at_the_first_pixel()
    {
        using var reference = ResNetConfig.Compact.Build(seed: 1);
        using var other = (ResNetConfig.Compact with { Padding = PaddingRule.TensorFlowSame }).Build(seed: 1);
        using var scope = NewDisposeScope();
        var (images, _) = Blob.Draw(1, 64, seed: 3);
        reference.eval();
        other.eval();

        var (a, b) = (reference.call(images), other.call(images));

        Assert.True(a.C1.equal(b.C1).all().item<bool>());
        Assert.Equal(a.C5.shape, b.C5.shape);
        Assert.False(allclose(a.C2, b.C2), "the two paddings sample other pixels");
    }

    [Fact]
    [NoTensorLeak]
    public void The_stride_of_a_bottleneck_moves_without_changing_keys_or_sizes()
    {
        var config = ResNetConfig.ResNet50 with { BlocksPerStage = [1, 1, 1, 1], StageWidths = [4, 8, 8, 8], StemChannels = 4 };
        using var torchvision = config.Build(seed: 1);
        using var caffe = (config with { Stride = StridePosition.OneByOne }).Build(seed: 1);
        using var scope = NewDisposeScope();
        var (images, _) = Blob.Draw(1, 64, seed: 3);

        var (a, b) = (torchvision.call(images), caffe.call(images));

        Assert.Equal(ParityFile.KeysOf(torchvision), ParityFile.KeysOf(caffe));
        Assert.Equal(a.C5.shape, b.C5.shape);
        Assert.True(allclose(a.C2, b.C2), "the first stage has no stride");
        Assert.False(allclose(a.C3, b.C3), "the stride is where it was");
    }

    [Fact]
    public void A_network_of_three_stages_is_refused_with_what_was_found()
    {
        var error = Assert.Throws<ArgumentException>(() => new ResNetEncoder(new() { BlocksPerStage = [3, 4, 6] }, seed: 1));

        Assert.Contains("Expected four stages, got blocks [3, 4, 6]", error.Message);
        Assert.Contains("1 to 333 blocks", Assert.Throws<ArgumentException>(() => new ResNetEncoder(new() { BlocksPerStage = [3, 4, 0, 3] }, seed: 1)).Message);
    }

    [Fact]
    public void A_configuration_survives_JSON_and_names_its_family()
    {
        foreach (var config in NetworkCatalogue.All.Where(network => network.Encoder is ResNetConfig))
        {
            string json = JsonSerializer.Serialize(config);

            Assert.Contains("\"kind\":\"resnet\"", json);
            Assert.Equal(config, JsonSerializer.Deserialize<NetworkConfig>(json));
        }
    }

    [Fact]
    public void An_unknown_network_is_answered_with_the_names_there_are()
    {
        Assert.Contains(
            "There is no network 'vgg16'; choose one of ",
            Assert.Throws<ArgumentException>(() => NetworkCatalogue.Find("vgg16")).Message);
        Assert.Equal("resnet-compact", NetworkCatalogue.Find("ResNet-Compact").Name);
    }

    private static void AssertParameters(ResNetConfig config, long expected)
    {
        using var encoder = config.Build(seed: 1);
        Assert.Equal(expected, encoder.parameters().Sum(parameter => parameter.numel()));
    }
}
