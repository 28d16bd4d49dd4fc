using System.Diagnostics;
using System.IO.Compression;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

/// <summary>Damaged files of weights: each loads, or is refused with its path; none crashes, hangs or takes much memory.</summary>
public sealed class WeightMutationTests
{
    // What the issue allows one file to take, and a wide bound for a machine that does other things meanwhile; a hang would be far beyond it.
    private const long MostBytes = 200L << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    [Fact]
    [NoTensorLeak]
    public void Two_thousand_damaged_files_load_or_are_refused() => Run(2_000, seed: 1);

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void A_hundred_thousand_damaged_files_load_or_are_refused()
    {
        using var process = Process.GetCurrentProcess();
        long before = process.PeakWorkingSet64;

        Run(100_000, seed: 2);

        process.Refresh();
        Assert.InRange(process.PeakWorkingSet64 - before, 0, MostBytes); // with torch's own memory, which the runtime does not count
    }

    private static void Run(int count, int seed)
    {
        using var scope = NewDisposeScope();
        using var module = PretrainedWeightsTests.TinyDenseNet();
        byte[][] whole = [.. Fixtures(), .. Small()];
        var random = new Random(seed);
        int loaded = 0;
        for (int i = 0; i < count; i++)
        {
            var (first, second) = (whole[random.Next(whole.Length)], whole[random.Next(whole.Length)]);
            loaded += Loads(FileDamage.Of(first, second, random), module, i) ? 1 : 0;
        }

        Assert.InRange(loaded, count / 5, count * 4 / 5); // both ends are reached
    }

    private static bool Loads(byte[] file, KeyedModule module, int number)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        bool loads = TryLoad(file, module, number);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, MostBytes);
        Assert.True(watch.Elapsed < MostTime, $"File {number} took {watch.Elapsed}.");
        return loads;
    }

    private static bool TryLoad(byte[] file, KeyedModule module, int number)
    {
        try
        {
            // By its bytes: writing each to a disk would take longer than reading it.
            using var stream = new MemoryStream(file, writable: false);
            using var table = WeightFile.Open(stream, "damaged.pth", module, new());
            PretrainedWeights.Fill(table, module, new() { AllowPartial = number % 8 != 0 });
            return true;
        }
        catch (InvalidDataException e)
        {
            Assert.StartsWith("damaged.pth ", e.Message);
            return false;
        }
    }

    private static IEnumerable<byte[]> Fixtures() =>
        from name in new[] { "tiny-densenet.pth", "tiny-densenet-legacy.pth", "tiny-densenet-wrapped.pth", "tiny-densenet-old-names.pth", "tiny-densenet.safetensors" }
        select File.ReadAllBytes(SharedFiles.PathOf("fixtures", "weights", name));

    // Files of a few hundred bytes, in which most damage hits what matters: a view, a deflated archive, both containers.
    private static IEnumerable<byte[]> Small()
    {
        byte[] numbers = new byte[48];
        byte[] pickle = new PickleBuilder().Raw("}")
            .Text("features.norm0.weight").Tensor(storage => storage.Storage("0", 12), 2, [8], [1]).Raw("s")
            .Text("features.norm0.bias").Tensor(storage => storage.Storage("0", 12), 0, [8], [1]).Raw("s").Stop();
        return [TorchFiles.Zip(pickle, [("0", numbers)]), TorchFiles.Zip(pickle, [("0", numbers)], CompressionLevel.Optimal), TorchFiles.Legacy(pickle, ("0", 12, numbers))];
    }
}
