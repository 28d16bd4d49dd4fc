using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ImageConditionsTests
{
    private static readonly ImageSize Size = new(96, 128);
    private static readonly Mask Square = Mask.From(Size, static (row, column) => row is >= 30 and < 60 && column is >= 40 and < 80);

    [Fact]
    public void Size_and_contrast_are_those_of_the_mask_and_of_L_a_b()
    {
        var conditions = ImageConditions.Of(Picture(new(0, 0, 0), new(255, 255, 255)), Square);

        Assert.Equal(30 * 40 / (96.0 * 128), conditions.LesionShare);
        Assert.Equal(100, conditions.Contrast, 0.01); // from black to white, by definition
        Assert.False(conditions.TouchesBorder);
    }

    [Fact]
    public void Contrast_of_colors_is_their_published_distance()
    {
        // sRGB red is L* 53.24, a* 80.09, b* 67.20; green 87.73, −86.18, 83.18 (Lindbloom's calculator, D65).
        double expected = Math.Sqrt(Math.Pow(87.73 - 53.24, 2) + Math.Pow(-86.18 - 80.09, 2) + Math.Pow(83.18 - 67.20, 2));
        Assert.Equal(expected, ImageConditions.Of(Picture(new(255, 0, 0), new(0, 255, 0)), Square).Contrast, 0.2);
    }

    [Theory]
    [InlineData(0, 50, true)]
    [InlineData(95, 50, true)]
    [InlineData(50, 0, true)]
    [InlineData(50, 127, true)]
    [InlineData(1, 126, false)]
    public void A_lesion_touches_the_edge_with_a_single_pixel(int row, int column, bool touches) =>
        Assert.Equal(touches, ImageConditions.Of(Picture(default, default), Mask.From(Size, (r, c) => r == row && c == column)).TouchesBorder);

    [Fact]
    public void Without_lesion_or_without_skin_there_is_no_contrast()
    {
        var picture = Picture(new(0, 0, 0), new(255, 255, 255));
        Assert.Equal(0, ImageConditions.Of(picture, Mask.Empty(Size)).Contrast);
        Assert.Equal(0, ImageConditions.Of(picture, Mask.From(Size, static (_, _) => true)).Contrast);
        Assert.Contains("resize it first", Assert.Throws<ArgumentException>(() => ImageConditions.Of(picture, Mask.Empty(new(3, 4)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_hair_is_measured_where_more_is_drawn_and_none_where_there_is_none()
    {
        double[] shares = [.. new[] { 0, 4, 12, 36 }.Select(MeanShare)];

        Assert.Equal(0, shares[0]);
        Assert.Equal(shares, shares.Order());
        Assert.True(shares[3] > 2 * shares[1], string.Join(' ', shares));
    }

    [Fact]
    public void What_is_measured_as_hair_is_about_what_was_drawn()
    {
        double drawn = Hair(20, 1).CoverageAt(Size).Area / (double)Size.Area;
        Assert.InRange(ImageConditions.Of(Hair(20, 1).Apply(Picture(new(120, 70, 60), new(205, 165, 145))), Square).HairShare, 0.5 * drawn, 2 * drawn);
    }

    [Fact]
    public void Spots_are_no_hair()
    {
        var spotted = RgbImage.From(Size, static (row, column) => row % 12 < 3 && column % 12 < 3 ? new(60, 40, 30) : new(205, 165, 145));
        Assert.Equal(0, ImageConditions.Of(spotted, Square).HairShare);
    }

    private static double MeanShare(int hairs) => Enumerable.Range(0, 8).Average(seed =>
        ImageConditions.Of(Hair(hairs, seed).Apply(Picture(new(120, 70, 60), new(205, 165, 145))), Square).HairShare);

    private static HairDrawing Hair(int count, int seed) => count == 0
        ? HairDrawing.None
        : HairDrawing.Draw(HairConfig.Training with { CountRange = new(count, count), DarkShare = 1, WidthRange = new(1.5 / 128, 2.5 / 128) }, Size, new Random(seed));

    private static RgbImage Picture(Rgb lesion, Rgb skin) => RgbImage.From(Size, (row, column) => Square[row, column] ? lesion : skin);
}
