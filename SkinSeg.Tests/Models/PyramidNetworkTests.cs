using SkinSeg.Models;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class PyramidNetworkTests
{
    [Theory]
    [NoTensorLeak]
    [InlineData(1, 32, 32)]
    [InlineData(3, 64, 96)]
    [InlineData(5, 96, 64)]
    public void Logits_have_the_size_of_the_image_for_any_number_of_images(int count, int height, int width)
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var scope = NewDisposeScope();

        Assert.Equal([count, 1, height, width], network.call(zeros(count, 3, height, width)).shape);
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("resnet-compact", 24, 32, 64, 96, 128)]
    [InlineData("densenet-compact", 24, 96, 144, 216, 228)]
    [InlineData("xception-compact", 24, 96, 160, 224, 384)]
    public void Skips_have_the_channels_and_strides_that_the_configuration_says(string name, params int[] channels)
    {
        var config = NetworkCatalogue.Find(name).Encoder;
        using var encoder = config.Build(seed: 1);
        using var scope = NewDisposeScope();

        var skips = encoder.call(zeros(2, 3, 64, 96));

        Assert.Equal(new EncoderChannels(channels[0], channels[1], channels[2], channels[3], channels[4]), config.Channels);
        Assert.Equal([2, channels[0], 32, 48], skips.C1.shape);
        Assert.Equal([2, channels[1], 16, 24], skips.C2.shape);
        Assert.Equal([2, channels[2], 8, 12], skips.C3.shape);
        Assert.Equal([2, channels[3], 4, 6], skips.C4.shape);
        Assert.Equal([2, channels[4], 2, 3], skips.C5.shape);
    }

    [Theory]
    [InlineData(100, 128, "must be multiples of 32, got 100×128; pad or resize the image to 128×128")]
    [InlineData(96, 129, "pad or resize the image to 96×160")]
    public void An_image_of_the_wrong_size_is_told_which_size_to_pad_to(int height, int width, string words)
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var image = zeros(1, 3, height, width);

        Assert.Contains(words, Assert.Throws<ArgumentException>(() => network.call(image)).Message);
    }

    [Fact]
    public void Other_channels_and_other_numbers_are_refused_with_what_was_found()
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var grey = zeros(1, 1, 32, 32);
        using var flat = zeros(3, 32, 32);
        using var bytes = zeros(1, 3, 32, 32, uint8);

        Assert.Contains("Expected an image batch N×3×H×W, got 1×1×32×32", Assert.Throws<ArgumentException>(() => network.call(grey)).Message);
        Assert.Contains("got 3×32×32", Assert.Throws<ArgumentException>(() => network.call(flat)).Message);
        Assert.Contains("got Byte; preprocess the image first", Assert.Throws<ArgumentException>(() => network.call(bytes)).Message);
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("resnet-compact")]
    [InlineData("deeplab-compact")]
    public void An_image_of_another_precision_than_the_weights_is_refused_in_one_sentence_unless_it_has_16_bits(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = NetworkCatalogue.Find(name).Build(seed: 1);
        network.eval();

        string wide = Assert.Throws<ArgumentException>(() => network.call(zeros(1, 3, 32, 32, float64))).Message;
        var half = network.call(zeros(1, 3, 32, 32, bfloat16));
        network.to(float64);
        string narrow = Assert.Throws<ArgumentException>(() => network.call(zeros(1, 3, 32, 32))).Message;

        Assert.StartsWith(
            "Expected values of Float32, as the network's weights are, or of 16 bits, got Float64; convert the image (to_type) or the network (to).", wide, StringComparison.Ordinal);
        Assert.StartsWith("Expected values of Float64", narrow, StringComparison.Ordinal);
        Assert.Equal(float32, half.dtype);
    }

    [Fact]
    [NoTensorLeak]
    public void The_same_seed_draws_the_same_weights_whatever_was_drawn_before()
    {
        using var first = NetworkCatalogue.CompactResNet.Build(seed: 7);
        using var between = rand(1000);
        using var second = NetworkCatalogue.CompactResNet.Build(seed: 7);
        using var other = NetworkCatalogue.CompactResNet.Build(seed: 8);
        using var scope = NewDisposeScope();

        Assert.All(first.state_dict().Zip(second.state_dict()), pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>(), pair.First.Key));
        Assert.All(
            first.named_parameters().Zip(other.named_parameters()).Where(pair => pair.First.parameter.dim() == 4),
            pair => Assert.False(pair.First.parameter.equal(pair.Second.parameter).all().item<bool>(), pair.First.name));
    }

    [Fact]
    [NoTensorLeak]
    public void Training_mode_normalises_by_the_batch_and_evaluation_mode_by_what_was_learnt()
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (images, _) = Blob.Draw(4, 32, seed: 3);
        network.eval();
        var alone = network.call(images.narrow(0, 0, 1));

        Assert.True(allclose(alone, network.call(images).narrow(0, 0, 1), rtol: 1e-4, atol: 1e-4), "an image's logits depend on its neighbours");
        network.train();
        network.call(images);
        Assert.Equal(1, network.state_dict()["encoder.bn1.num_batches_tracked"].item<long>());
        network.eval();
        Assert.False(allclose(alone, network.call(images.narrow(0, 0, 1))), "the running statistics did not move");
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("resnet-compact")]
    [InlineData("densenet-compact")]
    [InlineData("xception-compact")]
    [InlineData("inception-resnet-compact")]
    [InlineData("deeplab-compact")]
    [InlineData("deeplab-mobilenet")]
    public void Every_parameter_receives_a_gradient(string name)
    {
        using var network = NetworkCatalogue.Find(name).Build(seed: 1);
        using var scope = NewDisposeScope();
        var (images, _) = Blob.Draw(2, 64, seed: 3);

        network.call(images).square().mean().backward();

        Assert.All(network.named_parameters(), entry => Assert.True(entry.parameter.grad is { } gradient && gradient.abs().sum().item<float>() > 0, entry.name));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("resnet-compact")]
    [InlineData("densenet-compact")]
    [InlineData("xception-compact")]
    [InlineData("inception-resnet-compact")]
    [InlineData("deeplab-compact")]
    public void A_16_bit_batch_gives_32_bit_logits_and_gradients_close_to_those_of_32_bits(string name)
    {
        using var network = NetworkCatalogue.Find(name).Build(seed: 1);
        network.eval(); // dropout would make two calls differ
        using var scope = NewDisposeScope();
        var (images, _) = Blob.Draw(2, 64, seed: 3);
        var full = network.call(images).sigmoid();

        var logits = network.call(images.to(bfloat16));
        logits.mean().backward();

        Assert.Equal(float32, logits.dtype);
        Assert.All(network.parameters(), parameter => Assert.Equal(float32, parameter.grad!.dtype));
        Assert.InRange((logits.sigmoid() - full).abs().mean().item<float>(), 0, 0.02); // bfloat16 has 8 bits: errors of 0.4 % per layer
    }
}
