using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ImageFilesTests
{
    private static readonly RgbImage Colors = RgbImage.From(new(6, 5), (row, column) => new((byte)(40 * row), (byte)(50 * column), 7));

    [Fact]
    public void An_image_survives_its_png_file_in_a_folder_with_letters_beyond_ascii()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.Write(folder["größe.png"], Colors);

        var read = ImageFiles.ReadRgb(folder["größe.png"]);

        Assert.Equal(Colors.Values, read.Values);
        Assert.Equal(new Rgb(80, 150, 7), read[2, 3]);
    }

    [Fact]
    public void A_map_survives_its_16_bit_file()
    {
        using var folder = new TemporaryFolder();
        var map = ProbabilityMap.FromProbabilities(new(1, 3), [0f, 0.123456f, 1f]);
        ImageFiles.Write(folder["map.png"], map);

        Assert.Equal(map.Values, ImageFiles.ReadProbabilityMap(folder["map.png"]).Values);
    }

    [Fact]
    public void Training_and_scoring_disagree_about_the_grey_value_128_only()
    {
        using var folder = new TemporaryFolder();
        byte[] greys = [0, 127, 128, 129, 255];
        using (var mat = Mat.FromPixelData(1, 5, MatType.CV_8UC1, greys))
        {
            AtomicFile.WriteAllBytes(folder["mask.png"], mat.ImEncode(".png"));
        }

        Assert.Equal([false, false, true, true, true], ImageFiles.ReadMask(folder["mask.png"]).ToArray());
        Assert.Equal([false, false, false, true, true], ImageFiles.ReadMask(folder["mask.png"], ImageFiles.ScoringThreshold).ToArray());
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    public void A_file_cut_off_anywhere_is_refused_by_name(string extension)
    {
        using var folder = new TemporaryFolder();
        var image = RgbImage.From(new(64, 64), (row, column) => new((byte)(row * column), (byte)(row ^ column), (byte)(row + column)));
        byte[] whole = extension == ".jpg" ? ImageFiles.ToJpeg(image) : ImageFiles.ToPng(image);
        foreach (int length in Enumerable.Range(0, 40).Select(k => k * (whole.Length - 2) / 39))
        {
            string path = folder[$"cut{extension}"];
            File.WriteAllBytes(path, whole[..length]);

            string message = Assert.Throws<InvalidDataException>(() => ImageFiles.ReadRgb(path)).Message;
            Assert.StartsWith(path, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Masks_of_16_bits_or_with_colors_say_how_to_save_them()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.Write(folder["deep.png"], ProbabilityMap.FromProbabilities(new(1, 2), [0f, 1f]));
        ImageFiles.Write(folder["color.png"], Colors);

        Assert.Contains("1 channel(s) of 16 bits", Assert.Throws<InvalidDataException>(() => ImageFiles.ReadMask(folder["deep.png"])).Message);
        Assert.Contains("Save it as an 8-bit greyscale PNG", Assert.Throws<InvalidDataException>(() => ImageFiles.ReadMask(folder["color.png"])).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["taken.png"]); // a folder of the target's name cannot be replaced by a file

        Assert.Contains("Could not write", Assert.Throws<IOException>(() => ImageFiles.Write(folder["taken.png"], Colors)).Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
