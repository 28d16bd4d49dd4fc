using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class TorchRuntimeTests
{
    [Fact]
    [NoTensorLeak]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var scope = torch.NewDisposeScope();
        float[] Draw(int seed)
        {
            TorchRuntime.Seed(seed);
            return torch.randn(8).data<float>().ToArray();
        }

        Assert.Equal(Draw(42), Draw(42));
        Assert.NotEqual(Draw(42), Draw(43));
    }

    [Fact]
    public void The_number_of_threads_can_be_set_and_read_back()
    {
        int before = TorchRuntime.Threads;
        try
        {
            TorchRuntime.UseThreads(1);
            Assert.Equal(1, TorchRuntime.Threads);
        }
        finally
        {
            TorchRuntime.UseThreads(before);
        }

        Assert.Equal(before, TorchRuntime.Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.UseThreads(0));
    }

    [Fact]
    public void The_processor_is_always_a_device_and_libtorch_says_its_version()
    {
        Assert.Equal("cpu", TorchRuntime.Devices[0]);
        Assert.Equal("2.10.0", TorchRuntime.Version); // the version that Directory.Packages.props pins
        Assert.True(TorchRuntime.MemoryBytes > 0);
    }

    [Fact]
    public void Processor_features_agree_with_the_system()
    {
        const string Path = "/proc/cpuinfo";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Path), "Only Linux lists the processor's features in a file.");
        string[] lines = File.ReadAllLines(Path);
        string[] flags = lines.FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        var cpu = ProcessorFeatures.Current;

        Assert.Equal(
            (flags.Contains("avx2"), flags.Contains("avx512f"), flags.Contains("avx512_bf16"), flags.Contains("amx_bf16")),
            (cpu.Avx2, cpu.Avx512, cpu.Avx512Bfloat16, cpu.AmxBfloat16));
        Assert.Contains(lines, line => line.StartsWith("model name", StringComparison.Ordinal) && line.EndsWith(cpu.Name, StringComparison.Ordinal));
        Assert.Contains($"{cpu.Cores} cores", cpu.ToString());
    }
}
