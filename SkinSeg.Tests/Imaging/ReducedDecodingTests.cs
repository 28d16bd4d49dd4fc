using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ReducedDecodingTests
{
    [Theory]
    [InlineData(20, 50, 50)] // 400 / 20 = 20 times smaller: 1/8 leaves 50, twice the target and a half
    [InlineData(40, 100, 100)] // 10 times: 1/4
    [InlineData(100, 200, 200)] // 4 times: 1/2
    [InlineData(150, 400, 400)] // less than 4 times: in full
    public void A_photograph_is_decoded_at_twice_the_target_or_more(int target, int height, int width)
    {
        using var folder = new TemporaryFolder();
        ImageFiles.Write(folder["a.jpg"], Ramp(new(400, 400)));
        ImageFiles.Write(folder["a.png"], Ramp(new(400, 400)));

        var (image, fullSize) = ReducedDecoding.ReadRgb(folder["a.jpg"], new(target, target));

        Assert.Equal(new ImageSize(height, width), image.Size);
        Assert.Equal(new ImageSize(400, 400), fullSize);
        Assert.Equal(new ImageSize(400, 400), ReducedDecoding.ReadRgb(folder["a.png"], new(target, target)).Image.Size);
    }

    [Theory]
    [InlineData(403, 50)] // 50 blocks and 3 of 8 rows: the part is left out
    [InlineData(405, 51)] // 5 of 8 rows: it counts
    public void The_last_part_of_a_block_counts_from_one_half(int height, int expected)
    {
        using var folder = new TemporaryFolder();
        ImageFiles.Write(folder["a.jpg"], Ramp(new(height, 800)));

        Assert.Equal(expected, ReducedDecoding.ReadRgb(folder["a.jpg"], new(20, 20)).Image.Size.Height);
    }

    [Fact]
    public void A_cut_off_photograph_is_refused_at_any_scale()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.jpg"], ImageFiles.ToJpeg(Ramp(new(400, 400)))[..^100]);

        Assert.Contains("cut off", Assert.Throws<InvalidDataException>(() => ReducedDecoding.ReadRgb(folder["a.jpg"], new(20, 20))).Message);
    }

    private static RgbImage Ramp(ImageSize size) => RgbImage.From(size, (row, column) => new((byte)(row / 2), (byte)(column / 4), 128));
}
