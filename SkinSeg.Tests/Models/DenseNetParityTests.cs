using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Our DenseNet beside torchvision's and beside a decoder rebuilt in PyTorch (fixtures/README.md).</summary>
public sealed class DenseNetParityTests
{
    private const string Classifier = "classifier.";

    [Fact]
    [NoTensorLeak]
    public void DenseNet169_has_the_keys_shapes_and_parameters_of_torchvision()
    {
        var file = new ParityFile("densenet169.json");
        using var encoder = DenseNetConfig.DenseNet169.Build(seed: 1);

        NetworkParity.AssertKeys(file, Classifier, encoder);
        Assert.Equal(file.Parameters - ((1664 * 1000) + 1000), encoder.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    [NoTensorLeak]
    public void The_DenseNet169_network_has_the_keys_shapes_and_parameters_of_the_adopted_code()
    {
        var file = new ParityFile("pyramid-densenet169.json");
        using var network = NetworkCatalogue.DenseNet169.Build(seed: 1);

        NetworkParity.AssertKeys(file, Classifier, network);
        Assert.Equal(18_784_065, file.Parameters); // facts.md §1.3
        Assert.Equal(file.Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void DenseNet169_computes_what_torchvision_computes()
    {
        var file = new ParityFile("densenet169.json");
        using var noGradient = no_grad();
        using var encoder = DenseNetConfig.DenseNet169.Build(seed: 1);
        NetworkParity.Prepare(encoder, file);

        NetworkParity.AssertEncoder(
            file,
            encoder,
            ["features.denseblock1", "features.denseblock2", "features.denseblock3", "features.denseblock4", "features.norm5"],
            new Dictionary<string, Func<SkipTensors, Tensor>> { ["features.relu0"] = skips => skips.C1 });
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void The_DenseNet169_network_computes_what_the_adopted_code_computes()
    {
        var file = new ParityFile("pyramid-densenet169.json");
        using var noGradient = no_grad();
        using var network = (PyramidNetwork)NetworkCatalogue.DenseNet169.Build(seed: 1);
        NetworkParity.Prepare(network, file);

        NetworkParity.AssertPyramid(file, network);
    }

    [Fact]
    [NoTensorLeak]
    public void A_tiny_DenseNet_holds_the_weights_of_torchvision_and_gives_its_answer()
    {
        var expected = SharedFiles.Json("fixtures", "weights", "expected.json");
        string path = SharedFiles.PathOf("fixtures", "weights", "tiny-densenet.safetensors");
        var config = new DenseNetConfig { GrowthRate = 4, LayersPerBlock = [2, 2, 2, 2], StemChannels = 8, BottleneckFactor = 2 };
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var encoder = config.Build(seed: 1);
        encoder.to(float64);
        encoder.eval();
        var (weight, bias) = (zeros(3, 16, float64), zeros(3, float64));
        var state = encoder.state_dict();
        var targets = state.Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary(); // the file has none
        targets.Add("classifier.weight", weight);
        targets.Add("classifier.bias", bias);

        using var table = SafeTensorsTable.Open(path);
        WeightCopy.Exactly(table, targets, coverage => $"The file does not fit: {coverage}.");
        var features = encoder.call(ReferenceHash.Draw("input", [1, 3, 64, 64], 0, (-1, 2))).C5;
        var logits = nn.functional.linear(features.mean([2, 3]), weight, bias);

        Assert.Equal(expected.GetProperty("features_shape").EnumerateArray().Select(side => side.GetInt64()), features.shape);
        Assert.All(
            expected.GetProperty("logits").EnumerateArray().Zip(logits.data<double>().ToArray()),
            pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-6)); // its weights, and maybe its sums, have 24 bits
    }
}
