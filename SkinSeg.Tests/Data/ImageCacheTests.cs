using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class ImageCacheTests : IDisposable
{
    private static readonly PreparationConfig Tiny = new() { Size = new(6, 8) };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_cache_gives_the_bytes_that_loading_gives()
    {
        SmallDataset.WriteFlat(folder["data"], 17);
        var dataset = Isic2018.Open(folder["data"]);
        PreparationConfig[] configs =
        [
            Tiny,
            Tiny with { Workers = 8, ImageInterpolation = ImageInterpolation.Bilinear, MaskInterpolation = MaskInterpolation.Bilinear },
            Tiny with { Size = new(5, 7), ReducedDecoding = false },
        ];

        Assert.All(configs, config =>
        {
            var loaded = PreparedImages.Load(config, dataset);
            AssertSame(loaded, PreparedImages.Open(config, dataset, folder["cache"])); // built
            AssertSame(loaded, PreparedImages.Open(config, dataset, folder["cache"])); // read
        });
        Assert.Equal(3, Directory.GetFiles(folder["cache"], "*.pixels").Length);
        Assert.Empty(Directory.GetFiles(folder["cache"], "*.part"));
    }

    [Fact]
    public void The_second_time_nothing_is_decoded()
    {
        SmallDataset.WriteFlat(folder["data"], 5);
        var dataset = Isic2018.Open(folder["data"]);
        var first = new Recorder();
        var second = new Recorder();

        PreparedImages.Open(Tiny, dataset, folder["cache"], first);
        PreparedImages.Open(Tiny, dataset, folder["cache"], second);

        Assert.Equal(Enumerable.Range(1, 5).Select(done => new DataProgress(done, 5)), first.Reports);
        Assert.Empty(second.Reports);
    }

    [Fact]
    public void A_cache_takes_four_bytes_per_pixel_and_little_more()
    {
        SmallDataset.WriteFlat(folder["data"], 5);

        PreparedImages.Open(new() { Size = new(192, 256) }, Isic2018.Open(folder["data"]), folder["cache"]);

        long length = new FileInfo(Assert.Single(Directory.GetFiles(folder["cache"], "*.pixels"))).Length;
        Assert.InRange(length, 5 * 4 * 192 * 256, (5 * 4 * 192 * 256) + 4096); // 510 MB for 2594
    }

    [Fact]
    public void Attribute_masks_are_cached_too_and_stand_in_for_the_lesions()
    {
        SmallDataset.WritePublished(folder["data"], 3);
        string attribute = Path.Combine(folder["data"], SmallDataset.Attributes, $"{SmallDataset.Id(1)}_attribute_{LesionAttribute.Streaks.FileName()}.png");
        var streak = Mask.From(SmallDataset.Size, static (row, _) => row < 5);
        ImageFiles.Write(attribute, streak);
        var config = new PreparationConfig { Size = SmallDataset.Size };

        var images = PreparedImages.Open(config, Isic2018.Open(folder["data"]), folder["cache"]);
        var streaks = images.ForAttribute(LesionAttribute.Streaks).Subset([SmallDataset.Id(1), SmallDataset.Id(0)]);

        Assert.Equal(SmallDataset.Lesion(1, SmallDataset.Size), images[1].Mask);
        Assert.Equal(streak, streaks[0].Mask);
        Assert.Equal(images[1].Image.Values, streaks[0].Image.Values);
        Assert.Equal((true, false), (streaks.IsPositive(0), streaks.IsPositive(1)));
        Assert.True(images.IsPositive(0));
        Assert.False(images.ForAttribute(LesionAttribute.Globules).IsPositive(1));
    }

    [Fact]
    public void Images_without_attribute_masks_say_how_to_get_them()
    {
        SmallDataset.WriteFlat(folder["data"], 2);
        var images = PreparedImages.Open(Tiny, Isic2018.Open(folder["data"]), folder["cache"]);

        string message = Assert.Throws<InvalidOperationException>(() => images.ForAttribute(LesionAttribute.Streaks)).Message;

        Assert.Contains("Expected images with masks of streaks, got images with lesion masks alone. Unpack the ground truth of Task 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_was_cancelled_is_taken_up_where_it_ended()
    {
        SmallDataset.WriteFlat(folder["data"], 12);
        var dataset = Isic2018.Open(folder["data"]);
        using var stop = new CancellationTokenSource();
        var one = Tiny with { Workers = 1 };
        var second = new Recorder();

        Assert.Throws<OperationCanceledException>(() => PreparedImages.Open(one, dataset, folder["cache"], new Stopper(stop, 5), stop.Token));
        Assert.Empty(Directory.GetFiles(folder["cache"], "*.pixels"));
        var images = PreparedImages.Open(one, dataset, folder["cache"], second);

        Assert.Equal(new DataProgress(6, 12), second.Reports[0]); // five were kept
        Assert.Equal(new DataProgress(12, 12), second.Reports[^1]);
        AssertSame(PreparedImages.Load(Tiny, dataset), images);
        Assert.Empty(images.Findings);
    }

    [Fact]
    public async Task Of_two_that_want_the_same_cache_one_builds_and_the_other_waits_and_reads()
    {
        SmallDataset.WriteFlat(folder["data"], 30);
        var dataset = Isic2018.Open(folder["data"]);
        Recorder[] progress = [new(), new()];

        var images = await Task.WhenAll(progress.Select(recorder => Task.Run(() => PreparedImages.Open(Tiny with { Workers = 1 }, dataset, folder["cache"], recorder))));

        Assert.Equal([0, 30], progress.Select(recorder => recorder.Reports.Count).Order());
        AssertSame(images[0], images[1]);
    }

    [Fact]
    public async Task Who_waits_for_a_cache_can_be_cancelled_and_a_lock_file_that_was_left_behind_locks_nobody()
    {
        SmallDataset.WriteFlat(folder["data"], 2);
        var dataset = Isic2018.Open(folder["data"]);
        PreparedImages.Open(Tiny, dataset, folder["cache"]);
        string held = Assert.Single(Directory.GetFiles(folder["cache"], "*.lock"));
        File.Delete(Assert.Single(Directory.GetFiles(folder["cache"], "*.pixels")));
        using var stop = new CancellationTokenSource();

        using (CacheLock.Take(held, stop.Token))
        {
            var waiting = Task.Run(() => PreparedImages.Open(Tiny, dataset, folder["cache"], null, stop.Token));
            await stop.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        }

        Assert.True(File.Exists(held));
        Assert.Equal(2, PreparedImages.Open(Tiny, dataset, folder["cache"]).Count);
    }

    internal static void AssertSame(PreparedImages expected, PreparedImages actual)
    {
        Assert.Equal(expected.Ids, actual.Ids);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal((pair.First.Id, pair.First.OriginalSize), (pair.Second.Id, pair.Second.OriginalSize));
            Assert.Equal(pair.First.Image.Values, pair.Second.Image.Values);
            Assert.Equal(pair.First.Mask, pair.Second.Mask);
        });
        Assert.Equal(Enumerable.Range(0, expected.Count).Select(expected.IsPositive), Enumerable.Range(0, actual.Count).Select(actual.IsPositive));
    }

    private sealed class Recorder : IProgress<DataProgress>
    {
        public List<DataProgress> Reports { get; } = [];

        public void Report(DataProgress value) => Reports.Add(value);
    }

    private sealed class Stopper(CancellationTokenSource stop, int after) : IProgress<DataProgress>
    {
        public void Report(DataProgress value)
        {
            if (value.Done == after)
            {
                stop.Cancel();
            }
        }
    }
}
