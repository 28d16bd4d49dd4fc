using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ImageGridTests
{
    private static readonly ImageSize Tile = new(20, 30);

    [Fact]
    public void A_contact_sheet_is_white_and_has_every_image_in_its_place()
    {
        var sheet = new ImageGrid(["red", "blue"], [[Plain(255, 0, 0), Plain(0, 0, 255)], [Plain(0, 255, 0)]]).ToContactSheet(Tile);

        Assert.Equal(new ImageSize(8 + 18 + (2 * (20 + 18 + 8)), 8 + (2 * (30 + 8))), sheet.Size); // gap 8, captions and headings 18
        Assert.Equal(new Rgb(255, 255, 255), sheet[2, 2]);
        Assert.Equal(new Rgb(255, 0, 0), sheet[26, 8]);
        Assert.Equal(new Rgb(0, 0, 255), sheet[26 + 19, 8 + 38 + 29]);
        Assert.Equal(new Rgb(0, 255, 0), sheet[26 + 46, 8]);
        Assert.Equal(new Rgb(255, 255, 255), sheet[26 + 46, 8 + 38]);
    }

    [Fact]
    public void An_empty_grid_has_no_contact_sheet_and_says_so() => Assert.StartsWith(
        "Expected a grid with at least one image", Assert.Throws<InvalidOperationException>(() => ImageGrid.Of([]).ToContactSheet(Tile)).Message);

    [Fact]
    public void A_page_gets_each_image_with_its_caption_made_harmless()
    {
        string html = ImageGrid.Of([Plain(1, 2, 3), new(Plain(4, 5, 6).Image, "<b> & \"c\"")], columns: 2).ToHtml();

        Assert.Equal(2, html.Split("<figure").Length - 1);
        Assert.Contains("repeat(2,", html, StringComparison.Ordinal);
        Assert.Contains("<figcaption style=\"font-size:85%\">&lt;b&gt; &amp; &quot;c&quot;</figcaption>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
    }

    private static CaptionedImage Plain(byte red, byte green, byte blue) =>
        new(RgbImage.From(Tile, (_, _) => new(red, green, blue)), string.Empty);
}
