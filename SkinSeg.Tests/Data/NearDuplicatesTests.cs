using OpenCvSharp;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class NearDuplicatesTests
{
    [Fact]
    public void Copies_are_found_and_images_of_the_same_generator_are_not()
    {
        Dictionary<string, RgbImage> images = Enumerable.Range(0, 24).ToDictionary(i => $"o{i:D2}", i => SyntheticDermoscopy.Draw(new(), i).Image);
        images["o00-resized"] = images["o00"].ResizeTo(new ImageSize(90, 120));
        images["o01-encoded"] = Encoded(images["o01"], 40);
        images["o02-brighter"] = Changed(images["o02"], mat => mat.ConvertTo(mat, -1, 0.85, 15));
        images["o03-flipped"] = Changed(images["o03"], mat => Cv2.Flip(mat, mat, FlipMode.Y));
        images["o04-cropped"] = Cropped(images["o04"], 0.04);

        var report = NearDuplicates.Find(images);

        Assert.Equal(["o00", "o01", "o02", "o03", "o04"], report.Pairs.Select(pair => pair.First));
        Assert.All(report.Pairs, pair => Assert.StartsWith(pair.First, pair.Second));
        Assert.Equal(5, report.Groups.Count);
        Assert.Equal(report, NearDuplicates.Find(images.Reverse()));
    }

    [Fact]
    public void Pairs_across_a_fold_border_are_counted()
    {
        NearDuplicateReport report = new(new(), 4, [new("a", "b", 0, 1), new("c", "d", 0, 1)], [new(["a", "b"], 1), new(["c", "d"], 1)]);
        var plan = new FoldPlan(1, [["a", "b"], ["c"], ["d"]], []);

        Assert.Equal(["c"], report.Leaks(plan).Select(pair => pair.First));
        Assert.Contains("1 of the pairs on both sides of a fold border", report.Against(plan).Title);
    }

    private static RgbImage Encoded(RgbImage image, int quality) => Decoded(ImageFiles.ToJpeg(image, quality));

    private static RgbImage Decoded(byte[] bytes)
    {
        using var mat = Cv2.ImDecode(bytes, ImreadModes.Color);
        Cv2.CvtColor(mat, mat, ColorConversionCodes.BGR2RGB);
        return Mats.ToRgbImage(mat);
    }

    private static RgbImage Changed(RgbImage image, Action<Mat> change)
    {
        using var view = Mats.View(image);
        using var mat = view.Clone();
        change(mat);
        return Mats.ToRgbImage(mat);
    }

    private static RgbImage Cropped(RgbImage image, double share)
    {
        var (rows, columns) = ((int)(share * image.Size.Height), (int)(share * image.Size.Width));
        using var view = Mats.View(image);
        using var part = view[rows, image.Size.Height, columns, image.Size.Width];
        return Mats.ToRgbImage(part);
    }
}
