using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Models;

public sealed class LayerListTests
{
    [Theory]
    [NoTensorLeak]
    [InlineData("resnet152", 64_476_161)] // facts.md §1.3
    [InlineData("resnet-compact", 1_339_729)]
    [InlineData("inception-resnet-v2", 60_428_321)] // facts.md §1.3
    [InlineData("inception-resnet-compact", 933_531)]
    [InlineData("densenet169", 18_784_065)] // facts.md §1.3
    [InlineData("densenet-compact", 929_553)]
    [InlineData("xception", 27_194_601)] // facts.md §1.3
    [InlineData("xception-compact", 935_217)]
    [InlineData("deeplab", 41_050_273)] // facts.md §2.5; the list is that of the fixture parity/deeplabv3plus-os16.json
    [InlineData("deeplab-compact", 706_305)]
    public void Keys_and_shapes_are_those_of_the_golden_list(string name, long parameters)
    {
        using var network = NetworkCatalogue.Find(name).Build(seed: 1);

        Golden.AssertLines($"{name}.txt", ParityFile.KeysOf(network).Order(StringComparer.Ordinal));
        Assert.Equal(parameters, network.parameters().Sum(parameter => parameter.numel()));
    }
}
