using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class DeepLabNetworkTests
{
    private static readonly Xception65Config Narrow =
        Xception65Config.Compact with { StemWidths = [4, 4], EntryWidths = [4, 6, 8], MiddleBlocks = 1, ExitWidths = [8, 8, 10] };

    [Theory]
    [NoTensorLeak]
    [InlineData(1, 16, 16)]
    [InlineData(3, 96, 128)]
    [InlineData(2, 256, 192)] // turned by 90°: the adopted code's fixed pooling refuses it (facts.md §6.3 #27)
    public void Logits_have_the_size_of_the_image_for_any_number_of_images(int count, int height, int width)
    {
        using var network = NetworkCatalogue.CompactDeepLab.Build(seed: 1);
        using var scope = NewDisposeScope();

        Assert.Equal([count, 1, height, width], network.call(zeros(count, 3, height, width)).shape);
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(8, 8, 8, 8)]
    [InlineData(16, 8, 16, 16)]
    [InlineData(32, 8, 16, 32)]
    public void Maps_have_the_strides_that_the_output_stride_allows(int outputStride, int third, int fourth, int fifth)
    {
        using var encoder = (Narrow with { OutputStride = outputStride }).Build(seed: 1);
        using var scope = NewDisposeScope();

        var skips = encoder.call(zeros(2, 3, 64, 96));

        Assert.Equal([2, 4, 32, 48], skips.C1.shape);
        Assert.Equal([2, 6, 16, 24], skips.C2.shape);
        Assert.Equal([2, 8, 64 / third, 96 / third], skips.C3.shape);
        Assert.Equal([2, 8, 64 / fourth, 96 / fourth], skips.C4.shape);
        Assert.Equal([2, 10, 64 / fifth, 96 / fifth], skips.C5.shape);
    }

    [Fact]
    public void Strides_that_are_not_taken_become_rates_of_what_follows()
    {
        // Entry flow, two blocks of the middle flow, exit flow: facts.md §2.2.
        int[] strides = [2, 2, 2, 1, 1, 2, 1];

        Assert.Equal([(2, 1), (2, 1), (2, 1), (1, 1), (1, 1), (1, 1), (1, 2)], OutputStrides.Plan(2, strides, outputStride: 16));
        Assert.Equal([(2, 1), (2, 1), (1, 1), (1, 2), (1, 2), (1, 2), (1, 4)], OutputStrides.Plan(2, strides, outputStride: 8));
    }

    [Fact]
    [NoTensorLeak]
    public void Output_stride_8_has_the_same_keys_and_rates_twice_as_large()
    {
        var config = NetworkCatalogue.CompactDeepLab with { Encoder = Narrow with { OutputStride = 8 }, Decoder = new DeepLabConfig() };
        using var coarse = (config with { Encoder = Narrow with { OutputStride = 16 } }).Build(seed: 1);
        using var fine = config.Build(seed: 1);

        Assert.Equal(ParityFile.KeysOf(coarse), ParityFile.KeysOf(fine));
        Assert.Equal([6, 12, 18], Rates(coarse));
        Assert.Equal([12, 24, 36], Rates(fine)); // facts.md §2.3
        Assert.Equal(8, ((DeepLabNetwork)fine).Stride);
        Assert.Equal(NetworkCatalogue.DeepLab.Encoder, ((Xception65Config)NetworkCatalogue.DeepLabStride8.Encoder) with { OutputStride = 16 });
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("deeplab", 21, 41_055_413)] // facts.md §2.5
    [InlineData("deeplab-os8", 1, 41_050_273)]
    [InlineData("deeplab-mobilenet", 1, 2_108_417)]
    [InlineData("deeplab-mobilenet", 21, 2_113_557)]
    public void Parameters_are_as_many_as_in_the_adopted_code(string name, int maps, long parameters)
    {
        var config = NetworkCatalogue.Find(name);
        using var network = (config with { Decoder = config.Decoder with { OutputMaps = maps } }).Build(seed: 1);

        Assert.Equal(parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    [NoTensorLeak]
    public void Dropout_repeats_with_torchs_seed_and_is_off_in_evaluation()
    {
        var config = NetworkCatalogue.CompactDeepLab with { Encoder = Narrow };
        using var network = config.Build(seed: 1);
        using var none = (config with { Decoder = DeepLabConfig.Compact with { Dropout = 0 } }).Build(seed: 1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (images, _) = Blob.Draw(2, 64, seed: 3);

        var (first, second, other) = (WithSeed(5), WithSeed(5), WithSeed(6));

        Assert.True(first.equal(second).all().item<bool>(), "the same seed drops other numbers");
        Assert.False(first.equal(other).all().item<bool>(), "another seed drops the same numbers");
        none.load_state_dict(network.state_dict());
        network.eval();
        none.eval();
        Assert.True(network.call(images).equal(none.call(images)).all().item<bool>(), "evaluation drops numbers");

        Tensor WithSeed(int seed)
        {
            TorchRuntime.Seed(seed);
            return network.call(images);
        }
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(1)] // the pooled map has one value per channel then, which has no variance
    [InlineData(2)]
    public void The_compact_network_learns_images_by_heart_with_Eq_1(int count)
    {
        TorchRuntime.Seed(1);
        using var network = NetworkCatalogue.CompactDeepLab.Build(seed: 1);
        using var optimizer = new AdamOptimizer(OptimizerConfig.FromScratch, totalSteps: 40, network.parameters());
        using var outer = NewDisposeScope();
        var (images, masks) = Blob.Draw(count, 64, seed: 3);

        for (int step = 0; step < 40; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            Loss.JaccardCrossEntropy.Evaluate(network.call(images), masks).backward();
            optimizer.Step();
        }

        network.eval();
        using var noGradient = no_grad();
        Assert.InRange(Blob.Jaccard(network.call(images), masks), 0.95, 1);
    }

    private static IEnumerable<int> Rates(nn.Module network) =>
        from entry in network.named_modules()
        where entry.name.StartsWith("aspp.aspp", StringComparison.Ordinal) && entry.name.EndsWith(".conv_dw", StringComparison.Ordinal)
        select ((Convolution)entry.module).Window.Dilation;
}
