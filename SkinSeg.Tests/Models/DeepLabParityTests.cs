using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Xception-65 beside timm's, and DeepLabV3+ beside one rebuilt in PyTorch around it (fixtures/README.md).</summary>
public sealed class DeepLabParityTests
{
    private static readonly EncoderConfig AsInTimm = Xception65Config.Xception65 with { Padding = PaddingRule.Reference };

    [Fact]
    [NoTensorLeak]
    public void Xception65_has_the_keys_shapes_and_parameters_of_timm()
    {
        var file = new ParityFile("xception65-os16.json");
        using var encoder = AsInTimm.Build(seed: 1);

        Assert.Equal(file.Keys(classifier: "head.").Order(), ParityFile.KeysOf(encoder).Order());
        Assert.Equal(file.Parameters, encoder.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    [NoTensorLeak]
    public void DeepLab_has_the_keys_shapes_and_parameters_of_the_adopted_code()
    {
        var file = new ParityFile("deeplabv3plus-os16.json");
        using var network = NetworkCatalogue.DeepLab.Build(seed: 1);

        Assert.Equal(file.Keys(classifier: "none").Order(), ParityFile.KeysOf(network).Order());
        Assert.Equal(41_050_273, file.Parameters); // facts.md §2.5
        Assert.Equal(file.Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void Xception65_computes_what_timm_computes_in_every_block()
    {
        var file = new ParityFile("xception65-os16.json");
        using var noGradient = no_grad();
        using var encoder = AsInTimm.Build(seed: 1);
        NetworkParity.Prepare(encoder, file);
        using var scope = NewDisposeScope();
        var input = file.Input();
        var blocks = encoder.named_modules().Where(entry => entry.module is AlignedXceptionBlock).ToList();

        var skips = encoder.call(input);
        var x = skips.C1;
        var outputs = blocks.ToDictionary(block => block.name, block => x = ((AlignedXceptionBlock)block.module).call(x));

        file.AssertTap("stem", skips.C1);
        file.AssertTap("blocks.0", outputs["blocks.0"]);
        file.AssertTap("blocks.1.stack.conv2", skips.C2);
        file.AssertTap("blocks.1", outputs["blocks.1"]);
        file.AssertTap("blocks.2", outputs["blocks.2"]);
        file.AssertTap("blocks.18", skips.C4);
        file.AssertTap("blocks.19", outputs["blocks.19"]);
        file.AssertTap("blocks.20", skips.C5);
        Assert.True(skips.C5.equal(outputs["blocks.20"]).all().item<bool>(), "the blocks one by one are the encoder");
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void DeepLab_computes_what_the_adopted_code_computes()
    {
        var file = new ParityFile("deeplabv3plus-os16.json");
        using var noGradient = no_grad();
        using var network = NetworkCatalogue.DeepLab.Build(seed: 1);
        NetworkParity.Prepare(network, file);
        using var scope = NewDisposeScope();
        var input = file.Input();
        var seen = new List<string>();
        Watch("aspp");
        Watch("head");

        var skips = ((nn.Module<Tensor, SkipTensors>)network.children().First()).call(input);

        file.AssertTap("features", skips.C5);
        file.AssertTap("skip", skips.C2);
        file.AssertTap("logits", network.call(input));
        Assert.Equal(["aspp", "head"], seen);

        void Watch(string tap)
        {
            var part = (nn.Module<Tensor, Tensor>)network.named_children().Single(entry => entry.name == tap).module;
            part.register_forward_hook((_, _, output) =>
            {
                file.AssertTap(tap, output);
                seen.Add(tap);
                return output;
            });
        }
    }
}
