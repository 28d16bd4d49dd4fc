using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

public sealed class XceptionConfigTests
{
    [Fact]
    public void The_default_is_the_paper_s_encoder()
    {
        Assert.Equal(XceptionConfig.Xception, new XceptionConfig());
        Assert.Equal(new EncoderChannels(64, 256, 728, 1024, 2048), XceptionConfig.Xception.Channels); // facts.md §1.1
        Assert.Equal(PaddingRule.TensorFlowSame, XceptionConfig.Xception.Padding); // facts.md §1.4
        Assert.Equal(1e-3, XceptionConfig.Xception.BatchNormEpsilon); // facts.md §3.4
        Assert.Equal(NetworkCatalogue.Xception, NetworkCatalogue.Xception.For(WeightConvention.Timm));
        Assert.Equal(NetworkCatalogue.Xception, NetworkCatalogue.Xception.For(WeightConvention.Keras));
    }

    [Fact]
    [NoTensorLeak]
    public void Without_padding_at_the_beginning_maps_are_smaller_than_their_strides_say()
    {
        using var encoder = (XceptionConfig.Compact with { Padding = PaddingRule.Reference }).Build(seed: 1);
        using var scope = NewDisposeScope();

        var skips = encoder.call(zeros(1, 3, 96, 128));

        // The sizes of timm's maps (fixtures: parity/xception.json): taps lie before the poolings.
        Assert.Equal([1, 24, 45, 61], skips.C1.shape);
        Assert.Equal([1, 96, 23, 31], skips.C2.shape);
        Assert.Equal([1, 160, 12, 16], skips.C3.shape);
        Assert.Equal([1, 224, 6, 8], skips.C4.shape);
        Assert.Equal([1, 384, 3, 4], skips.C5.shape);
    }

    [Fact]
    [NoTensorLeak]
    public void The_pyramid_refuses_such_maps_and_says_which_padding_to_use()
    {
        var compact = NetworkCatalogue.CompactXception;
        using var network = (compact with { Encoder = compact.Encoder with { Padding = PaddingRule.Reference } }).Build(seed: 1);
        using var scope = NewDisposeScope();

        string message = Assert.Throws<ArgumentException>(() => network.call(zeros(1, 3, 96, 128))).Message;

        Assert.Contains("got 45×61, 23×31, 12×16, 6×8, 3×4; use an encoder with TensorFlowSame padding", message);
    }

    [Fact]
    [NoTensorLeak]
    public void The_second_tap_keeps_its_negative_numbers_and_the_others_have_none()
    {
        using var encoder = XceptionConfig.Compact.Build(seed: 1);
        using var scope = NewDisposeScope();
        var (images, _) = Blob.Draw(2, 64, seed: 3);

        var skips = encoder.call(images);

        Assert.True(skips.C2.min().item<float>() < 0); // facts.md §1.1: block 3 is tapped before a ReLU
        Assert.All(new[] { skips.C1, skips.C3, skips.C4, skips.C5 }, map => Assert.Equal(0, map.min().item<float>()));
    }

    [Fact]
    [NoTensorLeak]
    public void The_middle_flow_is_as_long_as_it_is_said_to_be_and_the_keys_count_on()
    {
        using var encoder = (XceptionConfig.Compact with { MiddleBlocks = 5 }).Build(seed: 1);

        var blocks = encoder.named_children().Select(child => child.name).Where(name => name.StartsWith("block", StringComparison.Ordinal));

        Assert.Equal(Enumerable.Range(1, 9).Select(n => $"block{n}"), blocks);
        Assert.DoesNotContain(ParityFile.KeysOf(encoder), key => key.StartsWith("block8.skip", StringComparison.Ordinal));
        Assert.Contains("block9.skip.weight [224, 160, 1, 1]", ParityFile.KeysOf(encoder));
    }

    [Fact]
    public void What_cannot_be_built_is_refused_with_what_was_found()
    {
        Assert.Contains(
            "Expected two widths of the stem, three of the entry flow and three of the exit flow, got [32], [128, 256, 728] and [1024, 1536, 2048]",
            Refusal(new() { StemWidths = [32] }));
        Assert.Contains(
            "Expected widths of at least 1 and 1 to 32 middle blocks, got widths [32, 64], [128, 0, 728]",
            Refusal(new() { EntryWidths = [128, 0, 728] }));
        Assert.Contains("and 33 middle blocks", Refusal(new() { MiddleBlocks = 33 }));
        Assert.Contains("and 0 middle blocks", Refusal(new() { MiddleBlocks = 0 }));
    }

    private static string Refusal(XceptionConfig config) => Assert.Throws<ArgumentException>(() => new XceptionEncoder(config, seed: 1)).Message;
}
