using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class InceptionResNetConfigTests
{
    [Fact]
    public void The_catalogue_has_the_network_of_the_adopted_code()
    {
        var network = NetworkCatalogue.Find("inception-resnet-v2");

        Assert.Equal(PaddingRule.TensorFlowSame, network.Encoder.Padding);
        Assert.Equal((1e-3, 0.01), (network.Encoder.BatchNormEpsilon, network.Encoder.BatchNormMomentum));
        Assert.Equal((PreprocessingKind.TensorFlow, PreprocessingKind.Caffe), (network.Preprocessing, network.AsInPaperText().Preprocessing)); // facts.md §6.2 #5
        Assert.Equal(new EncoderChannels(64, 192, 320, 1088, 1536), network.Encoder.Channels); // facts.md §1.3
        Assert.Equal(network.Encoder, network.Encoder.For(WeightConvention.Keras));
        Assert.False(((InceptionResNetConfig)network.Encoder).LearnScale); // facts.md §3.7 #5
        Assert.Equal(0.1, NetworkCatalogue.Find("Inception-ResNet-Compact").Encoder.BatchNormMomentum);
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(PaddingRule.TensorFlowSame, 64, 96, "32×48 16×24 8×12 4×6 2×3")]
    [InlineData(PaddingRule.Reference, 96, 128, "45×61 20×28 9×13 4×6 1×2")] // fixtures/parity/inception_resnet_v2.json
    public void Skips_have_the_channels_that_the_configuration_says_and_the_sides_of_its_padding(PaddingRule padding, int height, int width, string sides)
    {
        var config = InceptionResNetConfig.Compact with { Padding = padding };
        using var encoder = config.Build(seed: 1);
        using var scope = NewDisposeScope();

        var skips = encoder.call(zeros(2, 3, height, width));

        Tensor[] maps = [skips.C1, skips.C2, skips.C3, skips.C4, skips.C5];
        Assert.Equal(sides, string.Join(' ', maps.Select(map => $"{map.shape[2]}×{map.shape[3]}")));
        Assert.Equal(new EncoderChannels(12, 36, 60, 204, 288), config.Channels);
        Assert.Equal([12, 36, 60, 204, 288], maps.Select(map => map.shape[1]));
    }

    [Fact]
    [NoTensorLeak]
    public void A_scale_that_is_not_learned_keeps_its_key_and_is_no_parameter()
    {
        using var frozen = (InceptionResNetConfig.Compact with { LearnScale = false }).Build(seed: 1);
        using var learned = InceptionResNetConfig.Compact.Build(seed: 1);
        using var scope = NewDisposeScope();

        Assert.Equal(ParityFile.KeysOf(frozen).Order(), ParityFile.KeysOf(learned).Order());
        Assert.All(frozen.named_parameters(), entry => Assert.DoesNotContain("bn.weight", entry.name));
        Assert.Equal(1_878, learned.parameters().Sum(parameter => parameter.numel()) - frozen.parameters().Sum(parameter => parameter.numel()));
        Assert.True(allclose(frozen.call(ones(2, 3, 64, 64)).C5, learned.call(ones(2, 3, 64, 64)).C5));
    }

    [Fact]
    [NoTensorLeak]
    public void The_residual_scales_reach_the_blocks_and_the_last_block_has_no_ReLU()
    {
        using var plain = InceptionResNetConfig.Compact.Build(seed: 1);
        using var silent = (InceptionResNetConfig.Compact with { ResidualScales = [0, 0, 0] }).Build(seed: 1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var seen = new Dictionary<string, float[]>();
        foreach (var (name, module) in silent.named_modules().Where(entry => entry.name is "mixed_5b" or "repeat" or "repeat_2" or "block8"))
        {
            ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
            {
                seen[name] = output.contiguous().data<float>().ToArray();
                return output;
            });
        }

        var images = Blob.Draw(1, 64, seed: 3).Image;
        var silentMaps = silent.call(images);

        Assert.Equal(seen["mixed_5b"], seen["repeat"]); // a scale of 0 leaves the input
        Assert.False(allclose(plain.call(images).C3, silentMaps.C3), "the default scale is not 0");
        Assert.NotEqual(seen["repeat_2"], seen["block8"]); // the last block's scale is 1 whatever the others are
        Assert.True(seen["repeat_2"].Min() >= 0, "the blocks before the last end in a ReLU");
        Assert.True(seen["block8"].Min() < 0, "nothing cuts the last block's sum at 0");
    }

    [Fact]
    public void A_configuration_survives_JSON_and_names_its_family()
    {
        var network = NetworkCatalogue.CompactInceptionResNet with
        {
            Encoder = InceptionResNetConfig.Compact with { ResidualScales = [0.1, 0.2, 0.3], LearnScale = false, Padding = PaddingRule.Reference },
        };

        string json = JsonSerializer.Serialize(network);

        Assert.Contains("\"kind\":\"inception-resnet-v2\"", json);
        Assert.Equal(network, JsonSerializer.Deserialize<NetworkConfig>(json));
    }

    [Fact]
    public void What_cannot_be_built_is_refused_with_what_was_found()
    {
        AssertRefused(new() { BlocksPerStage = [10, 20] }, "Expected blocks and residual scales of three stages, got blocks [10, 20], scales [0.17, 0.1, 0.2]");
        AssertRefused(new() { ResidualScales = [0.17] }, "scales [0.17] and channel unit 16");
        AssertRefused(new() { ResidualScales = null! }, "scales [none]");
        AssertRefused(new() { BlocksPerStage = [10, 0, 9] }, "Expected 1 to 60 blocks in each stage");
        AssertRefused(new() { BlocksPerStage = [10, 20, 61] }, "got blocks [10, 20, 61]");
        AssertRefused(new() { ChannelUnit = 0 }, "a channel unit of 1 to 256, got blocks [10, 20, 9], scales [0.17, 0.1, 0.2] and channel unit 0");
        AssertRefused(new() { ChannelUnit = 257 }, "channel unit 257");
        AssertRefused(new() { ResidualScales = [0.17, double.NaN, 0.2] }, "scales [0.17, NaN, 0.2]");
    }

    [Fact]
    public void A_file_with_a_damaged_description_is_refused_before_anything_is_built()
    {
        using var folder = new TemporaryFolder();
        using var network = NetworkCatalogue.CompactInceptionResNet.Build(seed: 1);
        foreach (var (encoder, words) in new (InceptionResNetConfig Encoder, string Words)[]
        {
            (InceptionResNetConfig.Compact with { BlocksPerStage = [2, 1_000_000_000, 1] }, "got blocks [2, 1000000000, 1]"),
            (InceptionResNetConfig.Compact with { ChannelUnit = 200 }, "19200 channels that its weights cannot fill"),
            (InceptionResNetConfig.Compact with { ChannelUnit = int.MaxValue }, "channel unit 2147483647"),
            (InceptionResNetConfig.Compact with { ResidualScales = [1] }, "scales [1]"),
        })
        {
            var info = new ModelInfo { Network = NetworkCatalogue.CompactInceptionResNet with { Encoder = encoder }, InputSize = new ImageSize(96, 128) };
            ModelFile.Save(folder["net.safetensors"], network, info);
            Assert.Contains(words, Assert.Throws<InvalidDataException>(() => ModelFile.Load(folder["net.safetensors"])).Message);
        }
    }

    private static void AssertRefused(InceptionResNetConfig config, string words)
    {
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => config.Build(seed: 1)).Message);
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => config.Channels).Message);
    }
}
