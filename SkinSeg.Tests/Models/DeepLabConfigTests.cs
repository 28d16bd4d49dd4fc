using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class DeepLabConfigTests
{
    private static readonly NetworkConfig Compact = NetworkCatalogue.CompactDeepLab;
    private static readonly Xception65Config Encoder = Xception65Config.Compact;

    public static TheoryData<NetworkConfig, string> Broken => new()
    {
        { Compact with { Encoder = Encoder with { StemWidths = [16] } }, "2 stem widths, 3 entry widths and 3 exit widths, got [16], [48, 80, 128]" },
        { Compact with { Encoder = Encoder with { MiddleBlocks = 1_000_000 } }, "1 to 64 middle blocks and widths of at least 1, got 1000000 blocks" },
        { Compact with { Encoder = Encoder with { ExitWidths = [8, 0, 8] } }, "exit [8, 0, 8]" },
        { Compact with { Encoder = Encoder with { OutputStride = 4 } }, "an output stride of 8, 16 or 32, got 4" },
        { Compact with { Decoder = new DeepLabConfig { Rates = [6, 0] } }, "at most 16 rates of 1 to 1024, got [6, 0]" },
        { Compact with { Decoder = new DeepLabConfig { Dropout = 1 } }, "a dropout of at least 0 and below 1, got 1" },
        { Compact with { Decoder = new DeepLabConfig { PyramidWidth = 0 } }, "at least 1 (0 for no skip), got DeepLabConfig" },
        { Compact with { Decoder = new PyramidConfig() }, "got one of output stride 8; use DeepLab's decoder with it" },
        { Compact with { Encoder = new MobileNetV2Config { StageWidths = [16, 24] } }, "the widths of seven stages, got [16, 24]" },
        { Compact with { Encoder = new MobileNetV2Config { BlocksPerStage = [1, 2, 3, 4, 3, 3, 99] } }, "1 to 32 blocks in each of seven stages" },
        { Compact with { Encoder = new MobileNetV2Config { Expansion = 0 } }, "expansion 0" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    [NoTensorLeak]
    public void What_cannot_be_built_is_refused_with_what_was_found(NetworkConfig config, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => config.Build(seed: 1)).Message);

    [Theory]
    [InlineData(100, 128, "must be multiples of 8, got 100×128; pad or resize the image to 104×128")]
    [InlineData(96, 129, "pad or resize the image to 96×136")]
    public void An_image_of_the_wrong_size_is_told_which_size_to_pad_to(int height, int width, string words)
    {
        using var network = Compact.Build(seed: 1);
        using var image = zeros(1, 3, height, width);

        Assert.Contains(words, Assert.Throws<ArgumentException>(() => network.call(image)).Message);
    }

    [Fact]
    public void Giants_and_towers_in_a_description_are_refused_before_memory_is_taken_for_them()
    {
        using var folder = new TemporaryFolder();
        using var network = Compact.Build(seed: 1);

        Assert.Contains("1000000 channels that its weights cannot fill", Refusal(Encoder with { ExitWidths = [192, 1_000_000, 256] }));
        Assert.Contains("channels that its weights cannot fill", Refusal(new MobileNetV2Config { Expansion = int.MaxValue }));
        Assert.Contains("cannot be built: Expected 1 to 64 middle blocks", Refusal(Encoder with { MiddleBlocks = int.MaxValue }));
        Assert.Contains("has a description that cannot be read", Refusal(Encoder with { StemWidths = [] }));

        string Refusal(EncoderConfig encoder)
        {
            string path = folder["damaged.safetensors"];
            ModelFile.Save(path, network, new() { Network = Compact with { Encoder = encoder } });
            return Assert.Throws<InvalidDataException>(() => ModelFile.Load(path)).Message;
        }
    }

    [Fact]
    public void A_saved_network_of_each_form_comes_back()
    {
        using var folder = new TemporaryFolder();
        foreach (var config in new[] { Compact, NetworkCatalogue.DeepLabMobileNet })
        {
            using var network = config.Build(seed: 1);
            using var scope = NewDisposeScope();
            ModelFile.Save(folder["net.safetensors"], network, new() { Network = config });

            using var loaded = ModelFile.Load(folder["net.safetensors"]);
            network.eval();
            var images = rand(1, 3, 32, 32);

            Assert.Equal(config, loaded.Info.Network);
            Assert.True(network.call(images).equal(loaded.Network.call(images)).all().item<bool>());
        }
    }

    [Fact]
    public void A_configuration_survives_JSON_and_names_its_families()
    {
        foreach (var config in NetworkCatalogue.All.Where(network => network.Decoder is DeepLabConfig))
        {
            string json = JsonSerializer.Serialize(config);

            Assert.Contains(config.Encoder is MobileNetV2Config ? "\"kind\":\"mobilenet-v2\"" : "\"kind\":\"xception65\"", json);
            Assert.Contains("\"kind\":\"deeplab\"", json);
            Assert.Equal(config, JsonSerializer.Deserialize<NetworkConfig>(json));
        }
    }

    [Fact]
    public void The_paper_text_feeds_DeepLab_numbers_from_0_to_1()
    {
        Assert.Equal(PreprocessingKind.TensorFlow, NetworkCatalogue.DeepLab.Preprocessing); // facts.md §6.2 #6
        Assert.Equal(PreprocessingKind.Unit, NetworkCatalogue.DeepLab.AsInPaperText().Preprocessing);
        Assert.Equal(1e-3, NetworkCatalogue.DeepLab.For(WeightConvention.Keras).Encoder.BatchNormEpsilon);
    }
}
