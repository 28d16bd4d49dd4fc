using System.Runtime.InteropServices;
using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

/// <summary>The numbers: what is turned, folded, filled in.</summary>
public sealed class KerasWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tiny-densenet-keras.h5")]
    [InlineData("tiny-densenet-keras-model.h5")]
    [NoTensorLeak]
    public void Both_files_of_Keras_hold_the_numbers_of_the_safetensors_file(string name)
    {
        using var scope = NewDisposeScope();
        string path = SharedFiles.PathOf("fixtures", "weights", name);
        KerasConversion.Convert(path, folder["converted.safetensors"]);
        var expected = Reference(SharedFiles.PathOf("fixtures", "weights", "tiny-densenet.safetensors"));

        foreach (string file in new[] { path, folder["converted.safetensors"] })
        {
            using var weights = KerasWeights.Of(KerasLayers.Open(file), KerasKeys.Of(expected.Keys));

            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), weights.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
            Assert.All(weights.Entries, entry =>
            {
                using var read = weights.Read(entry);
                Assert.Equal(expected[entry.Name].shape, read.shape);
                Assert.Equal(entry.Shape, read.shape);
                Assert.InRange((expected[entry.Name] - read).abs().max().item<float>(), 0, 1e-6);
            });
        }
    }

    [Fact]
    [NoTensorLeak]
    public void Kernels_are_turned_as_the_sums_of_a_convolution_need_them()
    {
        var network = new KerasNetwork().Convolution("block1_conv1", (2, 3), (4, 5)).Separable("block2_sepconv1", (4, 6)).Convolution("block1_conv2", (1, 1), (1, 1));
        using var weights = Open(network, "block1.rep.0.conv1.weight", out var layers);
        var (kernel, depthwise, pointwise) = (layers.Numbers("block1_conv1/weight_0"), layers.Numbers("block2_sepconv1/weight_0"), layers.Numbers("block2_sepconv1/weight_1"));

        // Keras: [height, width, in, out] and [height, width, channel, 1]; row-major.
        Each(weights, "conv1.weight", [5, 4, 2, 3], (o, i, y, x) => kernel[(((((y * 3) + x) * 4) + i) * 5) + o]);
        Each(weights, "block1.rep.0.conv1.weight", [4, 1, 3, 3], (c, _, y, x) => depthwise[(((y * 3) + x) * 4) + c]);
        Each(weights, "block1.rep.0.pointwise.weight", [6, 4, 1, 1], (o, i, _, _) => pointwise[(i * 6) + o]);
    }

    [Fact]
    [NoTensorLeak]
    public void A_convolution_s_bias_is_taken_off_the_mean_behind_it()
    {
        var network = new KerasNetwork().Convolution("conv2_block1_0_conv", (1, 1), (2, 3), hasBias: true).Norm("conv2_block1_0_bn", 3)
            .Convolution("conv3_block2_1_conv", (1, 1), (2, 3), hasBias: true).Norm("conv3_block2_1_bn", 3);
        using var weights = Open(network, "layer1.0.conv1.weight", out var layers);

        string[] keys = [.. weights.Entries.Select(entry => entry.Name)];
        Assert.Equal(["weight", "weight", "bias", "running_mean", "running_var"], keys.Take(5).Select(key => key.Split('.')[^1]));
        Assert.DoesNotContain("layer1.0.downsample.0.bias", keys);
        foreach (var (bias, norm, key) in new[] { ("conv2_block1_0_conv", "conv2_block1_0_bn", "layer1.0.downsample.1"), ("conv3_block2_1_conv", "conv3_block2_1_bn", "layer2.1.bn1") })
        {
            var expected = layers.Numbers($"{norm}/weight_2").Zip(layers.Numbers($"{bias}/weight_1"), (mean, value) => (float)((double)mean - value));
            Assert.Equal(expected, Values(weights, $"{key}.running_mean"));
            Assert.Equal(layers.Numbers($"{norm}/weight_3"), Values(weights, $"{key}.running_var"));
            Assert.Equal(layers.Numbers($"{norm}/weight_0"), Values(weights, $"{key}.weight"));
        }
    }

    [Fact]
    [NoTensorLeak]
    public void A_batch_norm_without_scale_gets_ones_and_a_bias_without_batch_norm_stays()
    {
        var network = new KerasNetwork { FirstNumber = 4 }.Unnamed((3, 3), (3, 2), hasGamma: false).Convolution("block35_1_conv", (1, 1), (2, 3), hasBias: true);
        using var weights = Open(network, "conv2d_1a.conv.weight", out var layers);

        Assert.Equal([1f, 1f], Values(weights, "conv2d_1a.bn.weight"));
        Assert.Equal(layers.Numbers("batch_normalization_5/weight_0"), Values(weights, "conv2d_1a.bn.bias"));
        Assert.Equal(layers.Numbers("batch_normalization_5/weight_2"), Values(weights, "conv2d_1a.bn.running_var"));
        Assert.Equal(layers.Numbers("block35_1_conv/weight_1"), Values(weights, "repeat.0.conv2d.bias"));
    }

    [Fact]
    public void A_layer_that_is_not_what_its_name_says_and_two_for_one_place_are_refused()
    {
        var dense = new KerasNetwork().Norm("conv1", 3);
        var twice = new KerasNetwork().Convolution("conv1", (1, 1), (1, 1)).Convolution("conv1_conv", (1, 1), (1, 1));
        var unlike = new KerasNetwork().Convolution("conv1", (1, 1), (1, 2), hasBias: true).Norm("bn_conv1", 3);

        Assert.Contains("weights of a ResNet: layer 'conv1' has arrays of ranks [1, 1, 1, 1], which make no convolution. Use a file of the same network.", Message(dense));
        Assert.Contains("two of its layers are 'conv1.weight'", Message(twice));
        Assert.Contains("the bias of layer 'conv1' [2] does not fit batch norm 'bn_conv1' [3]", Message(unlike));
    }

    [Fact]
    [NoTensorLeak]
    public void A_network_of_the_kit_finds_its_naming_by_itself()
    {
        HdfFile.Write(folder["resnet.h5"], [("bn_conv1", HdfFile.Layer(("gamma", Halves(24), [24]), ("beta", Halves(24), [24]), ("mean", Halves(24), [24]), ("variance", Halves(24), [24])))]);
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var weights = KerasWeights.Open(folder["resnet.h5"], network);

        Assert.Equal(["bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"], weights.Entries.Select(entry => entry.Name));
        using var read = weights.Read(weights.Entries[0]);
        Assert.Equal((float16, 24), (read.dtype, read.numel()));
    }

    private static Half[] Halves(int count) => [.. Enumerable.Range(0, count).Select(i => (Half)i)];

    private static string Message(KerasNetwork network) =>
        Assert.Throws<InvalidDataException>(() => Open(network, "layer1.0.conv1.weight", out _)).Message;

    private static KerasWeights Open(KerasNetwork network, string key, out DrawnLayers layers) =>
        KerasWeights.Of(layers = new DrawnLayers { Path = "drawn", Layers = network.Layers }, KerasKeys.Of([key]));

    private static float[] Values(KerasWeights weights, string key)
    {
        using var read = weights.Read(weights.Entries.Single(entry => entry.Name == key));
        return read.data<float>().ToArray();
    }

    private static void Each(KerasWeights weights, string key, long[] shape, Func<int, int, int, int, float> expected)
    {
        using var read = weights.Read(weights.Entries.Single(entry => entry.Name == key));
        Assert.Equal(shape, read.shape);
        var all = from a in Enumerable.Range(0, (int)shape[0])
                  from b in Enumerable.Range(0, (int)shape[1])
                  from c in Enumerable.Range(0, (int)shape[2])
                  from d in Enumerable.Range(0, (int)shape[3])
                  select expected(a, b, c, d);
        Assert.Equal(all, read.data<float>().ToArray());
    }

    private static Dictionary<string, Tensor> Reference(string path)
    {
        using var table = SafeTensorsTable.Open(path);
        var tensors = table.Entries.ToDictionary(entry => entry.Name, table.Read);
        return tensors.Where(entry => !entry.Key.StartsWith("classifier", StringComparison.Ordinal) && !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary();
    }

    /// <summary>Layers whose numbers are drawn from their names.</summary>
    private sealed class DrawnLayers : KerasLayers
    {
        public float[] Numbers(string name) => [.. ReferenceHash
            .Uniform(name, Layers.SelectMany(layer => layer.Arrays).Single(array => array.Name == name).Bytes / sizeof(float), seed: 3).Select(u => (float)u)];

        public override byte[] Read(KerasArray array) => MemoryMarshal.AsBytes<float>(Numbers(array.Name)).ToArray();

        public override void Dispose()
        {
            // There is no file.
        }
    }
}
