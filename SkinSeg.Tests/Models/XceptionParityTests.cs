using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Our Xception beside timm's and beside a decoder rebuilt in PyTorch (fixtures/README.md).</summary>
public sealed class XceptionParityTests
{
    private const string Classifier = "fc.";

    // timm's own: no padding at the beginning, and the epsilon of PyTorch where nobody asks for another.
    private static readonly XceptionConfig Bare = XceptionConfig.Xception with { Padding = PaddingRule.Reference, BatchNormEpsilon = 1e-5 };

    [Fact]
    [NoTensorLeak]
    public void Xception_has_the_keys_shapes_and_parameters_of_timm()
    {
        var file = new ParityFile("xception.json");
        using var encoder = Bare.Build(seed: 1);

        NetworkParity.AssertKeys(file, Classifier, encoder);
        Assert.Equal(file.Parameters - ((2048 * 1000) + 1000), encoder.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    [NoTensorLeak]
    public void The_Xception_network_has_the_keys_shapes_and_parameters_of_the_adopted_code()
    {
        var file = new ParityFile("pyramid-xception.json");
        using var network = NetworkCatalogue.Xception.Build(seed: 1);

        NetworkParity.AssertKeys(file, Classifier, network);
        Assert.Equal(27_194_601, file.Parameters); // facts.md §1.3
        Assert.Equal(file.Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void Xception_computes_what_timm_computes()
    {
        var file = new ParityFile("xception.json");
        using var noGradient = no_grad();
        using var encoder = Bare.Build(seed: 1);
        NetworkParity.Prepare(encoder, file);

        NetworkParity.AssertEncoder(
            file,
            encoder,
            ["conv2", "block1", "block2", "block3", "block11", "block12", "bn4"],
            new Dictionary<string, Func<SkipTensors, Tensor>>());
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void The_Xception_network_computes_what_the_adopted_code_computes()
    {
        var file = new ParityFile("pyramid-xception.json");
        using var noGradient = no_grad();
        using var network = (PyramidNetwork)NetworkCatalogue.Xception.Build(seed: 1);
        NetworkParity.Prepare(network, file);

        NetworkParity.AssertPyramid(file, network);
    }
}
