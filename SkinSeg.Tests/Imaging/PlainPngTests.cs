using System.Text;
using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Imaging;

/// <summary>The kit's own reader of masks, against OpenCV's on the same bytes.</summary>
public sealed class PlainPngTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_is_undone_as_opencv_undoes_it(byte filter)
    {
        foreach (int width in new[] { 1, 2, 31, 32, 33, 200 })
        {
            var random = Seed.RandomFor(filter, 0, "png");
            byte[][] rows = [.. Enumerable.Range(0, 20).Select(_ => (byte[])[.. Enumerable.Range(0, width).Select(_ => (byte)random.Next(256))])];
            byte[] file = TinyPng.Encode(width, 8, 0, rows, filter);

            AssertSame(file, PlainPng.Read(file));
        }
    }

    [Fact]
    public void Rows_may_have_different_filters_as_encoders_choose_them()
    {
        byte[] noise = ImageFiles.ToPng(Drawn.Noise(new(60, 97), 0.4, seed: 3));
        AssertSame(noise, PlainPng.Read(noise));
        byte[] mask = ImageFiles.ToPng(Blob());
        AssertSame(mask, PlainPng.Read(mask));
    }

    [Fact]
    public void Real_masks_are_plain_and_read_as_opencv_reads_them()
    {
        foreach (string path in Directory.GetFiles(SharedFiles.PathOf("fixtures", "official-scoring", "task1", "prediction")))
        {
            byte[] bytes = File.ReadAllBytes(path);
            AssertSame(bytes, PlainPng.Read(bytes));
        }
    }

    [Fact]
    public void Pixels_in_several_chunks_are_joined()
    {
        byte[] file = TinyPng.Encode(4, 8, 0, [[0, 255, 0, 255], [255, 0, 255, 0]]);
        byte[] split = TinyPng.SplitPixels(file, 5);

        Assert.Equal(PlainPng.Read(file)!.Values, PlainPng.Read(split)!.Values);
        AssertSame(split, PlainPng.Read(split));
    }

    [Fact]
    public void Whatever_is_not_plain_is_left_to_opencv()
    {
        byte[] whole = TinyPng.Encode(2, 8, 0, [[0, 255]]);
        byte[][] files =
        [
            [],
            whole[..^12],
            [.. whole[..^20], (byte)(whole[^20] ^ 1), .. whole[^19..]], // a check sum
            TinyPng.Encode(2, 8, 0, [[0, 255]], ("tRNS", [0, 255])),
            TinyPng.Encode(2, 8, 0, [[0, 255]], ("acTL", new byte[8])),
            TinyPng.Encode(2, 8, 2, [[0, 0, 0, 1, 1, 1]]),
            TinyPng.Encode(2, 16, 0, [[0, 0, 1, 1]]),
            TinyPng.Encode(2, 8, 0, [[0, 255, 7]]),        // a byte too many
            TinyPng.Encode(3, 8, 0, [[0, 255]]),           // a byte too few
            TinyPng.Encode(2, 8, 0, [[0, 255]], filter: 5),
            ImageFiles.ToJpeg(RgbImage.From(new(4, 4), static (_, _) => new(1, 2, 3))),
            Encoding.ASCII.GetBytes("not an image"),
        ];

        Assert.All(files, file => Assert.Null(PlainPng.Read(file)));
    }

    [Fact]
    public void A_header_that_claims_too_much_is_refused_before_memory_is_taken()
    {
        byte[] file = TinyPng.Encode(2, 8, 0, [[0, 255]]);
        foreach (int side in new[] { 60_000, 16_000, int.MaxValue })
        {
            byte[] claimed = TinyPng.Claim(file, side);
            long before = GC.GetAllocatedBytesForCurrentThread();

            string message = Assert.Throws<InvalidDataException>(() => GreyImage.Decode("a.png", claimed)).Message;

            Assert.StartsWith($"a.png: its header claims {side}×{side} pixels (height×width), but the file has {file.Length} bytes", message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Throws<InvalidDataException>(() => ImageFiles.ReadRgb("a.png", claimed));
        }
    }

    [Fact(Explicit = true)]
    public void However_a_file_is_damaged_it_reads_as_opencv_reads_it_or_is_refused()
    {
        byte[][] files = [ImageFiles.ToPng(Blob()), TinyPng.Encode(9, 8, 0, [.. Enumerable.Repeat(new byte[9], 5)], filter: 4)];
        var random = Seed.RandomFor(2, 0, "damaged png");
        for (int round = 0; round < 8_000; round++)
        {
            byte[] bytes = [.. files[round % 2]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = random.Next(6) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            if (PlainPng.Read(bytes) is { } plain)
            {
                AssertSame(bytes, plain);
                continue;
            }

            try
            {
                GreyImage.Decode("a.png", bytes);
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith("a.png: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static Mask Blob() => Mask.From(new(50, 70), static (row, column) => ((row - 25) * (row - 25)) + ((column - 30) * (column - 30)) < 400);

    private static void AssertSame(byte[] file, GreyImage? ours)
    {
        using var expected = Cv2.ImDecode(file, ImreadModes.Unchanged);
        Assert.NotNull(ours);
        Assert.Equal(Mats.SizeOf(expected), ours.Size);
        Assert.Equal(Mats.Copy<byte>(expected, 1), ours.Values);
    }
}
