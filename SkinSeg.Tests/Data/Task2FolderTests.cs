using System.Text.Json;
using SkinSeg.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class Task2FolderTests : IDisposable
{
    private readonly Folders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public void The_official_scorers_numbers_come_out_to_twelve_digits()
    {
        string folder = SharedFiles.PathOf("fixtures", "official-scoring", "task2");
        var official = SharedFiles.Json("fixtures", "official-scoring", "official-scores.json").GetProperty("task2");

        var result = ScoreFolders.Task2(Path.Combine(folder, "truth"), Path.Combine(folder, "prediction"), cancellationToken: TestContext.Current.CancellationToken);

        using var ours = JsonDocument.Parse(result.Report.ToJson());
        Equal(official, ours.RootElement);
        Assert.Equal(OfficialCounts.Attributes.Select(mask => mask.Counts), result.Scores.Counts.Select(mask => mask.Counts));
        Assert.Equal(OfficialCounts.Attributes.Select(mask => (mask.Id, mask.Attribute)), result.Scores.Counts.Select(mask => (mask.Id, mask.Attribute)));

        static void Equal(JsonElement expected, JsonElement actual)
        {
            if (expected.ValueKind == JsonValueKind.Number)
            {
                Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-12);
                return;
            }

            Assert.Equal(expected.EnumerateObject().Select(property => property.Name), actual.EnumerateObject().Select(property => property.Name));
            Assert.All(expected.EnumerateObject(), property => Equal(property.Value, actual.GetProperty(property.Name)));
        }
    }

    [Fact]
    public void The_counts_in_the_project_are_those_of_the_lesion_masks_too()
    {
        string folder = SharedFiles.PathOf("fixtures", "official-scoring", "task1");

        Assert.Equal(OfficialCounts.Lesions, ScoreFolders.Task1(Path.Combine(folder, "truth"), Path.Combine(folder, "prediction"), cancellationToken: TestContext.Current.CancellationToken).Scores.Images);
    }

    [Fact]
    public void A_mask_is_found_by_digits_and_attribute()
    {
        var block = Drawn.Mask("##..", "##..");
        folders.Truth("ISIC_0000001_attribute_pigment_network.png", block);
        folders.Truth("ISIC_0000001_attribute_negative_network.png", block);
        folders.Prediction("0000001-negative_network.png", block);
        folders.Prediction("0000001-pigment_network.png", Drawn.Mask("....", "...."));

        var scores = Score().Scores;

        Assert.Equal((0, 1), (scores.Pooled(LesionAttribute.PigmentNetwork).Jaccard, scores.Pooled(LesionAttribute.NegativeNetwork).Jaccard));
    }

    [Theory]
    [InlineData("ISIC_0000001_segmentation.png", "Unknown ground truth file: ISIC_0000001_segmentation.png. Expected only masks named ISIC_<7 digits>_attribute_<name>.png in")]
    [InlineData("ISIC_0000001_attribute_dots.png", "Unknown ground truth file: ISIC_0000001_attribute_dots.png.")]
    [InlineData("ISIC_0000001_attribute_streaks.png", "No matching submission for: ISIC_0000001_attribute_streaks.png. Expected one file in")]
    public void What_the_official_scorer_cannot_match_is_refused(string truth, string words)
    {
        folders.Truth(truth, Drawn.Mask("#."));
        folders.Prediction("ISIC_0000001_attribute_globules.png", Drawn.Mask("#."));

        Assert.StartsWith(words, Assert.Throws<InvalidDataException>(Score).Message, StringComparison.Ordinal);
    }

    private FolderAttributeScores Score() => ScoreFolders.Task2(folders.TruthPath, folders.PredictionPath, cancellationToken: TestContext.Current.CancellationToken);
}
