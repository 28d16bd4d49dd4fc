using SkinSeg.Models;
using SkinSeg.Tests.Support;
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
        NetworkParity.Prepare(encoder, file);
        var skips = new Dictionary<string, Func<SkipTensors, Tensor>>
        {
            ["relu"] = maps => maps.C1,
            ["layer1"] = maps => maps.C2,
            ["layer2"] = maps => maps.C3,
            ["layer3"] = maps => maps.C4,
            ["layer4"] = maps => maps.C5,
        };

        NetworkParity.AssertEncoder(file, encoder, [], skips);
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void The_ResNet152_network_computes_what_the_adopted_code_computes()
    {
        var file = new ParityFile("pyramid-resnet152.json");
        using var noGradient = no_grad();
        using var network = (PyramidNetwork)NetworkCatalogue.ResNet152.Build(seed: 1);
        NetworkParity.Prepare(network, file);

        NetworkParity.AssertPyramid(file, network);
    }
}
