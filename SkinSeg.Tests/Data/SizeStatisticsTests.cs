using SkinSeg.Data;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class SizeStatisticsTests
{
    [Fact]
    public void Medians_are_taken_side_by_side_and_ties_go_to_the_smaller_size()
    {
        var statistics = SizeStatistics.Of([new(30, 10), new(20, 40), new(20, 40), new(30, 10), new(50, 5)]);

        Assert.Equal(new SizeStatistics(20, 50, 30, 10, new(new ImageSize(20, 40), 2)), statistics);
        Assert.Equal("heights 20–50, median 30×10, most often 20×40 (2)", statistics.ToString());
        Assert.Contains("at least one size", Assert.Throws<ArgumentException>(() => SizeStatistics.Of([])).Message);
    }
}
