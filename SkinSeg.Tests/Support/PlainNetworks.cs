using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Support;

/// <summary>A network whose logit is a channel times a factor: each pixel by itself, so that neither batch nor neighbours can change it.</summary>
internal sealed class ChannelNetwork : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Conv2d channel;

    public ChannelNetwork(int index = 0, double factor = 1)
        : base(nameof(ChannelNetwork))
    {
        NativeLibraries.EnsureLoaded();
        channel = nn.Conv2d(3, 1, kernel_size: 1, bias: false);
        RegisterComponents();
        using var guard = no_grad();
        using var weight = tensor([.. Enumerable.Range(0, 3).Select(i => i == index ? (float)factor : 0f)], [1, 3, 1, 1]);
        channel.weight!.copy_(weight);
    }

    public override Tensor forward(Tensor input) => channel.call(input);
}

/// <summary>A network whose weights broke: NaN where a pixel is white, the sum of the channels elsewhere.</summary>
internal sealed class HoleNetwork : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear unused; // a network has parameters

    public HoleNetwork()
        : base(nameof(HoleNetwork))
    {
        NativeLibraries.EnsureLoaded();
        unused = nn.Linear(1, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sum = input.sum(1, keepdim: true);                             // N×1×H×W
        return (sum * (3 - sum) / (3 - sum)).MoveToOuterDisposeScope();    // 0/0 where all three are 1
    }
}

/// <summary>Predictors without a network, and pictures without symmetry.</summary>
internal static class PlainNetworks
{
    /// <summary>Believes what it sees: the red of a pixel, whole images at a time.</summary>
    public static Predictor Red { get; } = Seeing("red", static color => color.Red);

    /// <summary>Takes a pixel's probability from its color: 0 to 255.</summary>
    public static Predictor Seeing(string name, Func<Rgb, byte> value) => new(name, images => [.. images.Select(image => MapOf(image, value))]);

    /// <summary>A picture whose pixels differ from each other's mirror images, in each channel otherwise.</summary>
    public static RgbImage Picture(int height, int width, int seed = 0) => RgbImage.From(
        new(height, width),
        (row, column) => new((byte)((31 * row) + (7 * column) + seed), (byte)((5 * row * row) + (3 * column) + seed), (byte)((11 * row) + (column * column) + (2 * seed))));

    private static ProbabilityMap MapOf(RgbImage image, Func<Rgb, byte> value) => new(
        image.Size, [.. Enumerable.Range(0, image.Size.Area).Select(i => (ushort)(257 * value(image[i / image.Size.Width, i % image.Size.Width])))]);
}
