using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

/// <summary>What the challenge's scorer refuses is refused, in words that say what to do (facts.md §4.5).</summary>
public sealed class ScoreRefusalTests : IDisposable
{
    private const string Name = "ISIC_0000001_segmentation.png";
    private static readonly Mask Block = Drawn.Mask("##..", "##..", "....");
    private readonly Folders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public void A_missing_prediction()
    {
        folders.Truth(Name, Block);

        Assert.Equal($"No matching submission for: {Name}. Expected one file in {folders.PredictionPath} whose name contains 0000001.", Message());
    }

    [Fact]
    public void Two_predictions_for_one_image()
    {
        folders.Truth(Name, Block);
        folders.Prediction(Name, Block);
        folders.Prediction("0000001 (1).png", Block);

        Assert.Equal(
            $"Multiple matching submissions for: {Name}. Expected one file in {folders.PredictionPath}, got 0000001 (1).png, {Name}.", Message());
    }

    [Fact]
    public void Another_size()
    {
        folders.Truth(Name, Block);
        folders.Prediction(Name, Mask.Empty(new(4, 3)));

        Assert.Equal(
            $"{Path.Combine(folders.PredictionPath, Name)}: the image has dimensions 4×3 (height×width); expected 3×4, those of {Name}. Write predictions at the size of their images.",
            Message());
    }

    [Fact]
    public void An_unknown_truth_file()
    {
        folders.Truth(Name, Block);
        folders.Prediction(Name, Block);
        folders.Truth("ISIC_123.png", Block);

        Assert.Equal(
            $"Unknown ground truth file: ISIC_123.png. Expected only masks named ISIC_<7 digits>_segmentation.png in {folders.TruthPath}.", Message());
    }

    [Fact]
    public void Two_truths_for_one_image()
    {
        folders.Truth("ISIC_0000001_attribute_globules.png", Block);
        folders.Truth("ISIC_0000001_attribute_streaks.png", Block);
        folders.Prediction(Name, Block);

        Assert.Equal(
            $"{folders.TruthPath}: expected one mask per image, got ISIC_0000001_attribute_globules.png and ISIC_0000001_attribute_streaks.png. Task 1 knows only the lesion mask.",
            Message());
    }

    [Fact]
    public void An_empty_truth_folder() =>
        Assert.Equal($"{folders.TruthPath}: expected masks named ISIC_<7 digits>_segmentation.png, found none.", Message());

    [Fact]
    public void A_missing_folder_and_a_file_in_its_place_that_is_no_zip()
    {
        folders.Truth(Name, Block);
        Directory.Delete(folders.PredictionPath);
        Assert.Equal($"{folders.PredictionPath}: expected a folder or a zip of predictions, but there is none. Check the path.", Assert.Throws<DirectoryNotFoundException>(folders.Score).Message);

        File.WriteAllText(folders.PredictionPath, "zip");
        Assert.Equal($"{folders.PredictionPath}: expected a zip file, but this is none, or a damaged one. Make or copy it again.", Message());
    }

    public static TheoryData<string, byte[]> FilesThatAreNotGreyscale => new()
    {
        { "color", TinyPng.Encode(1, 8, 2, [[255, 255, 255]]) },
        { "color and alpha", TinyPng.Encode(1, 8, 6, [[255, 255, 255, 255]]) },
        { "palette", TinyPng.Encode(1, 8, 3, [[0]], ("PLTE", [255, 255, 255])) },
        { "grey and alpha", TinyPng.Encode(1, 8, 4, [[255, 255]]) },
        { "16 bits", TinyPng.Encode(1, 16, 0, [[255, 255]]) },
    };

    [Theory]
    [MemberData(nameof(FilesThatAreNotGreyscale))]
    public void A_file_that_is_not_greyscale(string kind, byte[] file)
    {
        folders.Truth(Name, Drawn.Mask("#"));
        folders.PredictionBytes(Name, file);

        Assert.Matches($"{Name}: expected a mask with one channel of 8 bits \\(greyscale\\), got [1-4] channel\\(s\\) of (8|16) bits. Save it as", Message());
        Assert.NotEmpty(kind);
    }

    [Fact]
    public void A_file_that_is_no_image_or_cut_off()
    {
        folders.Truth(Name, Block);
        folders.PredictionBytes(Name, "not an image"u8.ToArray());
        Assert.Equal($"{Path.Combine(folders.PredictionPath, Name)}: could not be decoded as an image. Expected a whole JPEG or PNG file.", Message());

        folders.Prediction(Name, Block);
        byte[] whole = File.ReadAllBytes(Path.Combine(folders.PredictionPath, Name));
        folders.PredictionBytes(Name, whole[..(whole.Length / 2)]);
        Assert.EndsWith("no end marker). Download or copy it again.", Message());
    }

    [Fact]
    public void Of_several_the_first_by_name_on_any_number_of_cores()
    {
        foreach (int i in Enumerable.Range(1, 60))
        {
            folders.Truth($"ISIC_{i:D7}_segmentation.png", Block);
            folders.Prediction($"ISIC_{i:D7}_segmentation.png", i is 40 or 50 or 60 ? Mask.Empty(new(1, 1)) : Block);
        }

        foreach (int _ in Enumerable.Range(0, 5))
        {
            Assert.Contains("ISIC_0000040_segmentation.png: the image has dimensions 1×1", Message());
        }
    }

    private string Message() => Assert.Throws<InvalidDataException>(folders.Score).Message;
}
