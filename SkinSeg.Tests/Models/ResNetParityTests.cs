using SkinSeg.Models;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Our networks beside torchvision's and beside a decoder rebuilt in PyTorch (fixtures/README.md).</summary>
public sealed class ResNetParityTests
{
    [Fact]
    [NoTensorLeak]
    public void ResNet152_has_the_keys_shapes_and_parameters_of_torchvision()
    {
        var file = new ParityFile("resnet152.json");
        using var encoder = ResNetConfig.ResNet152.Build(seed: 1);

        Assert.Equal(file.Keys(classifier: "fc.").Order(), ParityFile.KeysOf(encoder).Order());
        Assert.Equal(file.Parameters - ((2048 * 1000) + 1000), encoder.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    [NoTensorLeak]
    public void The_ResNet152_network_has_the_keys_shapes_and_parameters_of_the_adopted_code()
    {
        var file = new ParityFile("pyramid-resnet152.json");
        using var network = NetworkCatalogue.ResNet152.Build(seed: 1);

        Assert.Equal(file.Keys(classifier: "fc.").Order(), ParityFile.KeysOf(network).Order());
        Assert.Equal(64_476_161, file.Parameters); // facts.md §1.3
        Assert.Equal(file.Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void ResNet152_computes_what_torchvision_computes()
    {
        var file = new ParityFile("resnet152.json");
        using var noGradient = no_grad();
        using var encoder = ResNetConfig.ResNet152.Build(seed: 1);
        Prepare(encoder, file.Seed);
        using var scope = NewDisposeScope();

        var skips = encoder.call(file.Input());

        file.AssertTap("relu", skips.C1);
        file.AssertTap("layer1", skips.C2);
        file.AssertTap("layer2", skips.C3);
        file.AssertTap("layer3", skips.C4);
        file.AssertTap("layer4", skips.C5);
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void The_ResNet152_network_computes_what_the_adopted_code_computes()
    {
        var file = new ParityFile("pyramid-resnet152.json");
        using var noGradient = no_grad();
        using var network = (PyramidNetwork)NetworkCatalogue.ResNet152.Build(seed: 1);
        Prepare(network, file.Seed);
        using var scope = NewDisposeScope();
        var input = file.Input();

        var skips = ((nn.Module<Tensor, SkipTensors>)network.children().First()).call(input);
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

    private static void Prepare(nn.Module network, int seed)
    {
        network.to(float64);
        network.eval();
        ReferenceHash.Fill(network, seed);
    }
}
