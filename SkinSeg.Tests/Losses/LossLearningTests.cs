using SkinSeg.Losses;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Losses;

public sealed class LossLearningTests
{
    // All that can be minimised: as printed, Eq. 1 rewards errors (facts.md §6.1 #2).
    public static TheoryData<string> Names => [.. Loss.All.Where(loss => loss != Loss.JaccardCrossEntropyAsPrinted).Select(loss => loss.Name)];

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(Names))]
    public void Two_convolutions_learn_one_image_by_heart_with_every_loss(string name) => Assert.InRange(JaccardAfterTraining(Loss.Find(name)), 0.95, 1);

    [Fact]
    [NoTensorLeak]
    public void With_Eq_1_as_printed_they_do_not() => Assert.InRange(JaccardAfterTraining(Loss.JaccardCrossEntropyAsPrinted), 0, 0.3);

    private static double JaccardAfterTraining(Loss loss)
    {
        manual_seed(1);
        using var outer = NewDisposeScope(); // TorchSharp's layers leave a tensor behind when they are built
        using var network = nn.Sequential(
            ("conv1", nn.Conv2d(3, 8, kernel_size: 3, padding: 1)), ("relu", nn.ReLU()), ("conv2", nn.Conv2d(8, 1, kernel_size: 3, padding: 1)));
        using var optimizer = new AdamOptimizer(new() { LearningRate = 0.05 }, totalSteps: 60, network.parameters());
        var (images, masks) = Blob.Draw(1, 16, seed: 3);
        for (int step = 0; step < 60; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            loss.Evaluate(network.call(images), masks).backward();
            optimizer.Step();
        }

        return Blob.Jaccard(network.call(images), masks);
    }
}
