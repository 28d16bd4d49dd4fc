using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Summaries of networks that the kit does not know.</summary>
public sealed class OwnNetworkSummaryTests
{
    [Fact]
    public void A_layer_that_computes_twice_is_listed_twice_and_its_weights_count_once()
    {
        NativeLibraries.EnsureTorch();
        using var network = new Shared();
        network.train();

        var summary = ModelSummary.OfModule("shared", network, new ImageSize(8, 8));

        Assert.Equal(["conv", "conv", "up", "norm", "out"], summary.Layers.Select(layer => layer.Key));
        Assert.Equal([1, 2, 1, 1, 1], summary.Layers.Select(layer => layer.Call));
        Assert.Equal([(3 * 3 * 9) + 3, 0, 3 * 2 * 4, 2, 16], summary.Layers.Select(layer => layer.Parameters)); // norm's scale is frozen
        Assert.Equal(summary.TrainableParameters, summary.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(0, summary.Buffers);
        Assert.Equal([8 * 8 * 3 * 3 * 9, 8 * 8 * 3 * 3 * 9, 8 * 8 * 3 * 2 * 4, 0, 2 * 16 * 16], summary.Layers.Select(layer => layer.MultiplyAdds));
        Assert.Contains("conv (call 2)", summary.ToLayerText(), StringComparison.Ordinal);
        Assert.True(network.training);
    }

    [Fact]
    public void The_network_is_not_listened_to_afterwards_and_no_tensor_stays()
    {
        NativeLibraries.EnsureTorch();
        using var network = new Shared();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var first = ModelSummary.OfModule("shared", network, new ImageSize(8, 8));
        var second = ModelSummary.OfModule("shared", network, new ImageSize(8, 8));

        Assert.Equal(first, second);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    [NoTensorLeak]
    public void A_layer_of_two_inputs_is_named()
    {
        NativeLibraries.EnsureTorch();
        using var network = new WithBilinear();

        var error = Assert.Throws<ArgumentException>(() => ModelSummary.OfModule("bilinear", network, new ImageSize(8, 8)));

        Assert.Contains("Expected layers that turn one tensor into one, got join, a Bilinear", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_the_network_does_not_take_says_which_to_pad_to()
    {
        var error = Assert.Throws<ArgumentException>(() => ModelSummary.Of(NetworkCatalogue.CompactResNet, new ImageSize(90, 128)));

        Assert.Contains("pad or resize the image to 96×128", error.Message, StringComparison.Ordinal);
    }

    private sealed class Shared : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = nn.Conv2d(3, 3, 3, padding: 1);
        private readonly ConvTranspose2d up = nn.ConvTranspose2d(3, 2, 2, stride: 2, bias: false);
        private readonly GroupNorm norm = nn.GroupNorm(1, 2);
        private readonly Linear @out = nn.Linear(16, 1, hasBias: false);

        public Shared()
            : base(nameof(Shared))
        {
            norm.weight!.requires_grad = false;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var x = norm.call(up.call(conv.call(conv.call(input))));  // 1×2×16×16
            return @out.call(x).MoveToOuterDisposeScope();            // 1×2×16×1
        }
    }

    private sealed class WithBilinear : nn.Module<Tensor, Tensor>
    {
        private readonly Bilinear join = nn.Bilinear(8, 8, 1);

        public WithBilinear()
            : base(nameof(WithBilinear)) => RegisterComponents();

        public override Tensor forward(Tensor input) => join.call(input, input);
    }
}
