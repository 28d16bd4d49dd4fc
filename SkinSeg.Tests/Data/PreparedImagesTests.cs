using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class PreparedImagesTests
{
    private static readonly PreparationConfig Tiny = new() { Size = new(6, 8) };

    [Fact]
    public void Images_are_averaged_masks_take_the_nearest_pixel_and_the_original_size_is_kept()
    {
        using var folder = new TemporaryFolder();
        var image = RgbImage.From(new(4, 4), (row, column) => new((byte)(10 * row), (byte)(10 * column), 200));
        ImageFiles.Write(folder["a.png"], image);
        ImageFiles.Write(folder["a_segmentation.png"], Mask.From(new(4, 4), (row, column) => row >= 2 && column >= 2));

        var prepared = PreparedImages.Load(new() { Size = new(2, 2) }, Isic2018.Open(folder.Path))["a"];

        Assert.Equal(new Rgb(5, 25, 200), prepared.Image[0, 1]); // means of rows 0–1 (0, 10) and columns 2–3 (20, 30)
        Assert.Equal([false, false, false, true], prepared.Mask.ToArray());
        Assert.Equal(new ImageSize(4, 4), prepared.OriginalSize);
    }

    [Fact]
    public void One_thread_and_eight_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 17);
        var dataset = Isic2018.Open(folder.Path);

        var one = PreparedImages.Load(Tiny with { Workers = 1 }, dataset);
        var eight = PreparedImages.Load(Tiny with { Workers = 8 }, dataset);

        Assert.Equal(dataset.Ids, one.Select(image => image.Id));
        Assert.All(one.Zip(eight), pair =>
        {
            Assert.Equal(pair.First.Id, pair.Second.Id);
            Assert.Equal(pair.First.Image.Values, pair.Second.Image.Values);
            Assert.Equal(pair.First.Mask, pair.Second.Mask);
        });
    }

    [Fact]
    public void The_first_broken_file_is_named_whatever_the_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 12);
        foreach (int number in new[] { 3, 4, 9, 10, 11 })
        {
            File.WriteAllBytes(folder[$"{SmallDataset.Id(number)}.jpg"], File.ReadAllBytes(folder[$"{SmallDataset.Id(number)}.jpg"])[..^20]);
        }

        var dataset = Isic2018.Open(folder.Path);

        Assert.All([1, 2, 8], workers => Assert.StartsWith(
            folder["ISIC_0000003.jpg"],
            Assert.Throws<InvalidDataException>(() => PreparedImages.Load(Tiny with { Workers = workers }, dataset)).Message));
    }

    [Fact]
    public void A_mask_of_another_size_names_both_files()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        ImageFiles.Write(folder["ISIC_0000001_Segmentation.png"], Mask.Empty(new(6, 8)));

        string message = Assert.Throws<InvalidDataException>(() => PreparedImages.Load(Tiny, Isic2018.Open(folder.Path))).Message;

        Assert.Contains("the mask is 6×8 (height×width), but its image", message);
        Assert.Contains("ISIC_0000001.jpg is 12×16", message);
    }

    [Fact]
    public void Progress_counts_every_image_and_cancelling_stops()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 5);
        var dataset = Isic2018.Open(folder.Path);
        var seen = new Recorder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        PreparedImages.Load(Tiny, dataset, seen);

        Assert.Equal(Enumerable.Range(1, 5).Select(done => new DataProgress(done, 5)), seen.Reports);
        Assert.ThrowsAny<OperationCanceledException>(() => PreparedImages.Load(Tiny, dataset, null, cancelled.Token));
    }

    [Fact]
    public void A_subset_keeps_the_order_asked_for_and_names_what_is_not_there()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 3);
        var all = PreparedImages.Load(Tiny, Isic2018.Open(folder.Path));

        Assert.Equal(["ISIC_0000002", "ISIC_0000000"], all.Subset(["ISIC_0000002", "ISIC_0000000"]).Select(image => image.Id));
        Assert.Contains("No image ISIC_7 among the 3 prepared", Assert.Throws<ArgumentException>(() => all.Subset(["ISIC_7"])).Message);
    }

    [Fact]
    public void Every_real_photograph_is_nearly_the_same_when_decoded_at_a_reduced_scale()
    {
        var dataset = Isic2018.Open(SharedFiles.PathOf("data", "isic-fullres-20"));
        var config = new PreparationConfig { Size = new(96, 128) };

        var reduced = PreparedImages.Load(config, dataset);
        var full = PreparedImages.Load(config with { ReducedDecoding = false }, dataset);

        Assert.All(full.Zip(reduced), pair =>
        {
            int[] differences = [.. pair.First.Image.Values.Zip(pair.Second.Image.Values, (a, b) => Math.Abs(a - b)).Order()];
            Assert.Equal(pair.First.OriginalSize, pair.Second.OriginalSize);
            Assert.True(differences.Average() < 1, $"{pair.First.Id}: mean {differences.Average():F2} of 255"); // measured: 0.64 at most
            Assert.True(differences[differences.Length * 99 / 100] < 16, $"{pair.First.Id}: 99th percentile"); // measured: 9
        });
    }

    private sealed class Recorder : IProgress<DataProgress>
    {
        public List<DataProgress> Reports { get; } = [];

        public void Report(DataProgress value) => Reports.Add(value);
    }
}
