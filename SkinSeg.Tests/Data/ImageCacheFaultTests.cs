using System.Diagnostics;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

/// <summary>What is wrong is named, and then skipped, made again or refused, as the configuration says.</summary>
public sealed class ImageCacheFaultTests : IDisposable
{
    private static readonly PreparationConfig Tiny = new() { Size = new(6, 8) };

    private readonly TemporaryFolder folder = new();

    public ImageCacheFaultTests() => SmallDataset.WriteFlat(folder["data"], 5);

    private DermoscopyDataset Dataset => Isic2018.Open(folder["data"]);

    private string Cache => Assert.Single(Directory.GetFiles(folder["cache"], "*.pixels"));

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Damages => new()
    {
        { "cut off", "is cut off or was added to" },
        { "emptied", "is no image cache" },
        { "added to", "is cut off or was added to" },
        { "table", "its table of images was altered" },
        { "count", "is damaged or the cache of other images" },
        { "version", "was written by another version of the kit (format 99, expected 1)" },
        { "pixel", "the pixels of ISIC_0000004 were altered after they were cached" },
        { "other file", "is no image cache" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_cache_is_named_and_made_again_or_refused(string damage, string words)
    {
        PreparedImages.Open(Tiny, Dataset, folder["cache"]);
        string cache = Cache;
        File.WriteAllBytes(cache, Damage(damage, File.ReadAllBytes(cache)));

        string refusal = Assert.Throws<InvalidDataException>(
            () => PreparedImages.Open(Tiny with { OnDamagedCache = OnDamagedCache.Refuse }, Dataset, folder["cache"])).Message;
        var images = PreparedImages.Open(Tiny, Dataset, folder["cache"]);

        Assert.StartsWith(cache, refusal, StringComparison.Ordinal);
        Assert.Contains(words, refusal, StringComparison.Ordinal);
        Assert.Contains("Delete it, or choose OnDamagedCache.Rebuild", refusal, StringComparison.Ordinal);
        var finding = Assert.Single(images.Findings);
        Assert.Equal(PreparationAction.Rebuilt, finding.Action);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        ImageCacheTests.AssertSame(PreparedImages.Load(Tiny, Dataset), images);
        Assert.Empty(PreparedImages.Open(Tiny, Dataset, folder["cache"]).Findings);
    }

    [Theory]
    [InlineData(true)] // other bytes, hence another manifest of the data set
    [InlineData(false)] // the same number of bytes, at another time
    public void An_image_that_changed_on_disk_is_named_and_decoded_again_skipped_or_refused(bool otherSize)
    {
        PreparedImages.Open(Tiny, Dataset, folder["cache"]);
        string path = folder["data", "ISIC_0000002.jpg"];
        if (otherSize)
        {
            ImageFiles.Write(path, SmallDataset.Image(9, SmallDataset.Size));
            File.AppendAllText(path, "behind the image");
        }

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(2));
        string refusal = Assert.Throws<InvalidDataException>(
            () => PreparedImages.Open(Tiny with { OnChangedImage = OnChangedImage.Refuse }, Dataset, folder["cache"])).Message;
        var skipped = PreparedImages.Open(Tiny with { OnChangedImage = OnChangedImage.Skip }, Dataset, folder["cache"]);
        var progress = new Counter();
        var rebuilt = PreparedImages.Open(Tiny, Dataset, folder["cache"], progress);

        Assert.StartsWith($"{path} has changed since it was cached: now ", refusal, StringComparison.Ordinal);
        Assert.Equal(4, skipped.Count);
        Assert.Equal(("ISIC_0000002", PreparationAction.Skipped), (skipped.Findings.Single().Id, skipped.Findings.Single().Action));
        Assert.Equal("4 images of 6×8, 1 skipped", skipped.ToString());
        Assert.Contains("The image ISIC_0000002 was skipped: ", Assert.Throws<ArgumentException>(() => skipped["ISIC_0000002"]).Message, StringComparison.Ordinal);
        Assert.Equal(("ISIC_0000002", PreparationAction.Rebuilt), (rebuilt.Findings.Single().Id, rebuilt.Findings.Single().Action));
        Assert.Equal(1, progress.Calls); // the other four were copied
        ImageCacheTests.AssertSame(PreparedImages.Load(Tiny, Dataset), rebuilt);
        Assert.Empty(PreparedImages.Open(Tiny with { OnChangedImage = OnChangedImage.Refuse }, Dataset, folder["cache"]).Findings);
        Assert.True(File.Exists(Cache)); // one: the earlier one is gone
    }

    [Fact]
    public void An_image_that_cannot_be_decoded_or_fits_no_mask_is_refused_or_skipped_and_taken_in_when_mended()
    {
        byte[] whole = File.ReadAllBytes(folder["data", "ISIC_0000001.jpg"]);
        File.WriteAllBytes(folder["data", "ISIC_0000001.jpg"], whole[..^20]);
        ImageFiles.Write(folder["data", "ISIC_0000003_Segmentation.png"], Mask.Empty(new(6, 8)));
        var skipping = Tiny with { OnBadImage = OnBadImage.Skip };

        string refusal = Assert.Throws<InvalidDataException>(() => PreparedImages.Open(Tiny, Dataset, folder["cache"])).Message;
        var built = PreparedImages.Open(skipping, Dataset, folder["cache"]);
        var read = PreparedImages.Open(skipping, Dataset, folder["cache"]);
        Assert.Throws<InvalidDataException>(() => PreparedImages.Open(Tiny, Dataset, folder["cache"]));

        Assert.StartsWith(folder["data", "ISIC_0000001.jpg"], refusal, StringComparison.Ordinal);
        Assert.Equal(["ISIC_0000001", "ISIC_0000003"], built.Findings.Select(finding => finding.Id));
        Assert.Contains("the file is cut off", built.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("the mask is 6×8 (height×width), but its image", built.Findings[1].Message, StringComparison.Ordinal);
        Assert.Equal(built.Findings, read.Findings);
        ImageCacheTests.AssertSame(PreparedImages.Load(skipping, Dataset), read);
        Assert.Equal(built.Findings, PreparedImages.Load(skipping, Dataset).Findings);

        File.WriteAllBytes(folder["data", "ISIC_0000001.jpg"], whole);
        var mended = PreparedImages.Open(skipping, Dataset, folder["cache"]);
        Assert.Equal(4, mended.Count);
        ImageCacheTests.AssertSame(PreparedImages.Load(skipping, Dataset), mended);
    }

    [Fact]
    public void What_a_broken_off_build_left_is_checked_before_it_is_taken_over()
    {
        File.WriteAllBytes(folder["data", "ISIC_0000004.jpg"], [1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => PreparedImages.Open(Tiny with { Workers = 1 }, Dataset, folder["cache"]));
        string part = Assert.Single(Directory.GetFiles(folder["cache"], "*.part"));
        byte[] bytes = File.ReadAllBytes(part);
        bytes[^(4 * 6 * 8 * 5)] ^= 1; // the first pixel of the first image
        File.WriteAllBytes(part, bytes);
        ImageFiles.Write(folder["data", "ISIC_0000004.jpg"], SmallDataset.Image(4, SmallDataset.Size));
        var progress = new Counter();

        var images = PreparedImages.Open(Tiny, Dataset, folder["cache"], progress);

        Assert.Equal(2, progress.Calls); // the first, whose pixel is wrong, and the last, which was bad
        ImageCacheTests.AssertSame(PreparedImages.Load(Tiny, Dataset), images);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(folder["cache"], "a file in the way");

        string message = Assert.Throws<IOException>(() => PreparedImages.Open(Tiny, Dataset, folder["cache"])).Message;

        Assert.Contains($"{folder["cache"]} is a file, where a folder is needed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_named_before_anything_is_decoded()
    {
        Directory.CreateDirectory(folder["disk"]);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder["disk"]), "no small disk can be mounted here");
        try
        {
            var progress = new Counter();

            string message = Assert.Throws<IOException>(() => PreparedImages.Open(Tiny with { Size = new(192, 256) }, Dataset, folder["disk"], progress)).Message;

            Assert.Contains("the disk is full. Make room, or choose a folder on another disk.", message, StringComparison.Ordinal);
            Assert.StartsWith($"Could not write {folder["disk"]}", message, StringComparison.Ordinal);
            Assert.Equal(0, progress.Calls);
        }
        finally
        {
            Run("umount", folder["disk"]);
        }
    }

    private static byte[] Damage(string kind, byte[] bytes)
    {
        switch (kind)
        {
            case "cut off":
                return bytes[..(bytes.Length / 2)];
            case "emptied":
                return [];
            case "added to":
                return [.. bytes, 0];
            case "other file":
                return new byte[bytes.Length];
            default:
                bytes[kind switch { "table" => 64 + 20, "count" => 16, "version" => 8, _ => bytes.Length - 1 }] = 99;
                return bytes;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private sealed class Counter : IProgress<DataProgress>
    {
        public int Calls { get; private set; }

        public void Report(DataProgress value) => Calls++;
    }
}
