using SkinSeg.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class DatasetCopyTests : IDisposable
{
    private readonly SmallWorld world = new(4);

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_copy_of_a_part_is_that_part_file_by_file()
    {
        var part = world.Data.Sample(3, seed: 1);

        var copy = part.CopyTo(world["copy"]);

        Assert.Equal(part.ManifestHash, copy.ManifestHash);
        Assert.Equal(part.Ids, copy.Ids);
        Assert.True(copy.HasAttributes);
        Assert.All(part.Images.Zip(copy.Images), pair => Assert.Equal(File.ReadAllBytes(pair.First.LesionMaskPath), File.ReadAllBytes(pair.Second.LesionMaskPath)));
    }

    [Fact]
    public void A_folder_that_is_there_is_left_alone()
    {
        Directory.CreateDirectory(world["copy"]);

        var error = Assert.Throws<IOException>(() => world.Data.CopyTo(world["copy"]));

        Assert.Contains("is there already", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(world["copy"]));
    }

    [Fact]
    public void A_cancelled_copy_leaves_nothing()
    {
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => world.Data.CopyTo(world["copy"], new Stop(source), source.Token));
        Assert.False(Directory.Exists(world["copy"]));
        Assert.DoesNotContain(Directory.GetDirectories(Path.GetDirectoryName(world["copy"])!), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
