using OpenCvSharp;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class DatasetVerificationTests
{
    [Fact]
    public void A_whole_data_set_passes_with_its_counts()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 3);
        SmallDataset.WritePublished(folder.Path, 2, Partition.Validation);
        ImageFiles.Write(folder[SmallDataset.Attributes, "ISIC_0000001_attribute_streaks.png"], SmallDataset.Lesion(1, SmallDataset.Size));

        var report = DatasetVerification.Verify(folder.Path);

        Assert.True(report.Passed);
        Assert.Empty(report.Findings);
        Assert.Equal([Partition.Training, Partition.Validation], report.Partitions.Select(part => part.Partition));
        var training = report.Partitions[0];
        Assert.Equal((3, 3), (training.Images, training.LesionMasks));
        Assert.Equal(new AttributeSummary(LesionAttribute.Streaks, 3, 1), training.Attributes[(int)LesionAttribute.Streaks]);
        Assert.Equal(new SizeCount(SmallDataset.Size, 3), training.Sizes?.MostFrequent);
        Assert.Contains("1 of 3", report.ToMarkdown());
        Assert.EndsWith("No errors.", report.ToString());
    }

    [Fact]
    public void Missing_pairs_are_errors_that_name_the_file()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 3);
        File.Delete(folder[SmallDataset.Masks, "ISIC_0000000_segmentation.png"]);
        File.Delete(folder[SmallDataset.Images, "ISIC_0000001.jpg"]);
        File.Delete(folder[SmallDataset.Attributes, "ISIC_0000002_attribute_globules.png"]);

        var report = DatasetVerification.Verify(folder.Path);

        Assert.False(report.Passed);
        Assert.Equal(
            [FindingKind.ImageWithoutMask, FindingKind.MaskWithoutImage, FindingKind.MissingAttributeMask],
            report.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Kind).Distinct());
        var without = Assert.Single(report.Findings, finding => finding.Kind == FindingKind.ImageWithoutMask);
        Assert.Equal(Path.Combine(SmallDataset.Images, "ISIC_0000000.jpg"), without.File);
        Assert.Equal("no mask ISIC_0000000_segmentation.png", without.Detail);
        Assert.Equal(6, report.Findings.Count(finding => finding.Kind == FindingKind.MaskWithoutImage)); // one lesion, five attributes
        Assert.Contains("no mask ISIC_0000002_attribute_globules.png", report.ToString());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    [InlineData(-20)]
    public void A_cut_off_photograph_is_unreadable(int length)
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        byte[] whole = File.ReadAllBytes(folder["ISIC_0000001.jpg"]);
        File.WriteAllBytes(folder["ISIC_0000001.jpg"], length > 0 ? whole[..length] : whole[..^-length]);

        var finding = OnlyError(folder.Path);

        Assert.Equal((FindingKind.Unreadable, "ISIC_0000001.jpg"), (finding.Kind, finding.File));
        Assert.StartsWith("the file is cut off", finding.Detail);
    }

    [Fact]
    public void A_file_that_is_no_image_is_unreadable()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        File.WriteAllText(folder["ISIC_0000001_Segmentation.png"], "<html>not found</html>");

        Assert.Equal("could not be decoded as an image. Expected a whole JPEG or PNG file.", OnlyError(folder.Path).Detail);
    }

    [Fact]
    public void A_mask_of_another_size_names_both_sizes()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        ImageFiles.Write(folder["ISIC_0000001_Segmentation.png"], SmallDataset.Lesion(1, new(16, 12)));

        var finding = OnlyError(folder.Path);

        Assert.Equal((FindingKind.SizeMismatch, "the mask is 16×12 (height×width), its image 12×16"), (finding.Kind, finding.Detail));
    }

    [Theory]
    [InlineData(16, 1, "1 channel(s) of 16 bits")]
    [InlineData(8, 4, "4 channel(s) of 8 bits")]
    [InlineData(8, 3, "3 channel(s) of 8 bits")]
    public void Masks_of_16_bits_and_with_colors_have_the_wrong_format(int bits, int channels, string expected)
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        WriteMask(folder["ISIC_0000001_Segmentation.png"], MatType.MakeType(bits == 16 ? MatType.CV_16U : MatType.CV_8U, channels), 255);

        var finding = OnlyError(folder.Path);

        Assert.Equal(FindingKind.WrongMaskFormat, finding.Kind);
        Assert.Contains(expected, finding.Detail);
    }

    [Fact]
    public void Masks_of_0_and_1_are_told_from_faint_grey_and_empty_ones()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 5);
        foreach (var (number, value) in new[] { (0, 1), (1, 100), (2, 0), (3, 200) })
        {
            WriteMask(folder[$"{SmallDataset.Id(number)}_Segmentation.png"], MatType.CV_8UC1, value);
        }

        var report = DatasetVerification.Verify(folder.Path);

        Assert.Equal(
            [
                (FindingSeverity.Error, FindingKind.WrongMaskFormat, "ISIC_0000000_Segmentation.png"),
                (FindingSeverity.Warning, FindingKind.EmptyLesionMask, "ISIC_0000001_Segmentation.png"),
                (FindingSeverity.Warning, FindingKind.EmptyLesionMask, "ISIC_0000002_Segmentation.png"),
                (FindingSeverity.Note, FindingKind.GreyMask, "ISIC_0000003_Segmentation.png"),
                (FindingSeverity.Note, FindingKind.FaintMask, "ISIC_0000001_Segmentation.png"),
            ],
            report.Findings.Select(finding => (finding.Severity, finding.Kind, finding.File)));
        Assert.Contains("multiply it by 255", report.Findings[0].Detail);
        Assert.Contains("Note: Training: mask with grey values: 1 file(s), such as ISIC_0000003_Segmentation.png", report.ToString());
    }

    [Fact]
    public void Two_files_that_mean_the_same_are_errors()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        ImageFiles.Write(folder["ISIC_0000000.png"], SmallDataset.Image(0, SmallDataset.Size));
        ImageFiles.Write(folder["ISIC_0000001_segmentation.jpg"], SmallDataset.Image(1, SmallDataset.Size));

        var report = DatasetVerification.Verify(folder.Path);

        Assert.Equal(
            [("ISIC_0000000.jpg", "the same as ISIC_0000000.png; remove all but one"), ("ISIC_0000001_Segmentation.png", "the same as ISIC_0000001_segmentation.jpg; remove all but one")],
            report.Findings.Where(finding => finding.Kind == FindingKind.Duplicate).Select(finding => (finding.File, finding.Detail)));
    }

    [Fact]
    public void Folders_of_masks_may_be_missing_where_only_predictions_are_wanted()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 1);
        SmallDataset.WritePublished(folder.Path, 1, Partition.Test);
        Directory.Delete(folder["ISIC2018_Task1_Test_GroundTruth"], recursive: true);
        Directory.Delete(folder["ISIC2018_Task2_Test_GroundTruth"], recursive: true);
        Assert.True(DatasetVerification.Verify(folder.Path).Passed);

        Directory.Delete(folder[SmallDataset.Masks], recursive: true);
        Assert.Contains("no folder ISIC2018_Task1_Training_GroundTruth beside it", OnlyError(folder.Path).Detail);
    }

    [Fact]
    public void An_unknown_attribute_is_a_warning_and_an_empty_input_folder_an_error()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 1);
        ImageFiles.Write(folder[SmallDataset.Attributes, "ISIC_0000000_attribute_milia_like_cysts.png"], Mask.Empty(SmallDataset.Size));

        var finding = Assert.Single(DatasetVerification.Verify(folder.Path).Findings);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains("no attribute is called 'milia_like_cysts'", finding.Detail);

        File.Delete(folder[SmallDataset.Images, "ISIC_0000000.jpg"]);
        Assert.Contains(DatasetVerification.Verify(folder.Path).Findings, other => other.Detail == "no image (.jpg, .jpeg, .png) in this folder");
    }

    [Fact]
    public void The_report_is_the_same_every_time_and_progress_counts_images()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 9);
        foreach (int number in new[] { 1, 4, 5 })
        {
            File.WriteAllText(folder[SmallDataset.Images, $"{SmallDataset.Id(number)}.jpg"], "broken");
        }

        var seen = new List<DataProgress>();
        var report = DatasetVerification.Verify(folder.Path, new Listed(seen));

        Assert.Equal(report, DatasetVerification.Verify(folder.Path));
        Assert.Equal(Enumerable.Range(1, 9).Select(done => new DataProgress(done, 9)), seen);
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetVerification.Verify(folder.Path, null, new CancellationToken(canceled: true)));
    }

    [Fact(Explicit = true)]
    public void The_real_images_pass_with_the_known_number_of_positives()
    {
        var report = DatasetVerification.Verify(SharedFiles.PathOf("data", "isic2018-256"));

        Assert.True(report.Passed);
        Assert.Equal((2000, 2000), (report.Partitions[0].Images, report.Partitions[0].LesionMasks));
        Assert.Equal(1183, report.Partitions[0].Attributes[(int)LesionAttribute.PigmentNetwork].Positives);
    }

    private static VerificationFinding OnlyError(string folder) =>
        Assert.Single(DatasetVerification.Verify(folder).Findings, finding => finding.Severity == FindingSeverity.Error);

    private static void WriteMask(string path, MatType type, int value)
    {
        using var mat = new Mat(SmallDataset.Size.Height, SmallDataset.Size.Width, type, Scalar.All(0));
        mat[2, 8, 2, 8].SetTo(Scalar.All(value));
        AtomicFile.WriteAllBytes(path, mat.ImEncode(".png"));
    }

    private sealed class Listed(List<DataProgress> reports) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => reports.Add(value);
    }
}
