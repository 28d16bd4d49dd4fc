using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Models;

public sealed class NetworkCatalogueTests
{
    [Theory]
    [InlineData("resnet152", "resnet")]
    [InlineData("densenet169", "densenet")]
    [InlineData("densenet-compact", "densenet")]
    [InlineData("xception", "xception")]
    [InlineData("xception-compact", "xception")]
    public void A_network_s_JSON_names_the_family_of_its_encoder(string name, string family) =>
        Assert.Contains($"\"Encoder\":{{\"kind\":\"{family}\"", JsonSerializer.Serialize(NetworkCatalogue.Find(name)));

    [Fact]
    public void Every_network_survives_JSON() => Assert.All(
        NetworkCatalogue.All,
        network => Assert.Equal(network, JsonSerializer.Deserialize<NetworkConfig>(JsonSerializer.Serialize(network))));

    [Fact]
    public void No_two_networks_have_the_same_name_or_shape()
    {
        Assert.Equal(NetworkCatalogue.All.Count, NetworkCatalogue.All.Select(network => network.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(NetworkCatalogue.All.Count, NetworkCatalogue.All.Select(network => network.Encoder).Distinct().Count());
    }

    [Theory]
    [InlineData("densenet169", PreprocessingKind.Torch)]
    [InlineData("densenet-compact", PreprocessingKind.Torch)]
    [InlineData("xception", PreprocessingKind.TensorFlow)]
    [InlineData("xception-compact", PreprocessingKind.TensorFlow)]
    public void The_paper_s_text_prepares_images_as_the_weights_want_them(string name, PreprocessingKind preprocessing)
    {
        var network = NetworkCatalogue.Find(name);

        Assert.Equal(preprocessing, network.Preprocessing); // facts.md §1.5
        Assert.Equal(network, network.AsInPaperText());
    }

    [Theory]
    [InlineData("densenet169", "densenet121", "densenet-compact")]
    [InlineData("resnet152", "resnet101", "resnet50", "resnet-compact")]
    [InlineData("inception-resnet-v2", "inception-resnet-compact")]
    [InlineData("xception", "xception-compact")]
    [InlineData("deeplab", "deeplab-os8", "deeplab-mobilenet", "deeplab-compact")]
    public void Every_network_has_the_topology_of_one_of_the_paper_s(string paper, params string[] others)
    {
        string[] family = [paper, .. others];

        Assert.Equal(family, NetworkCatalogue.All.Where(network => network.PaperNetwork == paper).Select(network => network.Name));
        Assert.Contains(NetworkCatalogue.Paper, network => network.Name == paper);
        Assert.DoesNotContain(nameof(NetworkConfig.PaperNetwork), JsonSerializer.Serialize(NetworkCatalogue.Find(paper))); // neither in model files nor in an experiment's identity
    }

    [Fact]
    public void A_compact_network_is_named_so() => Assert.All(NetworkCatalogue.Compact, network => Assert.EndsWith("-compact", network.Name, StringComparison.Ordinal));

    [Theory]
    [NoTensorLeak]
    [InlineData("densenet-compact")]
    [InlineData("xception-compact")]
    public void The_layers_of_a_summary_account_for_every_parameter(string name)
    {
        var summary = ModelSummary.Of(NetworkCatalogue.Find(name), new(32, 64));

        Assert.Equal(summary.TrainableParameters, summary.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(summary.Buffers, summary.Layers.Sum(layer => layer.Buffers));
    }

    [Fact]
    public void Full_networks_follow_their_statistics_as_Keras_does_and_compact_ones_ten_times_faster() => Assert.All(
        NetworkCatalogue.All.Where(network => network.Encoder is not MobileNetV2Config), // Keras 0.999 there: facts.md §2.4
        network => Assert.Equal(network.Name.EndsWith("-compact", StringComparison.Ordinal) ? 0.1 : 0.01, network.Encoder.BatchNormMomentum));
}
