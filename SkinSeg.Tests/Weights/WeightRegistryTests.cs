using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

/// <summary>The table of published weights: each row usable, and the numbers those of facts.md.</summary>
public sealed class WeightRegistryTests
{
    public static TheoryData<string> Names => [.. WeightRegistry.All.Select(source => source.Name)];

    [Theory]
    [InlineData("resnet152", "resnet152-torchvision")]
    [InlineData("densenet169", "densenet169-torchvision")]
    [InlineData("xception", "xception-smp")]
    [InlineData("inception-resnet-v2", "inception-resnet-v2-timm")]
    [InlineData("deeplab", "deeplab-pascal")]
    public void Each_network_of_the_paper_has_a_recommended_source(string network, string recommended)
    {
        Assert.Equal(recommended, WeightRegistry.For(network)[0].Name);
        Assert.Same(WeightRegistry.For(network)[0], WeightRegistry.Find(network.ToUpperInvariant()));
        Assert.All(WeightRegistry.For(network), source => Assert.Equal(network, source.Network));
    }

    [Fact]
    public void Names_and_file_names_are_unique()
    {
        Assert.Distinct(WeightRegistry.All.Select(source => source.Name), StringComparer.OrdinalIgnoreCase);
        Assert.Distinct(WeightRegistry.All.Select(source => source.FileName), StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(WeightRegistry.All, source => WeightRegistry.All.Any(other => other.Network == source.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_row_is_usable(string name)
    {
        var source = WeightRegistry.Find(name);

        Assert.NotEmpty(source.Addresses);
        Assert.All(source.Addresses, address => Assert.Equal(Uri.UriSchemeHttps, new Uri(address).Scheme));
        Assert.Equal(-1, source.FileName.IndexOfAny(['/', '\\', ':', ' ']));
        Assert.True(Path.GetExtension(source.FileName) is ".safetensors" or ".pth" or ".h5");
        Assert.All(source.Addresses, address => Assert.EndsWith(Path.GetExtension(source.FileName), address, StringComparison.Ordinal));
        Assert.Matches("^[a-z0-9-]+$", source.Name);
        Assert.All(source.Hash?.Digits ?? string.Empty, digit => Assert.True(char.IsAsciiHexDigitLower(digit) || char.IsAsciiDigit(digit)));
        Assert.True(source.Hash is null or { IsWhole: true } || (source.Hash is { Kind: HashKind.Sha256, Digits.Length: >= 8 } && source.FileName.Contains(source.Hash.Digits, StringComparison.Ordinal)));
        Assert.True(source.Parameters is null or > 1_000_000);
        Assert.True(source.Size is null or { Bytes: > 1_000_000 });
        Assert.True(source.License is null or { Length: > 0 });
    }

    [Fact]
    public void What_a_source_expects_is_what_its_kind_of_file_expects()
    {
        var conventions = WeightRegistry.All.ToDictionary(source => source.Name, source => source.Convention);

        Assert.Equal(StridePosition.ThreeByThree, conventions["resnet152-torchvision"].Stride);
        Assert.Equal((StridePosition.OneByOne, PreprocessingKind.Caffe, 1e-5), (conventions["resnet152-caffe"].Stride, conventions["resnet152-caffe"].Preprocessing, conventions["resnet152-caffe"].BatchNormEpsilon));
        Assert.Equal(1.001e-5, conventions["resnet152-keras"].BatchNormEpsilon);
        Assert.Equal(PreprocessingKind.Torch, conventions["densenet169-keras"].Preprocessing);
        Assert.All(["xception-smp", "xception-keras", "inception-resnet-v2-timm", "deeplab-pascal", "xception65-timm"], name =>
            Assert.Equal((PreprocessingKind.TensorFlow, 1e-3), (conventions[name].Preprocessing, conventions[name].BatchNormEpsilon)));
    }

    [Theory] // facts.md §3.8, typed a second time
    [InlineData("resnet152-caffe", "6ee11ef2b135592f8031058820bb9e71", 58_143_808)]
    [InlineData("resnet152-keras", "ee4c566cf9a93f14d82f913c2dc6dd0c", 58_219_520)]
    [InlineData("densenet169-keras", "b8c4d4c20dd625c148057b9ff1c1176b", 12_484_480)]
    [InlineData("xception-keras", "b0042744bf5b25fce3cb969f33bebb97", 20_806_952)]
    [InlineData("inception-resnet-v2-keras", "d19885ff4a710c122648d3b5c3b684e4", 54_276_192)]
    [InlineData("inception-resnet-v2-timm", "dbea26b13a5fc8351919fed6a94222c0577ce324b2765fd081a798f837ca9d72", 54_306_464)]
    [InlineData("deeplab-pascal", null, 41_055_413)]
    public void Hashes_and_parameters_are_the_published_ones(string name, string? digits, long parameters)
    {
        var source = WeightRegistry.Find(name);

        Assert.Equal((digits, (long?)parameters, digits is not null), (source.Hash?.Digits, source.Parameters, source.HasWholeHash));
    }

    [Fact]
    public void A_name_that_is_none_gets_the_names_there_are()
    {
        string name = Assert.Throws<ArgumentException>(() => WeightRegistry.Find("vgg")).Message;
        string network = Assert.Throws<ArgumentException>(() => WeightRegistry.For("resnet-compact")).Message;

        Assert.StartsWith("There are no weights 'vgg'; choose one of resnet152-torchvision, resnet152-torchvision-pth,", name, StringComparison.Ordinal);
        Assert.StartsWith(
            "The registry knows no published weights for a network 'resnet-compact'; there are some for resnet152, densenet169, xception, inception-resnet-v2, deeplab",
            network,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_weights_of_DeepLab_serve_both_of_its_output_strides() => Assert.Equal(WeightRegistry.For("deeplab"), WeightRegistry.For("deeplab-os8"));

    [Fact]
    public void What_nobody_published_is_shown_as_unknown()
    {
        var table = WeightRegistry.Overview(WeightRegistry.For("deeplab"));

        Assert.Equal(["deeplab-pascal", "unknown", "not published", "MIT (code)", "TensorFlow", "41,055,413"], table.Rows[0]);
        Assert.Equal(["xception65-timm", "160 MB", "not published"], table.Rows[1].Take(3));
    }
}
