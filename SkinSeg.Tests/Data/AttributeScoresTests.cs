using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class AttributeScoresTests
{
    // official-scores.json: isic-challenge-scoring, 2025-07, on the 24 images of fixtures/official-scoring.
    private const double OfficialMicroJaccard = 0.4134622203861106;
    private static readonly Mask Half = Drawn.Mask("##", "..");

    [Fact]
    public void The_official_scorers_numbers_come_out_of_its_images_counts()
    {
        var scores = AttributeScores.Of(OfficialCounts.Attributes);

        Assert.Equal(24, scores.Count);
        Assert.Equal(
            [0.13986277255399862, 0.07688247182568946, 0.07766852364300506, 0.45515499639726725, 0],
            scores.Report.Attributes.Select(attribute => attribute.Overlap.Jaccard),
            (expected, actual) => Math.Abs(expected - actual) < 1e-12);
        Assert.Equal(OfficialMicroJaccard, scores.Report.Overall, 1e-12);
        Assert.Equal(0.585034696255506, scores.Report.MicroAverage.Dice, 1e-12);
        var lesions = Task1Report.From(ScoreTable.Of(OfficialCounts.Lesions));
        Assert.Equal(0.4168673311980688, lesions.Overall, 1e-12);
        Assert.Equal(0.6241896930606271, lesions.MacroAverage.Dice, 1e-12);
    }

    [Fact]
    public void Macro_is_the_mean_of_attributes_and_micro_pools_them()
    {
        var scores = AttributeScores.Of(
        [
            AttributeCounts.Compare("a", LesionAttribute.Streaks, Half, Half),
            AttributeCounts.Compare("a", LesionAttribute.Globules, Half, Drawn.Mask("..", "##")),
        ]);

        Assert.Equal(new(0.5, 0.5), scores.Macro());
        Assert.Equal(1 / 3.0, scores.Micro().Jaccard); // shares: TP ½, FP ½, FN ½
        Assert.Equal([LesionAttribute.Streaks, LesionAttribute.Globules], scores.Attributes);
        Assert.Equal(0.5, scores.MaskThresholdJaccard);
    }

    [Fact]
    public void Standardized_masks_are_those_of_256_times_256_and_pool_as_pixels()
    {
        var truth = Drawn.Noise(new(300, 200), 0.3, seed: 1);
        var prediction = Drawn.Noise(new(300, 200), 0.4, seed: 2);
        var counts = AttributeCounts.Compare("a", LesionAttribute.Streaks, truth, prediction);
        Assert.Equal(256 * 256, counts.Standardized.Total);
        Assert.Equal(PixelCounts.Compare(Nearest(truth), Nearest(prediction)), counts.Standardized);

        static Mask Nearest(Mask mask) => Mask.From(
            new(256, 256), (row, column) => mask[(int)((row + 0.5) * mask.Size.Height / 256), (int)((column + 0.5) * mask.Size.Width / 256)]);
    }

    [Fact]
    public void Masks_of_256_times_256_score_the_same_in_both_readings()
    {
        var size = AttributeCounts.StandardSize;
        var scores = AttributeScores.Of(Enumerable.Range(0, 3).Select(i =>
            AttributeCounts.Compare($"{i}", LesionAttribute.Streaks, Drawn.Noise(size, 0.3, i), Drawn.Noise(size, 0.3, i + 9))));

        Assert.Equal(scores.Micro(), scores.Micro(AttributePooling.Standardized));
    }

    [Fact]
    public void What_images_count_adds_up_to_what_is_pooled()
    {
        var scores = AttributeScores.Of(OfficialCounts.Attributes);
        var rows = scores.ByImage();

        Assert.Equal(24, rows.Count);
        Assert.All(scores.Attributes.Index(), attribute => Assert.Equal(scores.Pooled(attribute.Item), PooledCounts.Sum(rows.Select(row => row[attribute.Index]))));
    }

    [Fact]
    public void The_report_keeps_every_bit_and_the_order_of_names()
    {
        string json = AttributeScores.Of(OfficialCounts.Attributes).Report.ToJson();
        using var parsed = System.Text.Json.JsonDocument.Parse(json);

        Assert.Equal(
            ["globules", "milia_like_cyst", "negative_network", "pigment_network", "streaks", "micro_average", "overall"],
            parsed.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(AttributeScores.Of(OfficialCounts.Attributes).Micro().Dice, parsed.RootElement.GetProperty("micro_average").GetProperty("dice").GetDouble());
    }

    [Fact]
    public void No_mask_and_one_mask_twice_are_refused()
    {
        var mask = AttributeCounts.Compare("ISIC_1", LesionAttribute.Streaks, Half, Half);

        Assert.Contains("at least one attribute mask", Assert.Throws<ArgumentException>(() => AttributeScores.Of([])).Message, StringComparison.Ordinal);
        Assert.Contains("got 2 of streaks of ISIC_1", Assert.Throws<ArgumentException>(() => AttributeScores.Of([mask, mask])).Message, StringComparison.Ordinal);
    }
}
