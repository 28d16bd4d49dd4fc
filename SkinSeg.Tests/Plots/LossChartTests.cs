using Plotly.NET;
using SkinSeg.Notebooks.Plots;
using Xunit;

namespace SkinSeg.Tests.Plots;

public sealed class LossChartTests
{
    [Fact]
    public void It_marks_the_lowest_loss_and_the_truth()
    {
        var chart = Charts.LossLandscape([new(0, 0, 3), new(0, 1, -2), new(1, 0, 0.5), new(1, 1, 1)]);

        Assert.Equal(3, GenericChart.getTraces(chart).Length);
        string json = GenericChart.toFigureJson(chart);
        Assert.Contains("\"name\":\"lowest, -2.00\"", json, StringComparison.Ordinal);
        Assert.Contains("\"z\":[[3.0,0.5],[-2.0,1.0]]", json, StringComparison.Ordinal); // skin up, lesion across
    }

    [Fact]
    public void A_grid_with_a_hole_is_refused() => Assert.Throws<ArgumentException>(() => Charts.LossLandscape([new(0, 0, 3), new(1, 1, 1)]));

    [Fact]
    public void Each_course_is_a_line() => Assert.Equal(
        2, GenericChart.getTraces(Charts.LossCourses([new("a", [new(0, 1, 1), new(1, 0.5, 1)]), new("b", [new(0, 1, 1)])])).Length);
}
