using OpenCvSharp;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class SyntheticFolderTests
{
    private static readonly SyntheticConfig Tiny = new() { Size = new(64, 96), WideShare = 0 };
    private static readonly string[] AttributeNames = ["pigment_network", "negative_network", "streaks", "milia_like_cyst", "globules"];

    [Fact]
    public void The_layout_is_that_of_isic_2018()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, 2, Tiny);

        string[] ids = ["ISIC_9000000", "ISIC_9000001"];
        Assert.Equal(["ATTRIBUTION.txt", .. ids.Select(static id => $"{id}.jpg"), "LICENSE.txt"], Names(folder["ISIC2018_Task1-2_Training_Input"]));
        Assert.Equal(["ATTRIBUTION.txt", .. ids.Select(static id => $"{id}_segmentation.png"), "LICENSE.txt"], Names(folder["ISIC2018_Task1_Training_GroundTruth"]));
        var attributes = from id in ids from name in AttributeNames.Order(StringComparer.Ordinal) select $"{id}_attribute_{name}.png";
        Assert.Equal(["ATTRIBUTION.txt", .. attributes, "LICENSE.txt"], Names(folder["ISIC2018_Task2_Training_GroundTruth_v3"]));
        Assert.Contains("synthetic", File.ReadAllText(folder["ISIC2018_Task1-2_Training_Input", "ATTRIBUTION.txt"]));
        Assert.Contains("CC0", File.ReadAllText(folder["ISIC2018_Task1-2_Training_Input", "LICENSE.txt"]));
    }

    [Fact]
    public void Files_hold_what_was_drawn_and_masks_are_binary()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, 1, Tiny);
        var sample = SyntheticDermoscopy.Draw(Tiny, 0);

        string mask = folder["ISIC2018_Task1_Training_GroundTruth", "ISIC_9000000_segmentation.png"];
        Assert.Equal(sample.Lesion.Values, GreyImage.Decode(mask, File.ReadAllBytes(mask)).Values);
        Assert.Equal(sample.Image.Size, ImageFiles.ReadRgb(folder["ISIC2018_Task1-2_Training_Input", "ISIC_9000000.jpg"]).Size);
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        Write(folder["many"], 6, Tiny);
        int threads = Cv2.GetNumThreads();
        Cv2.SetNumThreads(1);
        var one = Enumerable.Range(0, 6).Select(static index => SyntheticDermoscopy.Draw(Tiny, index)).ToArray();
        Cv2.SetNumThreads(threads);

        Assert.All(one, sample => Assert.Equal(
            ImageFiles.ToJpeg(sample.Image), File.ReadAllBytes(folder["many", "ISIC2018_Task1-2_Training_Input", $"{sample.Id}.jpg"])));
    }

    [Fact]
    public void The_kit_reads_its_own_set_and_finds_nothing_wrong()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, 3, Tiny);
        var set = Isic2018.Open(folder.Path);

        Assert.Empty(DatasetVerification.Verify(folder.Path, cancellationToken: TestContext.Current.CancellationToken).Findings);
        Assert.Equal(["ISIC_9000000", "ISIC_9000001", "ISIC_9000002"], set.Images.Select(static image => image.Id));
        foreach (int index in Enumerable.Range(0, 3))
        {
            var sample = SyntheticDermoscopy.Draw(Tiny, index);
            Assert.Equal(sample.Lesion, set.Images[index].ReadLesionMask());
            Assert.All(LesionAttributes.All, attribute => Assert.Equal(sample.Attributes.Of(attribute), set.Images[index].ReadAttributeMask(attribute)));
        }
    }

    [Fact]
    public void A_second_run_replaces_the_set_and_a_smaller_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, 3, Tiny);
        Write(folder.Path, 3, Tiny with { Seed = 5 });

        string message = Assert.Throws<IOException>(() => Write(folder.Path, 2, Tiny)).Message;
        Assert.Contains("already holds ISIC_9000002.jpg", message);
        Assert.Contains("Choose an empty folder", message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        string taken = Directory.CreateDirectory(folder["ISIC2018_Task1_Training_GroundTruth", "ISIC_9000001_segmentation.png"]).FullName;

        Assert.Contains($"Could not write {taken}", Assert.Throws<IOException>(() => Write(folder.Path, 3, Tiny)).Message);
    }

    [Fact]
    public void A_cancelled_run_leaves_whole_images_with_their_masks()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var progress = new StopAt(2, source);

        Assert.Throws<OperationCanceledException>(() => SyntheticDermoscopy.Write(folder.Path, 500, Tiny, progress, source.Token));

        string[] images = Directory.GetFiles(folder["ISIC2018_Task1-2_Training_Input"], "*.jpg");
        Assert.InRange(images.Length, 2, 100);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
        foreach (string id in images.Select(static path => Path.GetFileNameWithoutExtension(path)))
        {
            Assert.False(ImageFiles.ReadMask(folder["ISIC2018_Task1_Training_GroundTruth", $"{id}_segmentation.png"]).IsEmpty);
            Assert.All(AttributeNames, name => Assert.True(File.Exists(folder["ISIC2018_Task2_Training_GroundTruth_v3", $"{id}_attribute_{name}.png"])));
        }
    }

    [Fact]
    public void Progress_counts_up_by_one()
    {
        using var folder = new TemporaryFolder();
        var progress = new StopAt(int.MaxValue, new());
        SyntheticDermoscopy.Write(folder.Path, 5, Tiny, progress, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5], progress.Seen);
    }

    private static void Write(string folder, int count, SyntheticConfig config) =>
        SyntheticDermoscopy.Write(folder, count, config, cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private sealed class StopAt(int count, CancellationTokenSource source) : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public void Report(int value)
        {
            Seen.Add(value);
            if (value >= count)
            {
                source.Cancel();
            }
        }
    }
}
