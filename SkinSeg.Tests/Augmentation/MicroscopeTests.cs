using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class MicroscopeTests
{
    private static readonly ImageSize Size = new(24, 32);
    private static readonly RgbImage Picture = RgbImage.From(Size, (row, column) => new((byte)(9 * row), (byte)(7 * column), 100));
    private static readonly Mask Blob = Mask.From(Size, (row, column) => row is > 6 and < 16 && column is > 8 and < 20);

    [Fact]
    public void Every_routine_is_shown_at_three_strengths_with_its_parameters()
    {
        var sheet = Microscope.Of(Picture);

        Assert.Equal(["low", "middle", "high"], sheet.Images.Columns);
        Assert.Equal(Enum.GetNames<AugmentationRoutine>(), sheet.Parameters.Rows.Select(row => row[0]).Distinct());
        Assert.All(sheet.Images.Rows.Zip(sheet.Parameters.Rows), pair => Assert.Equal(pair.Second.Skip(1), pair.First.Select(cell => cell.Caption)));
        Assert.Contains("| Rotation | rotation 13.3° | rotation 26.7° | rotation 40.0° |", sheet.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("| Zoom | zoom 0.90 | zoom 0.80 | zoom 0.70 |", sheet.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(sheet.Images.Rows.Count * 3, sheet.ToHtml().Split("<figure").Length - 1);
    }

    [Fact]
    public void Stronger_is_farther_from_the_image()
    {
        var fine = RgbImage.From(new(96, 128), static (row, column) => new((byte)(50 + row + (30 * ((row + column) % 2))), (byte)(40 + column), 100)); // slopes to move, and grain to blur
        double Distance(CaptionedImage cell) => cell.Image.Values.Zip(fine.Values).Average(pair => Math.Abs((double)pair.First - pair.Second));
        var sheet = Microscope.Of(fine);

        Assert.All(sheet.Images.Rows.Skip(2), row => // after the flips
        {
            Assert.True(Distance(row[0]) < Distance(row[2]), row[2].Caption);
            Assert.True(Distance(row[2]) > 0, row[2].Caption);
        });
    }

    [Fact]
    public void The_outline_of_a_mask_moves_along()
    {
        var flipped = Microscope.Of(Picture, Blob).Images.Rows[0][2].Image;

        Assert.Equal(Picture.FlipHorizontal().Outline(Mask.From(Size, (row, column) => Blob[row, 31 - column]), Overlays.TruthColor).Values, flipped.Values);
    }

    [Fact]
    public void Epochs_of_a_run_are_those_of_its_training()
    {
        var policy = AugmentationPolicy.Paper;
        var sheet = Microscope.OverEpochs(policy, new() { Seed = 5, Id = "ISIC_1", FirstEpoch = 2, Epochs = 5 }, Picture);
        var cells = sheet.Images.Rows.SelectMany(row => row).ToList();

        Assert.Equal(5, cells.Count);
        Assert.Equal("epoch 2", cells[0].Caption);
        Assert.Equal(policy.Draw(5, 4, "ISIC_1").Apply(Picture).Values, cells[2].Image.Values);
        Assert.Equal(string.Join(", ", policy.Draw(5, 6, "ISIC_1").Changes), sheet.Parameters.Rows[4][1]);
        Assert.Equal(new ImageSize(8 + (2 * (24 + 18 + 8)), 8 + (4 * (32 + 8))), sheet.ToContactSheet(Size).Size);
    }
}
