using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

/// <summary>Model files whose description asks for more than their weights are worth, in numbers that are no map's channels.</summary>
public sealed class DamagedDescriptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Damages => new()
    {
        { "densenet-growth", "channels that its weights cannot fill" },
        { "densenet-bottleneck", "channels that its weights cannot fill" },
        { "densenet-overflow", "2147483647 channels that its weights cannot fill" },
        { "densenet-layers", "Expected 1 to 128 layers in each block, got [3, 4, 6, -1]" },
        { "densenet-compression", "Expected a compression above 0 and up to 1 that keeps at least one channel, got 0.01" },
        { "xception-entry", "1000000 channels that its weights cannot fill" },
        { "xception-exit", "1000000 channels that its weights cannot fill" },
        { "xception-middle", "Expected widths of at least 1 and 1 to 32 middle blocks" },
        { "xception-lists", "has a description that cannot be read" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(Damages))]
    public void They_are_refused_before_memory_is_taken_for_them(string damage, string words)
    {
        string path = folder[$"{damage}.safetensors"];
        using var network = NetworkCatalogue.CompactXception.Build(seed: 1);
        ModelFile.Save(path, network, new ModelInfo { Network = NetworkCatalogue.CompactXception with { Encoder = Damaged(damage) } });

        var error = Assert.Throws<InvalidDataException>(() => ModelFile.Load(path));

        Assert.Contains(words, error.Message);
        Assert.Contains(path, error.Message);
    }

    private static EncoderConfig Damaged(string damage) => damage switch
    {
        "densenet-growth" => DenseNetConfig.Compact with { GrowthRate = 100_000 },
        "densenet-bottleneck" => DenseNetConfig.Compact with { BottleneckFactor = int.MaxValue },
        "densenet-overflow" => DenseNetConfig.Compact with { GrowthRate = int.MaxValue },
        "densenet-layers" => DenseNetConfig.Compact with { LayersPerBlock = [3, 4, 6, -1] },
        "densenet-compression" => DenseNetConfig.Compact with { Compression = 0.01 },
        "xception-entry" => XceptionConfig.Compact with { EntryWidths = [1_000_000, 96, 160] },
        "xception-exit" => XceptionConfig.Compact with { ExitWidths = [224, 1_000_000, 384] },
        "xception-middle" => XceptionConfig.Compact with { MiddleBlocks = int.MaxValue },
        _ => XceptionConfig.Compact with { StemWidths = [] },
    };
}
