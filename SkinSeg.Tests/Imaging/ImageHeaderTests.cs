using SkinSeg.Imaging;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ImageHeaderTests
{
    [Fact]
    public void The_header_tells_the_size_that_decoding_gives()
    {
        using var folder = new TemporaryFolder();
        var image = RgbImage.From(new(31, 47), (row, column) => new((byte)row, (byte)column, 0));
        ImageFiles.Write(folder["a.png"], image);
        ImageFiles.Write(folder["a.jpg"], image);

        Assert.Equal(image.Size, ImageHeader.ReadSize(folder["a.png"]));
        Assert.Equal(image.Size, ImageHeader.ReadSize(folder["a.jpg"]));
    }

    [Fact]
    public void The_header_tells_the_size_of_real_photographs()
    {
        foreach (string path in Directory.GetFiles(SharedFiles.PathOf("data", "isic-fullres-20"), "*_000000*.jpg"))
        {
            Assert.Equal(ImageFiles.ReadRgb(path).Size, ImageHeader.ReadSize(path));
        }
    }

    [Fact]
    public void Every_beginning_of_a_file_gives_its_size_or_nothing()
    {
        var image = RgbImage.From(new(9, 7), (row, column) => new((byte)row, (byte)column, 0));
        foreach (byte[] bytes in new[] { ImageFiles.ToPng(image), ImageFiles.ToJpeg(image), [], "BM no photograph"u8.ToArray() })
        {
            Assert.All(Enumerable.Range(0, bytes.Length + 1), length => Assert.True((ImageHeader.SizeOf(bytes.AsSpan(0, length)) ?? image.Size) == image.Size));
        }
    }
}
