using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

/// <summary>One tiny DenseNet in each format computes what torchvision's does (fixtures README, <c>weights/</c>).</summary>
public sealed class PretrainedOutputTests
{
    [Theory]
    [InlineData("tiny-densenet.safetensors")]
    [InlineData("tiny-densenet.pth")]
    [InlineData("tiny-densenet-legacy.pth")]
    [InlineData("tiny-densenet-wrapped.pth")]
    [InlineData("tiny-densenet-old-names.pth")]
    [NoTensorLeak]
    public void Every_file_gives_the_output_of_the_network_it_was_saved_from(string name)
    {
        var expected = SharedFiles.Json("fixtures", "weights", "expected.json");
        string path = SharedFiles.PathOf("fixtures", "weights", name);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var encoder = new DenseNetConfig { GrowthRate = 4, LayersPerBlock = [2, 2, 2, 2], StemChannels = 8, BottleneckFactor = 2 }.Build(seed: 1);
        using var classifier = KeyedModule.Of(("classifier.weight", [3, 16]), ("classifier.bias", [3]));
        encoder.to(float64);
        encoder.eval();

        var coverage = PretrainedWeights.Load(path, encoder);
        PretrainedWeights.Load(path, classifier, new() { AllowPartial = true }); // which is skipped unless it is asked for by name

        var features = encoder.call(ReferenceHash.Draw("input", [1, 3, 64, 64], 0, (-1, 2))).C5; // 1×16×2×2
        var head = classifier.state_dict();
        var logits = nn.functional.linear(features.mean([2, 3]), head["classifier.weight"].to(float64), head["classifier.bias"].to(float64));
        Assert.True(coverage.IsComplete);
        Assert.Equal(
            expected.GetProperty("logits").EnumerateArray().Select(value => value.GetDouble()),
            logits.data<double>().ToArray(),
            (left, right) => Math.Abs(left - right) < 1e-6); // the weights have 24 bits
    }
}
