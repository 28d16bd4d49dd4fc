using Plotly.NET;
using SkinSeg.Metrics;
using SkinSeg.Notebooks.Plots;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Plots;

public sealed class StatisticsChartsTests
{
    private static readonly NetworkComparison Comparison = NetworkComparison.Of(Metric.Jaccard, TinyScores.Networks(40, 0.1, 0.1, -0.2), resamples: 200);

    [Fact]
    public void Standings_name_every_network_with_its_letters_from_the_best_down()
    {
        string json = GenericChart.toFigureJson(Charts.Standings(Comparison));

        Assert.All(Comparison.Networks, network => Assert.Contains($"\"{network.Name} ({network.Letters})\"", json, StringComparison.Ordinal));
        Assert.Equal(2 * 3, GenericChart.getTraces(Charts.Standings(Comparison)).Length);
    }

    [Fact]
    public void Pairs_stand_beside_a_line_at_zero_and_are_grey_where_not_separable()
    {
        var chart = Charts.PairDifferences(Comparison);
        string json = GenericChart.toFigureJson(chart);

        Assert.Equal(1 + (2 * 3), GenericChart.getTraces(chart).Length);
        Assert.Equal(Comparison.Pairs.Any(pair => pair.SeparableAt(0.05)), json.Contains("rgba(0, 114, 178", StringComparison.Ordinal) || json.Contains("#0072B2", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_distribution_climbs_from_none_to_all_in_equal_steps()
    {
        string json = GenericChart.toFigureJson(Charts.Distributions([new("a", TinyScores.Of([0.8, 0.2]))]));

        Assert.Contains("\"x\":[0.0,0.2,0.8,1.0]", json, StringComparison.Ordinal);
        Assert.Contains("\"y\":[0.0,0.5,1.0,1.0]", json, StringComparison.Ordinal);
        Assert.Contains("\"x\":[0.65,0.65]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Reliability_has_a_point_for_each_bin_with_pixels()
    {
        var calibration = new Calibration([new(10, 1, 1), ReliabilityBin.Zero, new(30, 27, 24)], 0, 0);
        string json = GenericChart.toFigureJson(Charts.Reliability(calibration));

        Assert.Contains("\"x\":[0.1,0.8]", json, StringComparison.Ordinal);
        Assert.Contains("\"y\":[0.1,0.9]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Risk_coverage_runs_from_all_kept_to_one_kept()
    {
        var curve = RiskCoverage.Of([new("a", 0.9, 0.5), new("b", 0.1, 1)]);
        string json = GenericChart.toFigureJson(Charts.RiskCoverage(curve));

        Assert.Contains("\"x\":[0.0,0.5]", json, StringComparison.Ordinal);
        Assert.Contains("\"y\":[0.75,1.0]", json, StringComparison.Ordinal);
    }
}
