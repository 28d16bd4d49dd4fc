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

        Assert.Equal(
            new LayerSummary("encoder.conv1", "convolution 7×7/2", [1, 24, 48, 64], 24 * 3 * 49, 0) { MultiplyAdds = 24 * 48 * 64 * 3 * 49 },
            summary.Layers[0]);
        Assert.Equal(new LayerSummary("encoder.bn1", "batch norm", [1, 24, 48, 64], 48, 48), summary.Layers[1]);
        Assert.Equal(new LayerSummary("head", "convolution 1×1", [1, 1, 96, 128], 25, 0) { MultiplyAdds = 96 * 128 * 24 }, summary.Layers[^1]);
        Assert.Equal(4 * 24 * 48 * 64, summary.Layers[0].ActivationBytes);
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
        Assert.Equal(4 * 64_628_097L, json.GetProperty("weightBytes").GetInt64());
        Assert.Equal("resnet152", json.GetProperty("network").GetString());
        Assert.Equal(summary.Layers[5].MultiplyAdds, json.GetProperty("layers")[5].GetProperty("multiplyAdds").GetInt64());
        Assert.Contains("64,476,161", summary.ToString());
        Assert.Contains("decoder.lateral5", summary.ToHtml());
        Assert.Contains("encoder.layer3.35.conv2", summary.ToHtml());
    }

    // He et al. 2016, Table 1: 11.3 G for the first version; torchvision's documentation: 11.51 G with the stride on the 3×3 convolution, of which
    // the classifier, which is not here, has 2,048,000.
    [Theory]
    [NoTensorLeak]
    [InlineData(StridePosition.ThreeByThree, 11_511_578_624)]
    [InlineData(StridePosition.OneByOne, 11_280_367_616)]
    public void An_encoder_takes_the_published_number_of_multiply_adds(StridePosition stride, long published)
    {
        var config = ResNetConfig.ResNet152 with { Stride = stride };
        var summary = ModelSummary.Of(new() { Encoder = config, Decoder = PyramidConfig.Compact }, new ImageSize(224, 224));

        long counted = summary.Layers.Where(layer => layer.Key.StartsWith("encoder.", StringComparison.Ordinal)).Sum(layer => layer.MultiplyAdds);

        Assert.Equal(published, ByHand(224, stride));
        Assert.Equal(published, counted);
    }

    [Fact]
    public void Tables_have_a_total_and_as_text_at_most_100_columns()
    {
        var summary = ModelSummary.Of(NetworkCatalogue.CompactResNet, new ImageSize(96, 128));

        Assert.Equal("total", summary.ToPartTable().Rows[^1][0]);
        Assert.Equal(summary.ToPartTable().Rows[^1][3], summary.ToLayerTable().Rows[^1][3]);
        Assert.Equal(summary.Layers.Count + 1, summary.ToLayerTable().Rows.Count);
        Assert.Contains("\nencoder.layer3\n  0.conv1 ", summary.ToLayerText(), StringComparison.Ordinal);
        Assert.All($"{summary}\n{summary.ToLayerText()}".Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Parts_go_as_deep_as_keys_need_to_differ()
    {
        static LayerSummary Layer(string key) => new(key, "convolution 3×3", [1, 1, 2, 2], 9, 0);
        var summary = new ModelSummary(
            "dense", new(2, 2), [Layer("encoder.features.conv0"), Layer("encoder.features.block1.layer1"), Layer("encoder.features.block1.layer2"), Layer("head")], 36, 0);

        Assert.Equal(["encoder.features.conv0", "encoder.features.block1", "head", "total"], summary.ToPartTable().Rows.Select(row => row[0]));
        Assert.Equal("18", summary.ToPartTable().Rows[1][3]);
    }

    // Independent of the network: from the blocks of each stage and the sizes of their maps.
    private static long ByHand(int side, StridePosition stride)
    {
        long total = (side / 2L) * (side / 2L) * 64 * 147;
        int[] blocks = [3, 8, 36, 3];
        long incoming = 64;
        for (int stage = 0; stage < 4; stage++)
        {
            long width = 64 << stage;
            long pixels = Square(side / (4 << stage));
            for (int block = 0; block < blocks[stage]; block++)
            {
                bool shrinks = stage > 0 && block == 0;
                total += incoming * width * (shrinks && stride == StridePosition.ThreeByThree ? 4 * pixels : pixels);
                total += ((9 * width * width) + (4 * width * width) + (block == 0 ? incoming * 4 * width : 0)) * pixels;
                incoming = 4 * width;
            }
        }

        return total;
    }

    private static long Square(long side) => side * side;
}
