using SkinSeg.Experiments;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class StoreMergeTests
{
    [Fact]
    public void Stages_of_the_same_bytes_are_known_others_differ_and_missing_ones_are_taken()
    {
        using var here = new TextStages();
        using var there = new TextStages();
        here.Make(TextStages.Stage(1, "our words"));
        there.Make(TextStages.Stage(1, "their words"));
        here.Store.Make(TextStages.Stage(2), work => File.WriteAllText(Path.Combine(work.Folder, "a.txt"), "other digits"), progress: null, CancellationToken.None);
        there.Make(TextStages.Stage(2));
        there.Make(TextStages.Stage(3));

        var report = here.Store.Merge(there.Store);

        Assert.Equal(1, report.Known);
        Assert.StartsWith($"{TextStages.Stage(2)} differs from the one here", Assert.Single(report.Differing), StringComparison.Ordinal);
        Assert.Equal(TextStages.Stage(3), Assert.Single(report.Taken).Stage);
        Assert.Equal(3, here.Store.List().Count);
        Assert.True(here.Store.Verify().IsWhole);
        Assert.Equal(3, here.Store.Merge(there.Store).Known + here.Store.Merge(there.Store).Differing.Count);
    }
}
