using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

/// <summary>Each family's map gives the keys and shapes of the reference, all of them and no others.</summary>
public sealed class KerasKeysTests
{
    [Fact]
    public void ResNet152_is_covered_in_both_namings()
    {
        var expected = Reference("resnet152.json", "fc.");

        Assert.Equal(expected, KerasNetwork.Lines(KerasNetworks.CaffeResNet152().Layers, "layer1.0.conv1.weight"));
        Assert.Equal(expected, KerasNetwork.Lines(KerasNetworks.ResNet152().Layers, "layer1.0.conv1.weight"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("_")]
    public void DenseNet169_is_covered(string separator) => Assert.Equal(
        Reference("densenet169.json", "classifier."),
        KerasNetwork.Lines(KerasNetworks.DenseNet169(separator).Layers, "features.denseblock1.denselayer1.conv1.weight"));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Xception_is_covered_whatever_number_its_unnamed_layers_begin_with(int firstNumber) => Assert.Equal(
        Reference("xception.json", "fc."),
        KerasNetwork.Lines(KerasNetworks.Xception(firstNumber).Layers, "block1.rep.0.conv1.weight"));

    [Fact]
    public void Xceptions_unnamed_layers_are_found_by_their_width_in_any_order() => Assert.Equal(
        Reference("xception.json", "fc."),
        KerasNetwork.Lines([.. KerasNetworks.Xception().Layers.Select(Renumbered).Reverse()], "block1.rep.0.conv1.weight"));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(200)] // conv2d_201 to conv2d_403: sorted as text they would be mixed
    public void Inception_ResNet_v2_is_covered_whatever_number_its_unnamed_layers_begin_with(int firstNumber) => Assert.Equal(
        Reference("inception_resnet_v2.json", "classif."),
        KerasNetwork.Lines(KerasNetworks.InceptionResNetV2(firstNumber).Layers, "conv2d_1a.conv.weight"));

    [Fact]
    public void The_first_unnamed_layer_may_have_no_number() => Assert.Equal(
        Reference("inception_resnet_v2.json", "classif."),
        KerasNetwork.Lines([.. KerasNetworks.InceptionResNetV2(firstNumber: -1).Layers.Select(WithoutZero)], "conv2d_1a.conv.weight"));

    [Fact]
    public void DeepLab_is_covered_with_decoder_and_head()
    {
        Assert.Equal(Reference("deeplabv3plus-os16.json", "none"), KerasNetwork.Lines(KerasDeepLabNetworks.Xception65(1).Layers, "encoder.blocks.0.stack.conv1.conv_dw.weight"));
        Assert.Equal(Reference("deeplabv3plus-os16.json", "head."), KerasNetwork.Lines(KerasDeepLabNetworks.Xception65(21).Layers, "encoder.blocks.0.stack.conv1.conv_dw.weight"));
    }

    [Fact]
    public void A_bare_encoder_takes_only_its_part_of_DeepLabs_file() => Assert.Equal(
        Reference("xception65-os16.json", "none"), KerasNetwork.Lines(KerasDeepLabNetworks.Xception65(21).Layers, "blocks.0.stack.conv1.conv_dw.weight"));

    [Fact]
    public void DeepLab_with_MobileNetV2_has_torchvisions_keys_and_the_published_counts()
    {
        var layers = KerasDeepLabNetworks.MobileNetV2(1).Layers;
        string[] lines = [.. KerasNetwork.Lines(layers, "encoder.features.1.conv.0.0.weight")];

        // facts.md §2.5, one class
        Assert.Equal(2_108_417, KerasNetwork.Count(layers, "encoder.features.1.conv.0.0.weight", ".weight", ".bias"));
        Assert.Equal(33_088, KerasNetwork.Count(layers, "encoder.features.1.conv.0.0.weight", ".running_mean", ".running_var"));
        Assert.All(lines, line => Assert.Matches(@"^(encoder\.features\.\d+\.|aspp\.(image_pooling|aspp0|projection)\.|head\.)", line));

        // torchvision's mobilenet_v2: the first block has no expansion, so its projection is one place further up.
        string[] some =
        [
            "encoder.features.0.0.weight [32, 3, 3, 3]", "encoder.features.1.conv.0.0.weight [32, 1, 3, 3]", "encoder.features.1.conv.1.weight [16, 32, 1, 1]",
            "encoder.features.1.conv.2.running_var [16]", "encoder.features.2.conv.0.0.weight [96, 16, 1, 1]", "encoder.features.2.conv.1.0.weight [96, 1, 3, 3]",
            "encoder.features.2.conv.1.1.bias [96]", "encoder.features.2.conv.2.weight [24, 96, 1, 1]", "encoder.features.17.conv.3.weight [320]", "head.bias [1]",
        ];
        Assert.All(some, line => Assert.Contains(line, lines));
    }

    [Fact]
    public void A_classifiers_file_has_an_encoders_keys_for_a_whole_network_too() => Assert.Equal(
        Reference("resnet152.json", "fc."),
        KerasNetwork.Lines(KerasNetworks.CaffeResNet152().Layers, "encoder.layer1.0.conv1.weight", "decoder.p5.weight"));

    [Fact]
    public void Layers_of_another_network_keep_the_names_of_Keras()
    {
        var lines = KerasNetwork.Lines(KerasNetworks.Xception().Layers, "layer1.0.conv1.weight");

        Assert.Contains("block2_sepconv1/weight_0 [3, 3, 64, 1]", lines);
        Assert.DoesNotContain("layer1", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_Keras_does_not_publish_is_refused_with_the_families_it_has()
    {
        string message = Assert.Throws<ArgumentException>(() => KerasKeys.Of(["stem.weight"])).Message;

        Assert.Contains("Expected a network of one of the families ResNet, DenseNet, Xception, Inception-ResNet-v2, DeepLabV3+ (Xception-65), DeepLab (MobileNetV2)", message);
        Assert.Contains("begin with 'stem.weight'", message);
    }

    private static IEnumerable<string> Reference(string file, string classifier) =>
        new ParityFile(file).Keys(classifier).Where(line => !line.Contains("num_batches_tracked", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    // Two sessions' numbers, mixed: 1 → 40, 2 → 3, 3 → 2, 4 → 1.
    private static KerasLayer Renumbered(KerasLayer layer) => layer with
    {
        Name = layer.Name.StartsWith("conv2d_", StringComparison.Ordinal)
            ? $"conv2d_{layer.Name[^1] switch { '1' => 40, '2' => 3, '3' => 2, _ => 1 }}"
            : layer.Name,
    };

    private static KerasLayer WithoutZero(KerasLayer layer) => layer.Name is "conv2d_0" or "batch_normalization_0" ? layer with { Name = layer.Name[..^2] } : layer;
}
