using System.Globalization;
using System.Text.Json;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class ScoreTableTests
{
    // Jaccard 0.5, 0.8 and 0.65: below, above and exactly at the threshold.
    private static readonly ScoreTable Three = ScoreTable.Of([new("b", new(5, 2, 3, 10)), new("a", new(8, 1, 1, 10)), new("c", new(65, 35, 0, 100))]);

    [Fact]
    public void The_threshold_zeroes_below_065_and_keeps_065_itself() =>
        Assert.Equal([0, 0.8, 0.65], Three.Values(Metric.ThresholdJaccard));

    [Fact]
    public void A_mean_is_taken_over_images_not_over_pixels()
    {
        Assert.Equal((0.5 + 0.8 + 0.65) / 3, Three.Jaccard.Mean, 1e-15);
        Assert.Equal(3, Three.Jaccard.Count);
        Assert.Equal((0.8 + 0.65) / 3, Three.ThresholdJaccard.Mean, 1e-15);
    }

    [Fact]
    public void Each_named_mean_is_that_of_its_metric()
    {
        Estimate[] named = [Three.ThresholdJaccard, Three.Jaccard, Three.Dice, Three.Accuracy, Three.Sensitivity, Three.Specificity];

        Assert.Equal(Task1Metrics.All.Select(Three.Mean), named);
        Assert.Equal(6, named.Select(mean => mean.Mean).Distinct().Count());
    }

    [Fact]
    public void The_worst_come_first_and_no_more_than_there_are()
    {
        Assert.Equal(["b", "c"], Three.Worst(2).Select(image => image.Id));
        Assert.Equal(3, Three.Worst(10).Count);
    }

    [Fact]
    public void A_table_survives_its_json_and_stores_counts_only()
    {
        string json = JsonSerializer.Serialize(Three);

        Assert.Equal(Three, JsonSerializer.Deserialize<ScoreTable>(json));
        Assert.StartsWith("""{"Images":[{"Id":"b","Counts":{"TruePositive":5,"FalsePositive":2,"FalseNegative":3,"TrueNegative":10}},""", json);
    }

    [Fact]
    public void A_table_shows_the_six_means_in_every_language_alike()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            string[] lines = Three.ToTable("Fold 1").ToString().Split('\n');

            Assert.Equal("Fold 1", lines[0]);
            Assert.StartsWith("Thresholded Jaccard  0.4833", lines[3], StringComparison.Ordinal);
            Assert.Equal(9, lines.Length);
            Assert.Contains("<td", Three.ToHtml());
            Assert.Contains("| b | 0.0000 | 0.5000 |", Three.ToImageTable(string.Empty).ToMarkdown());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_image_makes_no_table() => Assert.StartsWith(
        "Expected the scores of at least one image, got none.", Assert.Throws<ArgumentException>(() => ScoreTable.Of([])).Message);

    [Fact]
    public void The_report_has_the_official_names_in_the_official_order_and_round_trips()
    {
        var report = Task1Report.From(Three);
        using var json = JsonDocument.Parse(report.ToJson());

        Assert.Equal(["overall", "validation", "macro_average"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["accuracy", "sensitivity", "specificity", "jaccard", "threshold_jaccard", "dice"],
            json.RootElement.GetProperty("macro_average").EnumerateObject().Select(property => property.Name));
        Assert.Equal(report, JsonSerializer.Deserialize<Task1Report>(report.ToJson()));
        Assert.Equal(report.Overall, report.MacroAverage.ThresholdJaccard);
        Assert.Equal(report.Overall, report.Validation);
    }
}
