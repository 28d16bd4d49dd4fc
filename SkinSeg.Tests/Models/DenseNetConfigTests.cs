using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class DenseNetConfigTests
{
    [Fact]
    [NoTensorLeak]
    public void DenseNet121_has_the_published_number_of_parameters()
    {
        using var encoder = DenseNetConfig.DenseNet121.Build(seed: 1);

        // torchvision's total without the classifier's 1,025,000.
        Assert.Equal(7_978_856 - 1_025_000, encoder.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(new EncoderChannels(64, 256, 512, 1024, 1024), DenseNetConfig.DenseNet121.Channels);
        Assert.Equal(new EncoderChannels(64, 256, 512, 1280, 1664), DenseNetConfig.DenseNet169.Channels); // facts.md §1.1
    }

    [Fact]
    [NoTensorLeak]
    public void Both_rules_pad_the_network_alike()
    {
        using var reference = DenseNetConfig.Compact.Build(seed: 1);
        using var other = (DenseNetConfig.Compact with { Padding = PaddingRule.TensorFlowSame }).Build(seed: 1);
        using var scope = NewDisposeScope();
        var (images, _) = Blob.Draw(1, 64, seed: 3);
        reference.eval();
        other.eval();

        Assert.True(reference.call(images).C5.equal(other.call(images).C5).all().item<bool>());
    }

    [Fact]
    [NoTensorLeak]
    public void A_layer_adds_its_maps_behind_those_it_saw()
    {
        using var block = new DenseBlock(inChannels: 5, layerCount: 3, new() { GrowthRate = 2 });
        using var scope = NewDisposeScope();
        Initialization.Apply(block, WeightInitializer.HeNormal, seed: 1);
        block.eval();
        var input = rand(2, 5, 4, 6);

        var output = block.call(input);
        var last = block.children().OfType<DenseLayer>().Last().call(output.narrow(1, 0, 9));

        Assert.Equal([2, 11, 4, 6], output.shape);
        Assert.True(output.narrow(1, 0, 5).equal(input).all().item<bool>(), "the input is not kept");
        Assert.True(allclose(output.narrow(1, 9, 2), last, rtol: 1e-5, atol: 1e-6), "the last layer saw something else");
    }

    [Fact]
    public void What_cannot_be_built_is_refused_with_what_was_found()
    {
        Assert.Contains("Expected the layers of four blocks, got [6, 12]", Refusal(new() { LayersPerBlock = [6, 12] }));
        Assert.Contains("Expected 1 to 128 layers in each block, got [6, 12, 0, 32]", Refusal(new() { LayersPerBlock = [6, 12, 0, 32] }));
        Assert.Contains("got [6, 12, 32, 129]", Refusal(new() { LayersPerBlock = [6, 12, 32, 129] }));
        Assert.Contains("got growth rate 0, stem 64 and bottleneck factor 4", Refusal(new() { GrowthRate = 0 }));
        Assert.Contains(
            "a bottleneck factor of 1 to 16, got growth rate 32, stem 64 and bottleneck factor 1000000000",
            Refusal(new() { BottleneckFactor = 1_000_000_000 }));
        Assert.Contains("Expected a compression above 0 and up to 1 that keeps at least one channel, got 1.5", Refusal(new() { Compression = 1.5 }));
        Assert.Contains("got 0.001", Refusal(new() { Compression = 0.001 }));
        Assert.Contains("got NaN", Refusal(new() { Compression = double.NaN }));
    }

    private static string Refusal(DenseNetConfig config) => Assert.Throws<ArgumentException>(() => new DenseNetEncoder(config, seed: 1)).Message;
}
