using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Models;

public sealed class ModelSummaryTests
{
    [Fact]
    [NoTensorLeak]
    public void Layers_stand_in_the_order_in_which_they_compute_with_their_output_shapes()
    {
        var summary = ModelSummary.Of(NetworkCatalogue.CompactResNet, new ImageSize(96, 128));

        Assert.Equal(new LayerSummary("encoder.conv1", "convolution 7×7/2", [1, 24, 48, 64], 24 * 3 * 49, 0), summary.Layers[0]);
        Assert.Equal(new LayerSummary("encoder.bn1", "batch norm", [1, 24, 48, 64], 48, 48), summary.Layers[1]);
        Assert.Equal(new LayerSummary("head", "convolution 1×1", [1, 1, 96, 128], 25, 0), summary.Layers[^1]);
        Assert.Equal(summary.TrainableParameters, summary.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(summary.Buffers, summary.Layers.Sum(layer => layer.Buffers));
    }

    [Fact]
    [NoTensorLeak]
    public void ResNet152_has_the_totals_of_the_adopted_code()
    {
        var summary = ModelSummary.Of(NetworkCatalogue.ResNet152, new ImageSize(32, 32));
        var json = JsonDocument.Parse(summary.ToJson()).RootElement;

        Assert.Equal(64_476_161, json.GetProperty("trainableParameters").GetInt64()); // facts.md §1.3
        Assert.Equal(64_628_097 - 64_476_161, summary.Buffers);
        Assert.Equal("resnet152", json.GetProperty("network").GetString());
        Assert.Contains("64,476,161", summary.ToString());
        Assert.Contains("decoder.lateral5", summary.ToHtml());
    }
}
