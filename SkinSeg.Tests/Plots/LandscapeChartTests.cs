using Plotly.NET;
using SkinSeg.Notebooks.Plots;
using SkinSeg.PostProcessing;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Plots;

public sealed class LandscapeChartTests
{
    [Fact]
    public void It_holds_every_score_the_border_and_the_best_pair_and_the_paper_s_where_there_is_one()
    {
        var plain = Charts.Landscape(Landscape(null));
        var marked = Charts.Landscape(Landscape(new(0.8, 0.5)));

        Assert.Equal(3, GenericChart.getTraces(plain).Length);
        Assert.Equal(4, GenericChart.getTraces(marked).Length);
        string json = GenericChart.toFigureJson(marked);
        Assert.Contains("\"ticktext\":[\"0.80\",\"0.90\",\"0.95\",\"0.975\",\"0.99\",\"0.995\",\"0.996\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"best, 1.0000\"", json, StringComparison.Ordinal);
        Assert.Contains("\"symbol\":\"circle-open\"", json, StringComparison.Ordinal);
    }

    private static ThresholdLandscape Landscape(ThresholdPair? paper) =>
        new GridSearch { Paper = paper }.Run([new("a", Drawn.Map(1, 2, 1, 0), Drawn.Mask("#."))]);
}
