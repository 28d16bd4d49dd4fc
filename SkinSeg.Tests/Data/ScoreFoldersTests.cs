using System.Globalization;
using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class ScoreFoldersTests
{
    private static readonly Mask Block = Drawn.Mask("##..", "##..", "....");

    [Fact]
    public void The_official_scorers_numbers_come_out_to_twelve_digits()
    {
        string folder = SharedFiles.PathOf("fixtures", "official-scoring", "task1");
        var official = SharedFiles.Json("fixtures", "official-scoring", "official-scores.json").GetProperty("task1");

        var result = Score(Path.Combine(folder, "truth"), Path.Combine(folder, "prediction"));

        using var ours = JsonDocument.Parse(result.Report.ToJson());
        Equal(official, ours.RootElement);
        Assert.Equal(24, result.Scores.Count);
        Assert.Equal(result.Scores.Images.Select(image => image.Id).Order(StringComparer.Ordinal), result.Scores.Images.Select(image => image.Id));

        static void Equal(JsonElement expected, JsonElement actual)
        {
            Assert.Equal(expected.ValueKind, actual.ValueKind);
            if (expected.ValueKind == JsonValueKind.Number)
            {
                Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-12);
                return;
            }

            Assert.Equal(expected.EnumerateObject().Select(property => property.Name), actual.EnumerateObject().Select(property => property.Name));
            foreach (var property in expected.EnumerateObject())
            {
                Equal(property.Value, actual.GetProperty(property.Name));
            }
        }
    }

    [Fact]
    public void Ten_full_size_pairs_have_the_published_counts_and_scores()
    {
        string folder = SharedFiles.PathOf("fixtures", "isic-scoring");
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "expected_scores.csv")).Skip(1).Select(line => line.Split(','))];

        var result = Score(Path.Combine(folder, "groundtruth"), Path.Combine(folder, "prediction"));

        Assert.Equal(rows.Select(row => row[0]), result.Scores.Images.Select(image => image.Id));
        foreach (var (row, image) in rows.Zip(result.Scores.Images))
        {
            long[] counts = [.. row[1..5].Select(value => long.Parse(value, CultureInfo.InvariantCulture))];
            double[] scores = [.. row[5..].Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
            Assert.Equal(new PixelCounts(counts[0], counts[1], counts[2], counts[3]), image.Counts);
            double[] ours = [image.Jaccard, image.ThresholdJaccard, image.Dice, image.Accuracy, image.Sensitivity, image.Specificity];
            Assert.All(scores.Zip(ours), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [Theory]
    [InlineData("ISIC_0000001_segmentation.png")]
    [InlineData("ISIC_0000001_Segmentation.png")]
    [InlineData("ISIC_0000001_segmentation_prediction.png")]
    [InlineData("mine-0000001")]
    [InlineData("x20000001y.png")]
    public void A_prediction_is_found_by_its_seven_digits_alone(string name)
    {
        using var folders = new Folders();
        folders.Truth("ISIC_0000001_segmentation.png", Block);
        ImageFiles.Write(folders.Root["a.png"], Block);
        File.Move(folders.Root["a.png"], Path.Combine(folders.PredictionPath, name));

        Assert.Equal(1, folders.Score().Scores.Images[0].Jaccard);
    }

    [Fact]
    public void Images_come_in_order_of_name_and_the_two_text_files_are_skipped()
    {
        using var folders = new Folders();
        foreach (string id in (string[])["ISIC_0000003", "ISIC_0000001", "ISIC_0000002"])
        {
            folders.Truth($"{id}_segmentation.png", Block);
            folders.Prediction($"{id}_segmentation.png", Block);
        }

        File.WriteAllText(Path.Combine(folders.TruthPath, "ATTRIBUTION.txt"), "x");
        File.WriteAllText(Path.Combine(folders.TruthPath, "LICENSE.txt"), "x");
        File.WriteAllText(Path.Combine(folders.TruthPath, ".DS_Store"), "x");

        var result = folders.Score();

        Assert.Equal(["ISIC_0000001", "ISIC_0000002", "ISIC_0000003"], result.Scores.Images.Select(image => image.Id));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Two_empty_masks_score_one_and_a_one_pixel_image_is_scored()
    {
        using var folders = new Folders();
        folders.Truth("ISIC_0000001_segmentation.png", Mask.Empty(new(3, 4)));
        folders.Prediction("ISIC_0000001_segmentation.png", Mask.Empty(new(3, 4)));
        folders.Truth("ISIC_0000002_segmentation.png", Drawn.Mask("#"));
        folders.Prediction("ISIC_0000002_segmentation.png", Drawn.Mask("."));

        Assert.Equal([1, 0], folders.Score().Scores.Values(Metric.ThresholdJaccard));
    }

    [Fact]
    public void What_the_official_scorer_passes_over_is_a_warning()
    {
        using var folders = new Folders();
        folders.Truth("ISIC_0000001_segmentation.png", Block);
        folders.Prediction("ISIC_0000001_segmentation.png", Block);
        folders.Prediction("ISIC_0000001_probability.png", Block);
        folders.Prediction("ISIC_0000009_segmentation.png", Block);
        File.WriteAllText(Path.Combine(folders.PredictionPath, "notes.txt"), "x");
        Directory.CreateDirectory(Path.Combine(folders.PredictionPath, "old"));

        Assert.Equal(
            [
                $"{folders.PredictionPath}: 1 probability map(s) were left aside (ISIC_0000001_probability.png); the challenge's scorer would take them for second submissions.",
                $"{folders.PredictionPath}: 2 file(s) belong to no image of the ground truth and were ignored (ISIC_0000009_segmentation.png, notes.txt).",
                $"{folders.PredictionPath}: 1 folder(s) inside were not looked into (old).",
            ],
            folders.Score().Warnings);
    }

    [Fact]
    public void Grey_values_are_cut_above_128_with_a_warning()
    {
        using var folders = new Folders();
        folders.Truth("ISIC_0000001_segmentation.png", Drawn.Mask("..##"));
        folders.PredictionBytes("ISIC_0000001.png", TinyPng.Encode(4, 8, 0, [[127, 128, 129, 255]]));

        var result = folders.Score();

        Assert.Equal(1, result.Scores.Images[0].Jaccard);
        Assert.Equal([$"{folders.PredictionPath}: 1 prediction(s) hold values other than 0 and 255 and were cut at 128 (first: ISIC_0000001)."], result.Warnings);
    }

    [Fact]
    public void Grey_files_of_fewer_bits_and_grey_with_a_transparent_value_are_accepted()
    {
        using var folders = new Folders();
        byte[][] files =
        [
            TinyPng.Encode(4, 1, 0, [[0b0011_0000]]),
            TinyPng.Encode(4, 2, 0, [[0b0000_1111]]),
            TinyPng.Encode(4, 8, 0, [[0, 0, 255, 255]], ("tRNS", [0, 255])),
        ];
        foreach (byte[] file in files)
        {
            folders.Truth("ISIC_0000001_segmentation.png", Drawn.Mask("..##"));
            folders.PredictionBytes("ISIC_0000001.png", file);

            Assert.Equal(1, folders.Score().Scores.Images[0].Jaccard);
        }
    }

    [Fact]
    public void The_work_can_be_cancelled()
    {
        using var folders = new Folders();
        folders.Truth("ISIC_0000001_segmentation.png", Block);
        folders.Prediction("ISIC_0000001_segmentation.png", Block);

        Assert.Throws<OperationCanceledException>(
            () => ScoreFolders.Task1(folders.TruthPath, folders.PredictionPath, cancellationToken: new CancellationToken(canceled: true)));
    }

    private static FolderScores Score(string truth, string prediction) =>
        ScoreFolders.Task1(truth, prediction, cancellationToken: TestContext.Current.CancellationToken);
}
