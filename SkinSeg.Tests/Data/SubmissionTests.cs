using System.IO.Compression;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

/// <summary>What the challenge's scorer refuses is an error, what it passes over a warning (facts.md §4.2, §4.5).</summary>
public sealed class SubmissionTests : IDisposable
{
    private const string First = "ISIC_0000001_segmentation.png";
    private const string Second = "ISIC_0000002_segmentation.png";
    private static readonly byte[] Block = ImageFiles.ToPng(Drawn.Mask("##..", "##..", "...."));
    private readonly TemporaryFolder folder = new();

    public SubmissionTests()
    {
        foreach (string id in (string[])["ISIC_0000001", "ISIC_0000002"])
        {
            ImageFiles.Write(folder["images", $"{id}.jpg"], RgbImage.From(new(3, 4), static (_, _) => new(200, 150, 120)));
        }

        File.WriteAllText(folder["images", "LICENSE.txt"], "x");
        Directory.CreateDirectory(folder["masks"]);
    }

    private string Images => folder["images"];

    private string Zip => folder["masks.zip"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_submission_has_no_finding()
    {
        var report = Check((First, Block), (Second, Block));

        Assert.True(report.Passed);
        Assert.Empty(report.Findings);
        Assert.Equal($"{Zip}: task 1, 2 mask(s) expected: nothing to object to.", report.ToString());
    }

    public static TheoryData<string, byte[], SubmissionFindingKind, string> Refused => new()
    {
        { "size", ImageFiles.ToPng(Mask.Empty(new(4, 3))), SubmissionFindingKind.SizeMismatch, "the image has dimensions 4×3 (height×width); expected 3×4, those of ISIC_0000001.jpg" },
        { "16 bits", TinyPng.Encode(4, 16, 0, [new byte[8], new byte[8], new byte[8]]), SubmissionFindingKind.Unreadable, "expected a mask with one channel of 8 bits (greyscale), got 1 channel(s) of 16 bits" },
        { "palette", TinyPng.Encode(4, 8, 3, [new byte[4], new byte[4], new byte[4]], ("PLTE", [9, 9, 9])), SubmissionFindingKind.Unreadable, "expected a mask with one channel" },
        { "alpha", TinyPng.Encode(4, 8, 4, [new byte[8], new byte[8], new byte[8]]), SubmissionFindingKind.Unreadable, "expected a mask with one channel" },
        { "no image", "hello"u8.ToArray(), SubmissionFindingKind.Unreadable, "could not be decoded as an image" },
        { "cut off", Block[..^12], SubmissionFindingKind.Unreadable, "the file is cut off" },
        { "60,000 pixels", TinyPng.Claim(Block, 60_000), SubmissionFindingKind.SizeMismatch, "the image has dimensions 60000×60000" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_file_that_the_scorer_refuses_is_an_error(string what, byte[] file, SubmissionFindingKind kind, string words)
    {
        var report = Check((First, file), (Second, Block));

        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingSeverity.Error, kind, First), (finding.Severity, finding.Kind, finding.File));
        Assert.StartsWith(words, finding.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedy);
        Assert.NotEmpty(what);
        Assert.False(report.Passed);
    }

    [Fact]
    public void A_mask_that_is_missing_or_there_twice_is_an_error()
    {
        var report = Check((First, Block), ("0000001 (1).png", Block));

        Assert.Equal([(SubmissionFindingKind.Missing, Second), (SubmissionFindingKind.Duplicate, First)], report.Findings.Select(finding => (finding.Kind, finding.File)));
        Assert.Equal(2, report.Errors);
        Assert.Contains("got 0000001 (1).png, ISIC_0000001_segmentation.png", report.Findings[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_in_two_folders_is_an_error_and_an_empty_zip_lacks_every_mask()
    {
        Assert.Equal("expected one file, got a/ISIC_0000001_segmentation.png, b/ISIC_0000001_segmentation.png, which the scorer would all take for it", Check(($"a/{First}", Block), ($"b/{First}", Block), (Second, Block)).Findings[0].Detail);

        File.Delete(Zip);
        Assert.Equal([SubmissionFindingKind.Missing, SubmissionFindingKind.Missing], Check().Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void What_the_scorer_passes_over_is_a_warning()
    {
        var ring = ImageFiles.ToPng(Drawn.Mask("###.", "#.#.", "####"));
        byte[] grey = TinyPng.Encode(4, 8, 0, [[127, 128, 129, 0], [0, 0, 0, 0], [200, 0, 0, 0]]);
        var report = Check(("masks/ISIC_0000001_prediction.png", ring), (Second, grey), ("notes.txt", [1]));

        Assert.True(report.Passed);
        Assert.Equal(
            [
                (SubmissionFindingKind.GreyValues, Second), (SubmissionFindingKind.ExtraFile, "notes.txt"), (SubmissionFindingKind.NestedFolder, "masks"),
                (SubmissionFindingKind.UnusualName, "masks/ISIC_0000001_prediction.png"), (SubmissionFindingKind.SeveralObjects, Second),
                (SubmissionFindingKind.Holes, "masks/ISIC_0000001_prediction.png"),
            ],
            report.Findings.Select(finding => (finding.Kind, finding.File)));
        Assert.All(report.Findings, finding => Assert.Equal(FindingSeverity.Warning, finding.Severity));
        Assert.Contains("The challenge's scorer would accept it.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_grey_jpeg_and_an_empty_lesion_are_accepted_with_a_warning()
    {
        using var jpeg = new OpenCvSharp.Mat(3, 4, OpenCvSharp.MatType.CV_8UC1, OpenCvSharp.Scalar.White);
        var report = Check(("ISIC_0000001_segmentation.jpg", jpeg.ImEncode(".jpg")), (Second, ImageFiles.ToPng(Mask.Empty(new(3, 4)))));

        Assert.Equal([SubmissionFindingKind.NotPng, SubmissionFindingKind.EmptyMask], report.Findings.Select(finding => finding.Kind));
        Assert.True(report.Passed);
    }

    [Fact]
    public void Task_2_wants_five_masks_per_image_and_lets_them_be_empty()
    {
        byte[] empty = ImageFiles.ToPng(Mask.Empty(new(3, 4)));
        (string Name, byte[] Content)[] all = [.. from id in (string[])["ISIC_0000001", "ISIC_0000002"] from target in SegmentationTargets.Attributes select (target.MaskName(id), empty)];

        Assert.Empty(Check(ChallengeTask.AttributeDetection, all).Findings);
        File.Delete(Zip);
        Assert.Equal("ISIC_0000001_attribute_globules.png", Assert.Single(Check(ChallengeTask.AttributeDetection, [.. all.Where(file => file.Name != "ISIC_0000001_attribute_globules.png")]).Findings).File);
    }

    [Fact]
    public void Score_accepts_exactly_what_the_check_accepts()
    {
        Directory.CreateDirectory(folder["truth"]);
        File.WriteAllBytes(folder["truth", First], Block);
        File.WriteAllBytes(folder["truth", Second], Block);
        Zips.Write(Zip, ($"masks/{First}", Block), ($"masks/{Second}", Block));

        var result = ScoreFolders.Task1(folder["truth"], Zip, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Scores.Jaccard.Mean);
        Assert.Equal([$"{Zip}: 1 folder(s) inside had their files taken as if they lay outside (masks)."], result.Warnings);
    }

    [Fact]
    public void Images_must_have_ids_that_the_scorer_knows()
    {
        File.Copy(folder["images", "ISIC_0000001.jpg"], folder["images", "mine.jpg"]);

        Assert.Contains("mine.jpg: expected an image named ISIC_<7 digits>.jpg", Assert.Throws<InvalidDataException>(() => Check()).Message, StringComparison.Ordinal);
    }

    private SubmissionReport Check(params (string Name, byte[] Content)[] files) => Check(ChallengeTask.LesionSegmentation, files);

    private SubmissionReport Check(ChallengeTask task, (string Name, byte[] Content)[] files)
    {
        if (files.Length == 0)
        {
            ZipFile.Open(Zip, ZipArchiveMode.Create).Dispose();
        }
        else
        {
            Zips.Write(Zip, files);
        }

        return Submission.Check(task, Zip, Images, cancellationToken: TestContext.Current.CancellationToken);
    }
}
