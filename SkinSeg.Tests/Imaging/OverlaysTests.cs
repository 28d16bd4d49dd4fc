using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class OverlaysTests
{
    private static readonly ImageSize Size = new(1, 4);

    [Fact]
    public void Agreement_is_orange_what_was_missed_green_and_what_is_too_much_red()
    {
        var image = RgbImage.From(Size, static (_, _) => new(101, 100, 100));
        var tinted = image.Confusion(Mask.From(Size, static (_, column) => column < 2), Mask.From(Size, static (_, column) => column is 1 or 2));

        byte[] Half(Rgb color) => [(byte)((101 + color.Red) / 2), (byte)((100 + color.Green) / 2), (byte)((100 + color.Blue) / 2)];
        Assert.Equal([.. Half(Overlays.TruthColor), .. Half(Overlays.AgreementColor), .. Half(Overlays.PredictionColor), 101, 100, 100], tinted.Values);
    }

    [Fact]
    public void Masks_of_another_size_are_refused() =>
        Assert.Throws<ArgumentException>(() => RgbImage.From(Size, static (_, _) => default).Confusion(Mask.Empty(Size), Mask.Empty(new(4, 1))));
}
