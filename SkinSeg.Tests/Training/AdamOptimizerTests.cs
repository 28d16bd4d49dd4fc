using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp;
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
        using var weights = Weights();
        using var optimizer = new AdamOptimizer(new() { LearningRate = 1e-2, Decay = 1e-2 }, totalSteps: 60, [weights]);

        for (int step = 1; step <= 60; step++)
        {
            double rate = optimizer.LearningRate;
            Descend(optimizer, weights);
            if (trajectory.TryGetValue(step, out var expected))
            {
                Assert.Equal(expected.GetProperty("lr").GetDouble(), rate, 1e-15);
                Assert.All(expected.GetProperty("w").EnumerateArray().Zip(weights.data<double>()), pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-12));
            }
        }

        Assert.True(trajectory.ContainsKey(60));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(DecayMeaning.LearningRate, true)]
    [InlineData(DecayMeaning.Gradient, true)]
    [InlineData(DecayMeaning.Weight, false)]
    public void Each_reading_of_decay_follows_its_formula(DecayMeaning meaning, bool amsgrad)
    {
        var config = new OptimizerConfig { LearningRate = 1e-2, Decay = 0.1, DecayMeaning = meaning, Amsgrad = amsgrad };
        using var scope = NewDisposeScope();
        using var weights = Weights();
        using var optimizer = new AdamOptimizer(config, totalSteps: 20, [weights]);
        var oracle = new SlowAdam(config, weights.data<double>().ToArray());

        for (int step = 0; step < 20; step++)
        {
            Descend(optimizer, weights);
            oracle.Step(weights.grad!.data<double>().ToArray());
        }

        Assert.All(oracle.Weights.Zip(weights.data<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    [NoTensorLeak]
    public void A_saved_optimizer_continues_to_the_last_bit()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var weights = Weights();
        using var optimizer = new AdamOptimizer(OptimizerConfig.Paper, totalSteps: 20, [weights]);
        Repeat(7, () => Descend(optimizer, weights));
        optimizer.Save(folder["state.safetensors"]);
        using var copy = new Parameter(weights.detach().clone());
        using var resumed = new AdamOptimizer(OptimizerConfig.Paper, totalSteps: 20, [copy]);

        resumed.Load(folder["state.safetensors"]);
        Repeat(7, () => Descend(optimizer, weights));
        Repeat(7, () => Descend(resumed, copy));

        Assert.Equal(14, resumed.StepCount);
        Assert.Equal(weights.data<double>().ToArray(), copy.data<double>().ToArray());
    }

    [Fact]
    public void The_state_of_another_rule_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var weights = Weights();
        using var paper = new AdamOptimizer(OptimizerConfig.Paper, totalSteps: 20, [weights]);
        using var fromScratch = new AdamOptimizer(OptimizerConfig.FromScratch, totalSteps: 20, [weights]);
        paper.Save(folder["state.safetensors"]);

        string message = Assert.Throws<InvalidDataException>(() => fromScratch.Load(folder["state.safetensors"])).Message;

        Assert.Contains("state.safetensors is the state of another network or optimizer: 1 unexpected (largest_second_moment)", message);
    }

    [Fact]
    [NoTensorLeak]
    public void Steps_leave_no_tensors_behind()
    {
        using var outer = NewDisposeScope(); // TorchSharp's layers leave a tensor behind when they are built
        using var network = nn.Conv2d(3, 4, kernel_size: 3);
        using var optimizer = new AdamOptimizer(OptimizerConfig.FromScratch, totalSteps: 20, network.parameters());
        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            network.call(rand(1, 3, 8, 8)).sum().backward();
            optimizer.Step();
        }

        Repeat(2, Step);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Repeat(10, Step);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Parameter Weights() => new(ReferenceHash.Draw("w", [5], seed: 0, (-1, 2)));

    // The loss of the fixture: Σ(a·w²/2 + b·w).
    private static void Descend(AdamOptimizer optimizer, Parameter weights)
    {
        using var scope = NewDisposeScope();
        var a = ReferenceHash.Draw("a", [5], seed: 0, (0, 3));
        var b = ReferenceHash.Draw("b", [5], seed: 0, (-1, 2));
        optimizer.ZeroGradients();
        (((a * weights * weights) / 2) + (b * weights)).sum().backward();
        optimizer.Step();
    }

    private static void Repeat(int count, Action action)
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    }

    /// <summary>The same rule, one number at a time.</summary>
    private sealed class SlowAdam(OptimizerConfig config, double[] weights)
    {
        private readonly double[] m = new double[weights.Length];
        private readonly double[] v = new double[weights.Length];
        private readonly double[] largest = new double[weights.Length];
        private int steps;

        public double[] Weights => weights;

        public void Step(double[] gradient)
        {
            double rate = config.DecayMeaning == DecayMeaning.LearningRate ? config.LearningRate / (1 + (config.Decay * steps)) : config.LearningRate;
            steps++;
            for (int i = 0; i < weights.Length; i++)
            {
                double g = gradient[i] + (config.DecayMeaning == DecayMeaning.Gradient ? config.Decay * weights[i] : 0);
                m[i] = (config.Beta1 * m[i]) + ((1 - config.Beta1) * g);
                v[i] = (config.Beta2 * v[i]) + ((1 - config.Beta2) * g * g);
                largest[i] = config.Amsgrad ? Math.Max(largest[i], v[i]) : v[i];
                double correction = Math.Sqrt(1 - Math.Pow(config.Beta2, steps)) / (1 - Math.Pow(config.Beta1, steps));
                double shrink = config.DecayMeaning == DecayMeaning.Weight ? rate * config.Decay * weights[i] : 0;
                weights[i] -= shrink + (rate * correction * m[i] / (Math.Sqrt(largest[i]) + config.Epsilon));
            }
        }
    }
}
