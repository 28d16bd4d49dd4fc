using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class LearningTests
{
    [Theory]
    [NoTensorLeak]
    [InlineData("resnet-compact")]
    [InlineData("inception-resnet-compact")]
    [InlineData("densenet-compact")]
    [InlineData("xception-compact")]
    public void A_compact_network_learns_one_image_by_heart_with_Eq_1(string name)
    {
        using var network = NetworkCatalogue.Find(name).Build(seed: 1);
        using var optimizer = new AdamOptimizer(OptimizerConfig.FromScratch, totalSteps: 40, network.parameters());
        using var outer = NewDisposeScope();
        var (images, masks) = Blob.Draw(1, 64, seed: 3);

        for (int step = 0; step < 40; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            Loss.JaccardCrossEntropy.Evaluate(network.call(images), masks).backward();
            optimizer.Step();
        }

        network.eval();
        using var noGradient = no_grad();
        Assert.InRange(Blob.Jaccard(network.call(images), masks), 0.95, 1);
    }
}
