using SkinSeg.Experiments;
using SkinSeg.PostProcessing;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class PaperNumbersTests
{
    [Fact]
    public void There_are_114_cells_and_four_targets_and_each_has_an_id_of_its_own()
    {
        Assert.Equal(114, PaperNumbers.All.Count(number => number.Table != "leaderboard"));
        Assert.Equal([48, 18, 48, 4], PaperNumbers.All.GroupBy(number => number.Table).Select(group => group.Count()));
        Assert.Equal(PaperNumbers.All.Count, PaperNumbers.All.Select(number => number.Id).Distinct().Count());
        Assert.All(PaperNumbers.All, number => Assert.Same(number, PaperNumbers.Find(number.Id)));
    }

    [Fact]
    public void Every_number_has_a_tolerance_its_reason_and_a_command() => Assert.All(PaperNumbers.All, number =>
    {
        Assert.InRange(number.Tolerance, 0.005, 0.2);
        Assert.NotEmpty(number.Reason);
        Assert.NotEmpty(number.Command);
        Assert.InRange(number.Value, 0, 1);
    });

    // Sums of the cells in the text of the paper, added up outside of this code, 35 read as 0.35: one wrong digit changes them.
    [Theory]
    [InlineData("Table I", 39.8928)]
    [InlineData("Table II", 13.442)]
    [InlineData("Table III", 16.174)]
    public void The_cells_add_up_to_the_paper_s(string table, double sum)
    {
        var numbers = PaperNumbers.All.Where(number => number.Table == table);
        Assert.Equal(sum, numbers.Sum(number => number.Value), 9);
    }

    [Theory]
    [InlineData("table-1/resnet152/thresholded-jaccard", 0.7991)]
    [InlineData("table-1/ensemble/t-l", 0.45)]
    [InlineData("table-2/xception/t-l", 0.5)]
    [InlineData("table-3/densenet169/streaks-dice", 0.236)]
    [InlineData("table-3/ensemble/average-jaccard", 0.292)]
    [InlineData("leaderboard/ensemble-not-restricted/task-2", 0.471)]
    public void A_number_is_found_by_its_id(string id, double value) => Assert.Equal(value, PaperNumbers.Find(id).Value);

    [Fact]
    public void An_unknown_id_is_answered_with_a_known_one() =>
        Assert.Contains("table-1/densenet169/t-h", Assert.Throws<ArgumentException>(() => PaperNumbers.Find("table-4")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_numbers_that_the_paper_contradicts_are_those_of_the_errata() => Assert.Equal(
        [
            "table-1/resnet152/t-l", "table-3/resnet152/milia-like-cyst-dice", "table-3/resnet152/average-jaccard",
            "table-3/inception-resnet-v2/pigment-network-dice",
        ], // facts.md §6.1 #3, #16, #17
        PaperNumbers.All.Where(number => number.Contradiction.Length > 0).Select(number => number.Id));

    [Fact]
    public void A_misprint_is_read_and_stays_visible()
    {
        var threshold = PaperNumbers.Find("table-1/resnet152/t-l");

        Assert.Equal((0.35, 35), (threshold.Value, threshold.Printed));
        Assert.Equal("0.35 (printed 35)", threshold.Text);
        Assert.Equal("0.9032", PaperNumbers.Find("table-1/resnet152/dice").Text);
    }

    [Fact]
    public void Thresholds_are_on_the_grid_whose_step_is_their_tolerance()
    {
        Assert.All(PaperNumbers.All.Where(number => number.Column == "T_L"), number => Assert.Contains(number.Value, ThresholdGrid.Paper.Low));
        Assert.All(PaperNumbers.All.Where(number => number.Column == "T_H"), number => Assert.Contains(number.Value, ThresholdGrid.Paper.High));
        Assert.Equal(0.05, ThresholdGrid.Paper.Low[1] - ThresholdGrid.Paper.Low[0], 9);
        Assert.Equal(PaperNumbers.Find("table-1/xception/t-h").Tolerance, ThresholdGrid.Paper.High[1] - ThresholdGrid.Paper.High[0], 9);
    }

    // 1.96·√(0.8142·0.1858 / 2594) and 1.96·√(0.82·0.18 / 100), and half of the last digit.
    [Theory]
    [InlineData("table-1/ensemble/thresholded-jaccard", 0.01497 + 0.00005)]
    [InlineData("table-2/ensemble/thresholded-jaccard", 0.07530 + 0.0005)]
    public void The_tolerance_of_a_mean_is_the_widest_interval_and_the_rounding(string id, double tolerance) =>
        Assert.Equal(tolerance, PaperNumbers.Find(id).Tolerance, 5);

    // Drawn 0 or 1, the worst case: 95 of 100 means lie within.
    [Fact]
    public void No_scores_spread_more_than_the_tolerance_grants()
    {
        const int Images = 100;
        const double Mean = 0.8;
        var random = new Random(1);
        int inside = Enumerable.Range(0, 4000).Count(_ =>
            Math.Abs(Enumerable.Range(0, Images).Average(_ => random.NextDouble() < Mean ? 1.0 : 0.0) - Mean) <= PaperIdentities.MeanNoise(Mean, Images));

        Assert.InRange(inside / 4000.0, 0.93, 0.98);
    }
}
