using SkinSeg.Models;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Batch norm beside its definition, computed pixel by pixel.</summary>
public sealed class BatchNormTests
{
    private const int Channels = 3;
    private const double Rounding = 1e-12; // sums of 40 numbers in another order
    private static readonly long[] Shape = [2, Channels, 4, 5];
    private static readonly BatchNormRule Rule = new(Epsilon: 1e-3, Momentum: 0.01);

    [Theory]
    [NoTensorLeak]
    [InlineData(true)]
    [InlineData(false)]
    public void Training_normalises_by_the_batch_and_moves_the_running_statistics_by_a_hundredth(bool learnScale)
    {
        using var layer = Filled(Rule with { LearnScale = learnScale });
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var old = Values(layer);
        var input = Input();

        var found = layer.call(input);

        var state = Values(layer);
        for (int channel = 0; channel < Channels; channel++)
        {
            double[] pixels = Pixels(input, channel);
            double mean = pixels.Average();
            double squares = pixels.Sum(pixel => (pixel - mean) * (pixel - mean));
            AssertChannel(found, channel, pixels, (mean, squares / pixels.Length), old);
            Assert.Equal((0.99 * old["running_mean"][channel]) + (0.01 * mean), state["running_mean"][channel], Rounding);
            Assert.Equal((0.99 * old["running_var"][channel]) + (0.01 * squares / (pixels.Length - 1)), state["running_var"][channel], Rounding); // unbiased: facts.md §1.8
        }

        Assert.Equal(1, layer.state_dict()["num_batches_tracked"].item<long>());
        Assert.Equal(old["weight"], state["weight"]);
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluation_normalises_by_the_running_statistics_and_leaves_them(bool learnScale)
    {
        using var layer = Filled(Rule with { LearnScale = learnScale });
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        layer.eval();
        var old = Values(layer);
        var input = Input();

        var found = layer.call(input);

        for (int channel = 0; channel < Channels; channel++)
        {
            AssertChannel(found, channel, Pixels(input, channel), (old["running_mean"][channel], old["running_var"][channel]), old);
        }

        Assert.Equal(old.OrderBy(entry => entry.Key), Values(layer).OrderBy(entry => entry.Key));
        Assert.Equal(0, layer.state_dict()["num_batches_tracked"].item<long>());
    }

    [Fact]
    [NoTensorLeak]
    public void A_scale_that_is_not_learned_is_stored_beside_the_parameters_and_stays_1()
    {
        using var layer = new BatchNorm(Channels, Rule with { LearnScale = false });
        using var scope = NewDisposeScope();

        layer.call(rand(Shape)).square().sum().backward();

        Assert.Equal(["bias"], layer.named_parameters().Select(entry => entry.name));
        Assert.Contains("weight", layer.named_buffers().Select(entry => entry.name));
        var weight = layer.state_dict()["weight"];
        Assert.False(weight.requires_grad);
        Assert.Null(weight.grad);
        Assert.Equal([1f, 1f, 1f], weight.data<float>().ToArray());
    }

    [Fact]
    [NoTensorLeak]
    public void A_learned_scale_receives_the_sum_of_the_normalised_pixels_times_their_gradients()
    {
        using var layer = Filled(Rule);
        using var scope = NewDisposeScope();
        var input = Input();
        var upstream = ReferenceHash.Draw("upstream", Shape, seed: 2, (-1, 2));

        (layer.call(input) * upstream).sum().backward();

        var (scale, offset) = (layer.get_parameter("weight")!.grad!, layer.get_parameter("bias")!.grad!);
        for (int channel = 0; channel < Channels; channel++)
        {
            double[] pixels = Pixels(input, channel);
            double mean = pixels.Average();
            double deviation = Math.Sqrt(pixels.Average(pixel => (pixel - mean) * (pixel - mean)) + Rule.Epsilon);
            double[] gradients = Pixels(upstream, channel);
            Assert.Equal(pixels.Zip(gradients, (pixel, gradient) => (pixel - mean) / deviation * gradient).Sum(), scale[channel].item<double>(), Rounding);
            Assert.Equal(gradients.Sum(), offset[channel].item<double>(), Rounding);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void One_value_per_channel_is_normalised_by_what_was_learnt_and_changes_nothing()
    {
        using var layer = Filled(Rule);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var before = Values(layer);
        var image = Input().narrow(0, 0, 1).mean([2, 3], keepdim: true);

        var trained = layer.call(image);
        layer.eval();

        Assert.True(trained.equal(layer.call(image)).all().item<bool>());
        Assert.Equal(before.OrderBy(entry => entry.Key), Values(layer).OrderBy(entry => entry.Key));
        Assert.Equal(0, layer.state_dict()["num_batches_tracked"].item<long>());
    }

    [Fact]
    [NoTensorLeak]
    public void A_new_layer_is_the_identity_but_for_epsilon_and_has_the_keys_of_PyTorch_in_its_order()
    {
        using var layer = new BatchNorm(Channels, Rule);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        layer.eval();
        var input = rand(Shape);

        Assert.True(allclose(layer.call(input), input / Math.Sqrt(1.001)));
        Assert.Equal(
            ["weight [3]", "bias [3]", "running_mean [3]", "running_var [3]", "num_batches_tracked []"],
            ParityFile.KeysOf(layer));
    }

    private static BatchNorm Filled(BatchNormRule rule)
    {
        var layer = new BatchNorm(Channels, rule);
        layer.to(float64);
        ReferenceHash.Fill(layer, seed: 1);
        return layer;
    }

    private static Tensor Input() => ReferenceHash.Draw("input", Shape, seed: 1, (-3, 10)); // neither centered nor of unit variance

    private static void AssertChannel(Tensor found, int channel, double[] pixels, (double Mean, double Variance) by, Dictionary<string, double[]> state)
    {
        var expected = pixels.Select(pixel =>
            (state["weight"][channel] * (pixel - by.Mean) / Math.Sqrt(by.Variance + Rule.Epsilon)) + state["bias"][channel]);
        foreach (var (wanted, value) in expected.Zip(Pixels(found, channel)))
        {
            Assert.Equal(wanted, value, Rounding);
        }
    }

    private static double[] Pixels(Tensor map, int channel)
    {
        using var one = map.narrow(1, channel, 1).contiguous();
        return one.data<double>().ToArray();
    }

    private static Dictionary<string, double[]> Values(nn.Module layer) => layer.state_dict()
        .Where(entry => entry.Value.dtype == float64)
        .ToDictionary(entry => entry.Key, entry => entry.Value.data<double>().ToArray());
}
