using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>The copy that only predicts beside the network it was made from.</summary>
public sealed class InferenceNetworkTests
{
    private static readonly BatchFormat ChannelsLast = new(ScalarType.Float32, ChannelsLast: true);

    public static TheoryData<string> CompactNames => [.. NetworkCatalogue.Compact.Select(network => network.Name)];

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(CompactNames))]
    public void Folded_batch_norms_change_rounding_only(string name)
    {
        using var network = Stirred(name);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (images, _) = Blob.Draw(2, 64, seed: 3);
        var expected = network.call(images);

        var copy = InferenceNetwork.Of(network, ChannelsLast);

        Assert.True(allclose(expected, copy.call(ChannelsLast.Arrange(images)), rtol: 1e-3, atol: 1e-3 * expected.std().item<float>()));
        Assert.True(expected.equal(network.call(images)).all().item<bool>(), "the network itself has changed");
    }

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(CompactNames))]
    public void Mixed_precision_moves_probabilities_by_less_than_0_02_on_average(string name)
    {
        using var network = Stirred(name);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var format = BatchFormat.Of(Acceleration.MixedPrecision, CPU);
        var (images, _) = Blob.Draw(2, 64, seed: 3);

        var difference = network.call(images).sigmoid() - InferenceNetwork.Of(network, format).call(format.Arrange(images)).sigmoid();

        Assert.InRange(difference.abs().mean().item<float>(), 1e-9, 0.02); // exactly 0 would mean that it computed in 32 bits
    }

    [Fact]
    [NoTensorLeak]
    public void The_copy_keeps_the_weights_it_was_made_from()
    {
        using var network = Stirred("resnet-compact");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (images, _) = Blob.Draw(1, 64, seed: 3);
        var batch = ChannelsLast.Arrange(images);
        var copy = InferenceNetwork.Of(network, ChannelsLast);
        var before = copy.call(batch);

        network.parameters().First().zero_();

        Assert.True(before.equal(copy.call(batch)).all().item<bool>());
    }

    [Fact]
    [NoTensorLeak]
    public void Without_acceleration_the_network_itself_predicts()
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);

        Assert.Same(network, InferenceNetwork.Of(network, BatchFormat.Of(Acceleration.Off, CPU)));
        Assert.False(network.training);
    }

    // Running statistics that are not the identity, so that folding has something to do.
    private static SegmentationNetwork Stirred(string name)
    {
        var network = NetworkCatalogue.Find(name).Build(seed: 1);
        ReferenceHash.Fill(network, seed: 0);
        network.eval();
        return network;
    }
}
