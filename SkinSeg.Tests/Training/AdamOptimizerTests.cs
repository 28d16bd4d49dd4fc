using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Training;

public sealed class AdamOptimizerTests
{
    [Fact]
    [NoTensorLeak]
    public void Sixty_steps_of_AMSGrad_follow_Keras()
    {
        var trajectory = SharedFiles.Json("fixtures", "numeric", "keras-amsgrad.json").GetProperty("trajectory").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("step").GetInt32());
        using var scope = NewDisposeScope();
        using var weights = new Parameter(ReferenceHash.Draw("w", [5], seed: 0, (-1, 2)));
        var a = ReferenceHash.Draw("a", [5], seed: 0, (0, 3));
        var b = ReferenceHash.Draw("b", [5], seed: 0, (-1, 2));
        using var optimizer = new AdamOptimizer(new() { LearningRate = 1e-2, Decay = 1e-2 }, totalSteps: 60, [weights]);

        for (int step = 1; step <= 60; step++)
        {
            double rate = optimizer.LearningRate;
            optimizer.ZeroGradients();
            (((a * weights * weights) / 2) + (b * weights)).sum().backward();
            optimizer.Step();
            if (trajectory.TryGetValue(step, out var expected))
            {
                Assert.Equal(expected.GetProperty("lr").GetDouble(), rate, 1e-15);
                Assert.All(expected.GetProperty("w").EnumerateArray().Zip(weights.data<double>()), pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-12));
            }
        }

        Assert.True(trajectory.ContainsKey(60));
    }
}
