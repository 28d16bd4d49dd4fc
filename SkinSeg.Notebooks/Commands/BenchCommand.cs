using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SkinSeg.Models;
using SkinSeg.Notebooks.Bench;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tensors;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>bench</c>: how fast the kit is on this machine, beside the plain way of doing the same, in one process.</summary>
internal static class BenchCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new(
        "bench", "Measures how much faster the kit does its work than the plain way, both in one process.\n\nExample: bench networks resnet-compact") { Networks(), Augmentation(), Loader(), Landscape(), Tta(), Scoring() };

    private static Command Networks()
    {
        var names = new Argument<string[]>("NETWORK") { Description = "Networks to measure; all of the paper's and the compact ones by default.", Arity = ArgumentArity.ZeroOrMore };
        var size = new Option<string>("--size") { HelpName = "HxW", Description = "Height and width of the images.", DefaultValueFactory = _ => "192x256" };
        var batch = new Option<int>("--batch") { HelpName = "N", Description = "Images in a step.", DefaultValueFactory = _ => 4 };
        return Verb(
            "networks",
            "Training step and inference of networks, accelerated beside 32-bit floats, channel by channel.\n\nExample: bench networks resnet152 deeplab --json networks.json",
            [names, size, batch],
            (arguments, comparison) =>
            {
                string[] wanted = arguments.GetValue(names) ?? [];
                var networks = wanted.Length > 0 ? [.. wanted.Select(NetworkCatalogue.Find)] : NetworkCatalogue.Paper.Concat(NetworkCatalogue.Compact).ToList();
                int images = arguments.GetValue(batch);
                ArgumentOutOfRangeException.ThrowIfLessThan(images, 1, "--batch");
                return new NetworkBench(ImageSize.Parse(arguments.GetRequiredValue(size)), images).Run(networks, comparison);
            });
    }

    private static Command Augmentation()
    {
        var images = new Option<int>("--images") { HelpName = "N", Description = "Samples in one timed run.", DefaultValueFactory = _ => 200 };
        var size = new Option<string>("--size") { HelpName = "HxW", Description = "Height and width of image and mask.", DefaultValueFactory = _ => "192x256" };
        return Verb(
            "augmentation",
            "The paper's augmentation on one core: all changes composed, beside each routine by itself.\n\nExample: bench augmentation --json augmentation.json",
            [images, size],
            (arguments, comparison) =>
            {
                int samples = arguments.GetValue(images);
                ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1, "--images");
                return new AugmentationBench(ImageSize.Parse(arguments.GetRequiredValue(size)), samples).Run(comparison);
            });
    }

    private static Command Loader()
    {
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder with ISIC 2018 Task 1, or with images and masks of your own. Without it, synthetic images." };
        var images = new Option<int>("--images") { HelpName = "N", Description = "Images of an epoch.", DefaultValueFactory = _ => 96 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads that vary images.", DefaultValueFactory = _ => 2 };
        return Verb(
            "loader",
            "Batches from the cache at 96×128, beside decoding each image, and beside the training they feed.\n\nExample: bench loader --data ISIC2018 --json loader.json",
            [data, images, workers],
            (arguments, comparison) =>
            {
                int count = arguments.GetValue(images);
                int threads = arguments.GetValue(workers);
                ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, "--images");
                ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, "--workers");
                return LoaderBench.Run(arguments.GetValue(data), count, threads, comparison);
            });
    }

    private static Command Landscape() => Verb(
        "landscape",
        "The paper's 84 pairs of thresholds for one map in one pass, beside one reconstruction per pair.\n\nExample: bench landscape --repetitions 20",
        [],
        (_, comparison) => new LandscapeBench(ThresholdGrid.Paper).Run(comparison));

    private static Command Tta()
    {
        var names = new Argument<string[]>("NETWORK") { Description = "Networks to measure; resnet-compact by default.", Arity = ArgumentArity.ZeroOrMore };
        var size = new Option<string>("--size") { HelpName = "HxW", Description = "Height and width of the images.", DefaultValueFactory = _ => "192x256" };
        var images = new Option<int>("--images") { HelpName = "N", Description = "Images in a call, beside a single one.", DefaultValueFactory = _ => 8 };
        return Verb(
            "tta",
            "The paper's 25 predictions (five folds × five views), beside 25 calls of one prediction.\n\nExample: bench tta resnet-compact resnet152 --images 4",
            [names, size, images],
            (arguments, comparison) =>
            {
                string[] wanted = arguments.GetValue(names) ?? [];
                int count = arguments.GetValue(images);
                ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, "--images");
                var networks = wanted.Length > 0 ? wanted.Select(NetworkCatalogue.Find) : [NetworkCatalogue.CompactResNet];
                return new TtaBench(ImageSize.Parse(arguments.GetRequiredValue(size)), count).Run([.. networks], comparison);
            });
    }

    private static Command Scoring()
    {
        var pairs = new Option<int>("--pairs") { HelpName = "N", Description = "Pairs of masks in one timed run.", DefaultValueFactory = _ => 480 };
        var size = new Option<string>("--size") { HelpName = "HxW", Description = "Height and width of the masks.", DefaultValueFactory = _ => "192x256" };
        return Verb(
            "scoring",
            "Task 1 scores of folders of masks on all cores, beside decoding and comparing on one thread.\n\nExample: bench scoring --json scoring.json",
            [pairs, size],
            (arguments, comparison) =>
            {
                int count = arguments.GetValue(pairs);
                ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, "--pairs");
                return ScoringBench.Run(ImageSize.Parse(arguments.GetRequiredValue(size)), count, comparison);
            });
    }

    // What all measurements share: how often, where to, and how the rows are shown.
    private static Command Verb(
        string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, Comparison, IReadOnlyList<BenchRow>> measure)
    {
        var json = new Option<string>("--json") { HelpName = "FILE", Description = "Also write the rows as JSON: name, baseline, ours, ratio, unit." };
        var repetitions = new Option<int>("--repetitions") { HelpName = "N", Description = "Timed runs of each way; the median counts.", DefaultValueFactory = _ => 5 };
        var command = new Command(name, description) { repetitions, json };
        command.AddAll(symbols);
        command.Does((arguments, context) =>
        {
            int times = arguments.GetValue(repetitions);
            ArgumentOutOfRangeException.ThrowIfLessThan(times, 1, "--repetitions");
            var rows = measure(arguments, new(times, new Lines(context.Error), context.CancellationToken));
            context.Output.WriteLine(ToTable(rows));
            if (arguments.GetValue(json) is { } path)
            {
                AtomicFile.WriteAllText(path, JsonSerializer.Serialize(rows, Json));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Table ToTable(IReadOnlyList<BenchRow> rows) => Table.Of(
        string.Create(CultureInfo.InvariantCulture, $"{ProcessorFeatures.Current}; libtorch {TorchRuntime.Version}, {TorchRuntime.Threads} threads"),
        ["what", "plain", "kit", "ratio", "unit", "kit, per second"],
        rows.Select(row => new[]
        {
            row.Name,
            row.Baseline.ToString("G4", CultureInfo.InvariantCulture),
            row.Ours.ToString("G4", CultureInfo.InvariantCulture),
            row.Ratio.ToString("F2", CultureInfo.InvariantCulture),
            row.Unit,
            row.Unit.StartsWith("ms per ", StringComparison.Ordinal) ? (1000 / row.Ours).ToString("F0", CultureInfo.InvariantCulture) : string.Empty,
        }));

    private sealed class Lines(TextWriter output) : IProgress<string>
    {
        public void Report(string value) => output.WriteLine($"measuring {value} …");
    }
}
