using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class ImageTensorsTests
{
    private static readonly RgbImage Image = RgbImage.From(new(2, 3), static (row, column) => new((byte)(10 * row), (byte)(20 * column), 200));

    [Theory]
    [NoTensorLeak]
    [InlineData(PreprocessingKind.Unit, 10 / 255.0, 40 / 255.0, 200 / 255.0)]
    [InlineData(PreprocessingKind.TensorFlow, (10 / 127.5) - 1, (40 / 127.5) - 1, (200 / 127.5) - 1)]
    [InlineData(PreprocessingKind.Caffe, 200 - 103.939, 40 - 116.779, 10 - 123.68)] // blue first
    [InlineData(PreprocessingKind.Torch, ((10 / 255.0) - 0.485) / 0.229, ((40 / 255.0) - 0.456) / 0.224, ((200 / 255.0) - 0.406) / 0.225)]
    public void Pixels_arrive_at_their_place_preprocessed(PreprocessingKind kind, double first, double second, double third)
    {
        using var x = ImageTensors.ToTensor([Image, Image], Preprocessing.Of(kind), torch.CPU);

        Assert.Equal([2, 3, 2, 3], x.shape);
        double[] expected = [first, second, third];
        for (int channel = 0; channel < 3; channel++)
        {
            using var value = x[1, channel, 1, 2];
            Assert.Equal(expected[channel], value.item<float>(), 1e-4);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void Masks_become_zero_and_one()
    {
        using var x = ImageTensors.ToTensor([Mask.From(new(1, 3), static (_, column) => column == 1)], torch.CPU);

        Assert.Equal([1, 1, 1, 3], x.shape);
        Assert.Equal([0f, 1f, 0f], x.data<float>().ToArray());
    }

    [Fact]
    [NoTensorLeak]
    public void Images_of_two_sizes_are_refused()
    {
        var other = Image.ResizeTo(new(4, 4));

        string message = Assert.Throws<ArgumentException>(() => ImageTensors.ToTensor([Image, other], Preprocessing.Unit, torch.CPU)).Message;
        Assert.Contains("2×3, 4×4", message, StringComparison.Ordinal);
        Assert.Contains("resize the images first", message, StringComparison.Ordinal);
    }
}
