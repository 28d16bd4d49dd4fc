using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Tensors;

/// <summary>With numbers that a collection could free, operations failed now and then under load ("Exception raised from toBFloat16") or computed garbage.</summary>
/// <remarks>
/// A process of its own, as in <c>.ci/run</c>: after tests that leave a gigabyte behind each collection takes a third of a second, and these tests hours.
/// Collecting young objects alone is quick anywhere, but with the mistake put back it showed in the losses only, and there in three of five runs.
/// </remarks>
public sealed class ScalarsTests
{
    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void A_network_computes_the_same_while_another_thread_collects_garbage_all_the_time()
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        network.eval();
        var image = ones(1, 3, 32, 64).to_type(ScalarType.BFloat16); // 1×3×32×64

        AssertRepeats(() => network.call(image), calls: 100);
    }

    [Theory(Explicit = true)]
    [NoTensorLeak]
    [InlineData(DecayMeaning.Gradient, true)]
    [InlineData(DecayMeaning.Weight, false)]
    public void An_optimizer_steps_the_same_while_another_thread_collects_garbage_all_the_time(DecayMeaning meaning, bool amsgrad)
    {
        using var scope = NewDisposeScope();
        var config = new OptimizerConfig { LearningRate = 1e-2, Decay = 1e-2, DecayMeaning = meaning, Amsgrad = amsgrad };

        AssertRepeats(() => Stepped(config), calls: 60);
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void Losses_and_their_gradients_are_the_same_while_another_thread_collects_garbage_all_the_time()
    {
        using var scope = NewDisposeScope();
        var logits = linspace(-3, 3, 2048).view(2, 1, 32, 32);  // 2×1×32×32
        var target = logits.sin().gt(0).to_type(float32);       // 2×1×32×32
        var loss = Loss.JaccardCrossEntropy + (0.5 * Loss.SquaredJaccardPerImage);

        AssertRepeats(() => Gradient(loss, logits, target), calls: 300);
    }

    private static Tensor Stepped(OptimizerConfig config)
    {
        using var scope = NewDisposeScope();
        using var weights = new Parameter(linspace(-1, 1, 500));
        using var optimizer = new AdamOptimizer(config, totalSteps: 20, [weights]);
        for (int step = 0; step < 20; step++)
        {
            optimizer.ZeroGradients();
            (weights * weights).sum().backward();
            optimizer.Step();
        }

        return weights.detach().clone().MoveToOuterDisposeScope(); // 500
    }

    private static Tensor Gradient(Loss loss, Tensor logits, Tensor target)
    {
        using var scope = NewDisposeScope();
        var free = logits.detach().clone().requires_grad_();
        var value = loss.Evaluate(free, target);
        value.backward();
        return cat([value.detach().view(1), free.grad!.flatten()]).MoveToOuterDisposeScope(); // 1 + all pixels
    }

    private static void AssertRepeats(Func<Tensor> compute, int calls)
    {
        using var scope = NewDisposeScope();
        var first = compute();
        int isDone = 0;
        var collector = new Thread(() =>
        {
            while (Volatile.Read(ref isDone) == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (int i = 0; i < calls; i++)
            {
                using var call = NewDisposeScope();
                Assert.True(compute().eq(first).all().item<bool>(), $"call {i} differs");
            }
        }
        finally
        {
            Volatile.Write(ref isDone, 1);
            collector.Join();
        }
    }
}
