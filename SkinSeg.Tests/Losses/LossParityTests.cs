using System.Text.Json;
using SkinSeg.Losses;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Losses;

/// <summary>Values and gradients of the paper's losses beside PyTorch's automatic differentiation (fixtures/numeric/losses.json).</summary>
public sealed class LossParityTests
{
    private const double Tolerance = 1e-12; // float64 on both sides; the values are of the order of 1

    [Fact]
    [NoTensorLeak]
    public void Eq_1_and_Eq_3_have_the_reference_value_and_gradient()
    {
        (string Key, Loss Loss)[] losses =
        [
            ("eq1", Loss.JaccardCrossEntropy), ("eq1_as_printed", Loss.JaccardCrossEntropyAsPrinted), ("eq3", Loss.SquaredJaccard),
        ];
        var cases = SharedFiles.Json("fixtures", "numeric", "losses.json").GetProperty("cases").EnumerateArray().ToList();
        Assert.NotEmpty(cases);
        foreach (var entry in cases)
        {
            foreach (var (key, loss) in losses)
            {
                AssertCase(entry, entry.GetProperty(key), loss);
            }
        }
    }

    private static void AssertCase(JsonElement entry, JsonElement expected, Loss loss)
    {
        using var scope = NewDisposeScope();
        string name = entry.GetProperty("name").GetString()!;
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        var logits = ReferenceHash.Draw($"logits/{name}", shape, seed: 0, (-4, 8)).requires_grad_();
        var target = Target(name, shape);
        Assert.Equal(entry.GetProperty("positives").GetDouble(), target.sum().item<double>());

        var value = loss.Evaluate(logits, target);
        value.backward();

        double[] gradient = logits.grad!.data<double>().ToArray();
        Assert.Equal(expected.GetProperty("value").GetDouble(), value.item<double>(), Tolerance);
        Assert.Equal(expected.GetProperty("grad_norm").GetDouble(), Math.Sqrt(gradient.Sum(g => g * g)), Tolerance);
        foreach (var (g, ours) in expected.GetProperty("grad_first8").EnumerateArray().Zip(gradient))
        {
            Assert.Equal(g.GetDouble(), ours, Tolerance);
        }
    }

    private static Tensor Target(string name, long[] shape)
    {
        var drawn = ReferenceHash.Draw($"target/{name}", shape, seed: 0, (0, 1)).lt(0.4).to(float64);
        switch (name)
        {
            case "no_positive":
                return drawn.zero_();
            case "all_positive":
                return drawn.fill_(1);
            case "one_empty_image":
                drawn[1].zero_();
                return drawn;
            default:
                return drawn;
        }
    }
}
