using System.IO.Compression;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class SubmissionWriterTests : IDisposable
{
    private static readonly ImageSize Size = new(6, 8);
    private readonly TemporaryFolder folder = new();

    public SubmissionWriterTests()
    {
        ImageFiles.Write(folder["images", "ISIC_0000002.jpg"], RgbImage.From(Size, static (_, _) => new(1, 2, 3)));
        ImageFiles.Write(folder["images", "ISIC_0000001.png"], RgbImage.From(Size, static (_, _) => new(1, 2, 3)));
    }

    private string Zip => folder["out", "masks.zip"];

    private SubmissionConfig Config => new() { Predictions = folder["in"], Images = folder["images"] };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Masks_are_packed_sorted_flat_and_to_the_same_bytes_every_time()
    {
        var mask = Mask.From(Size, static (row, column) => row < 3 && column < 3);
        ImageFiles.Write(folder["in", "0000002.png"], mask);
        ImageFiles.Write(folder["in", "ISIC_0000001_segmentation.png"], mask);
        ImageFiles.Write(folder["in", "ISIC_0000001_probability.png"], mask);

        var report = Write(Config);
        byte[] first = File.ReadAllBytes(Zip);
        File.SetLastWriteTimeUtc(folder["in", "0000002.png"], new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Write(Config);

        Assert.Empty(report.Findings);
        Assert.Equal(first, File.ReadAllBytes(Zip));
        using var zip = ZipFile.OpenRead(Zip);
        Assert.Equal(["ISIC_0000001_segmentation.png", "ISIC_0000002_segmentation.png"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public void Maps_are_resized_to_their_images_before_they_are_cut()
    {
        var map = Drawn.Map(new(12, 16), levels: 9, seed: 4);
        ImageFiles.Write(folder["in", "ISIC_0000001_probability.png"], map);
        ImageFiles.Write(folder["in", "ISIC_0000001_segmentation.png"], Mask.Empty(Size));
        ImageFiles.Write(folder["in", "ISIC_0000002.png"], map);
        var rule = new DualThreshold { High = 0.6, Low = 0.4 };

        Write(Config with { Rule = new("two thresholds", (_, probabilities) => rule.Apply(probabilities)) });

        var expected = rule.Apply(ImageFiles.ReadProbabilityMap(folder["in", "ISIC_0000002.png"]).ResizeTo(Size));
        ZipFile.ExtractToDirectory(Zip, folder["unpacked"]);
        Assert.Equal(expected, ImageFiles.ReadMask(folder["unpacked", "ISIC_0000001_segmentation.png"]));
        Assert.Equal(expected, ImageFiles.ReadMask(folder["unpacked", "ISIC_0000002_segmentation.png"]));
    }

    [Fact]
    public void Attributes_may_have_rules_of_their_own()
    {
        foreach (string id in (string[])["ISIC_0000001", "ISIC_0000002"])
        {
            foreach (var target in SegmentationTargets.Attributes)
            {
                ImageFiles.Write(folder["in", target.MaskName(id)], Drawn.Map(Size, levels: 9, seed: 4));
            }
        }

        var report = Write(Config with
        {
            Task = ChallengeTask.AttributeDetection,
            Rule = new("streaks only", (target, map) => target == SegmentationTarget.Streaks ? map.Above(0.1) : Mask.Empty(map.Size)),
        });

        Assert.Equal((10, 0), (report.Masks, report.Findings.Count));
        ZipFile.ExtractToDirectory(Zip, folder["unpacked"]);
        Assert.Equal(
            ["ISIC_0000001_attribute_streaks.png", "ISIC_0000002_attribute_streaks.png"],
            Directory.GetFiles(folder["unpacked"]).Where(path => !ImageFiles.ReadMask(path).IsEmpty).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_missing_there_twice_or_of_another_size_leaves_nothing_behind()
    {
        ImageFiles.Write(folder["in", "ISIC_0000001.png"], Mask.Empty(Size));
        AssertRefused("expected a mask of ISIC_0000002.jpg for ISIC_0000002_segmentation.png, found none.");

        ImageFiles.Write(folder["in", "a0000002.png"], Mask.Empty(Size));
        ImageFiles.Write(folder["in", "b0000002.png"], Mask.Empty(Size));
        AssertRefused("found 2: a0000002.png, b0000002.png. Remove all but one.");

        File.Delete(folder["in", "a0000002.png"]);
        ImageFiles.Write(folder["in", "b0000002.png"], Mask.Empty(new(3, 3)));
        AssertRefused("b0000002.png: the image has dimensions 3×3 (height×width); expected 6×8, those of ISIC_0000002.jpg.");

        void AssertRefused(string words)
        {
            Assert.Contains(words, Assert.Throws<InvalidDataException>(() => Write(Config)).Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder["out"]));
        }
    }

    private SubmissionReport Write(SubmissionConfig config) => Submission.Write(config, Zip, cancellationToken: TestContext.Current.CancellationToken);
}
