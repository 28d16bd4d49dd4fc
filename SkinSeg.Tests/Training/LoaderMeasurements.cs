using System.Diagnostics;
using SkinSeg.Data;
using SkinSeg.Models;
using SkinSeg.Notebooks.Bench;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Training;

/// <summary>Times on the real images, written into the test's output; only what must hold on any machine is asserted.</summary>
public sealed class LoaderMeasurements(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void The_cache_of_the_real_images_opens_within_a_second()
    {
        using var folder = new TemporaryFolder();
        var data = Isic2018.Open(SharedFiles.PathOf("data", "isic2018-256"));
        var config = new PreparationConfig();

        var build = Time(() => PreparedImages.Open(config, data, folder["cache"]));
        var open = Time(() => PreparedImages.Open(config, data, folder["cache"]));
        var images = PreparedImages.Open(config, data, folder["cache"]);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var read = Time(() => Assert.Equal(data.Images.Count, images.Sum(image => image.Image.Size == config.Size ? 1 : 0)));
        long after = GC.GetTotalMemory(forceFullCollection: true);
        long bytes = new FileInfo(Directory.GetFiles(folder["cache"], "*.pixels")[0]).Length;

        output.WriteLine(FormattableString.Invariant($"{images}, {bytes / 1e6:F0} MB: built in {build.TotalSeconds:F1} s, opened in {open.TotalSeconds:F2} s, all copied out in {read.TotalSeconds:F2} s"));
        Assert.InRange(open.TotalSeconds, 0, 1.0 * Math.Max(1, bytes / 0.5e9));
        Assert.InRange(after - before, long.MinValue, 10 << 20);
    }

    [Fact(Explicit = true)]
    public void The_loader_feeds_the_compact_network_four_times_over()
    {
        using var folder = new TemporaryFolder();
        var data = Isic2018.Open(SharedFiles.PathOf("data", "isic2018-256")).Sample(96, 1);
        var config = TrainingConfig.FromScratch with { Loader = new() { Workers = 2 } };
        var bench = new LoaderBench(config, data, PreparedImages.Open(new() { Size = new(96, 128) }, data, folder["cache"]));
        var comparison = new Comparison(3, new Silent(), CancellationToken.None);

        var decoding = bench.BesideDecoding(comparison);
        var training = bench.BesideTraining(NetworkCatalogue.CompactResNet, comparison);

        output.WriteLine($"{decoding}\n{training}");
        Assert.True(training.Ratio >= 4, training.ToString());
    }

    [Fact(Explicit = true)]
    public void In_a_real_training_the_steps_hardly_wait_for_data()
    {
        using var folder = new TemporaryFolder();
        var data = Isic2018.Open(SharedFiles.PathOf("data", "isic2018-256")).Sample(160, 1);
        var images = PreparedImages.Open(new() { Size = new(96, 128) }, data, folder["cache"]);
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);
        var sets = new TrainingData(images, images.Subset(images.Ids.Take(32)), SkinSeg.Tensors.Preprocessing.Torch);

        var reports = Trainer.Fit(TrainingConfig.FromScratch with { Epochs = 3 }, network, sets);

        output.WriteLine(string.Join('\n', reports.Select(report => FormattableString.Invariant($"{report}, waited {100 * report.Machine.DataWait:F2} %"))));
        Assert.All(reports.Skip(1), report => Assert.InRange(report.Machine.DataWait, 0, 0.02));
    }

    private static TimeSpan Time(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed;
    }

    private sealed class Silent : IProgress<string>
    {
        public void Report(string value)
        {
        }
    }
}
