using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Our networks beside timm's and beside a decoder rebuilt in PyTorch (fixtures/README.md).</summary>
public sealed class InceptionResNetParityTests
{
    private const string Classifier = "classif.";

    // Modules of the reference whose output was recorded and which are no skips.
    private static readonly string[] InnerTaps =
        ["conv2d_1a", "mixed_5b", "mixed_6a", "mixed_7a", "repeat_2"];

    private static readonly InceptionResNetConfig Bare = InceptionResNetConfig.InceptionResNetV2 with { Padding = PaddingRule.Reference };

    [Fact]
    [NoTensorLeak]
    public void Inception_ResNet_v2_has_the_keys_shapes_and_parameters_of_timm()
    {
        var file = new ParityFile("inception_resnet_v2.json");
        using var encoder = (Bare with { LearnScale = true }).Build(seed: 1);

        Assert.Equal(file.Keys(Classifier).Order(), ParityFile.KeysOf(encoder).Order());
        Assert.Equal(file.Keys(Classifier).Where(IsConvolution), ParityFile.KeysOf(encoder).Where(IsConvolution)); // Keras' files name them by this order alone
        Assert.Equal(file.Parameters - ((1536 * 1000) + 1000), encoder.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    [NoTensorLeak]
    public void The_network_has_the_keys_and_shapes_of_the_adopted_code_and_its_parameters_with_and_without_scales()
    {
        var file = new ParityFile("pyramid-inception_resnet_v2.json");
        using var network = NetworkCatalogue.InceptionResNetV2.Build(seed: 1);
        long scales = network.buffers().Where(buffer => buffer.dim() > 0).Sum(buffer => buffer.numel()) - (2 * 256) - 60_544; // facts.md §1.3: running statistics

        Assert.Equal(file.Keys(Classifier).Order(), ParityFile.KeysOf(network).Order());
        Assert.Equal(60_428_321, network.parameters().Sum(parameter => parameter.numel())); // facts.md §1.3
        Assert.Equal(30_272, scales);
        Assert.Equal(60_458_593, file.Parameters);
        Assert.Equal(file.Parameters, 60_428_321 + scales);
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void Inception_ResNet_v2_computes_what_timm_computes()
    {
        var file = new ParityFile("inception_resnet_v2.json");
        using var noGradient = no_grad();
        using var encoder = Bare.Build(seed: 1);
        NetworkParity.Prepare(encoder, file);
        var skips = new Dictionary<string, Func<SkipTensors, Tensor>>
        {
            ["conv2d_2b"] = maps => maps.C1,
            ["conv2d_4a"] = maps => maps.C2,
            ["repeat"] = maps => maps.C3,
            ["repeat_1"] = maps => maps.C4,
            ["conv2d_7b"] = maps => maps.C5,
        };

        NetworkParity.AssertEncoder(file, encoder, InnerTaps, skips);
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void The_Inception_ResNet_v2_network_computes_what_the_adopted_code_computes()
    {
        var file = new ParityFile("pyramid-inception_resnet_v2.json");
        using var noGradient = no_grad();
        using var network = (PyramidNetwork)NetworkCatalogue.InceptionResNetV2.Build(seed: 1);
        NetworkParity.Prepare(network, file);

        NetworkParity.AssertPyramid(file, network);
    }

    private static bool IsConvolution(string line) => line.Contains("conv.weight ") || line.Contains("conv2d.weight ");
}
