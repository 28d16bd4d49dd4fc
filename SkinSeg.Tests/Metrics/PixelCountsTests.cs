using FsCheck.Xunit;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class PixelCountsTests
{
    private static readonly Mask TopLeftBlock = Drawn.Mask("##..", "##..", "....", "....");

    /// <summary>The unit vectors of the official scorer (tests/test_metrics_binary.py, facts.md §4.5): accuracy, sensitivity, specificity, Jaccard, thresholded Jaccard, Dice.</summary>
    public static TheoryData<string, double[]> OfficialVectors => new()
    {
        { "....|....|....|....", [12 / 16.0, 0, 1, 0, 0, 0] },
        { "....|....|..##|..##", [8 / 16.0, 0, 8 / 12.0, 0, 0, 0] },
        { "....|.##.|.##.|....", [10 / 16.0, 1 / 4.0, 9 / 12.0, 1 / 7.0, 0, 2 / 8.0] },
        { ".##.|.##.|....|....", [12 / 16.0, 2 / 4.0, 10 / 12.0, 2 / 6.0, 0, 4 / 8.0] },
        { "##..|....|....|....", [14 / 16.0, 2 / 4.0, 1, 2 / 4.0, 0, 4 / 6.0] },
        { "##..|#...|....|....", [15 / 16.0, 3 / 4.0, 1, 3 / 4.0, 0.75, 6 / 7.0] },
        { "##..|##..|....|....", [1, 1, 1, 1, 1, 1] },
        { "###.|##..|....|....", [15 / 16.0, 1, 11 / 12.0, 4 / 5.0, 0.8, 8 / 9.0] },
        { "####|####|####|####", [4 / 16.0, 1, 0, 4 / 16.0, 0, 8 / 20.0] },
    };

    [Theory]
    [MemberData(nameof(OfficialVectors))]
    public void The_official_scorers_own_examples_come_out_exactly(string prediction, double[] expected)
    {
        var scores = ImageScores.Compare("ISIC_0000000", TopLeftBlock, Drawn.Mask(prediction.Split('|')));

        double[] ours = [scores.Accuracy, scores.Sensitivity, scores.Specificity, scores.Jaccard, scores.ThresholdJaccard, scores.Dice];
        Assert.Equal(expected, ours);
    }

    [Fact]
    public void Two_empty_masks_agree_fully()
    {
        var counts = PixelCounts.Compare(Mask.Empty(new(3, 5)), Mask.Empty(new(3, 5)));

        Assert.Equal(new PixelCounts(0, 0, 0, 15), counts);
        Assert.Equal([1, 1, 1, 1, 1], [counts.Jaccard, counts.Dice, counts.Accuracy, counts.Sensitivity, counts.Specificity]);
    }

    [Fact]
    public void An_empty_mask_against_a_filled_one_scores_zero_either_way_round()
    {
        var filled = Drawn.Mask("###");
        var empty = Mask.Empty(new(1, 3));

        Assert.Equal(0, PixelCounts.Compare(filled, empty).Jaccard);
        Assert.Equal(0, PixelCounts.Compare(empty, filled).Dice);
        Assert.Equal(1, PixelCounts.Compare(empty, filled).Sensitivity); // nothing to find
        Assert.Equal(1, PixelCounts.Compare(filled, filled).Specificity); // nothing to leave alone
    }

    [Theory]
    [InlineData("#", "#", 1, 0, 0, 0)]
    [InlineData(".", "#", 0, 1, 0, 0)]
    [InlineData("#", ".", 0, 0, 1, 0)]
    [InlineData(".", ".", 0, 0, 0, 1)]
    public void A_one_pixel_image_falls_into_one_class(string truth, string prediction, long tp, long fp, long fn, long tn) =>
        Assert.Equal(new PixelCounts(tp, fp, fn, tn), PixelCounts.Compare(Drawn.Mask(truth), Drawn.Mask(prediction)));

    [Property]
    public bool Fast_counts_equal_a_plain_loop(byte height, byte width, int seed)
    {
        var size = new ImageSize((height % 40) + 1, (width % 40) + 1);
        var truth = Drawn.Noise(size, 0.3, seed);
        var prediction = Drawn.Noise(size, 0.6, seed ^ 1);
        return PixelCounts.Compare(truth, prediction) == SlowCounts(truth, prediction);
    }

    [Property]
    public bool Jaccard_follows_from_Dice(uint tp, uint fp, uint fn)
    {
        var counts = new PixelCounts(tp, fp, fn, 0);
        return Math.Abs(counts.Jaccard - (counts.Dice / (2 - counts.Dice))) < 1e-12;
    }

    [Property]
    public bool Swapping_truth_and_prediction_changes_neither_Jaccard_nor_Dice(uint tp, uint fp, uint fn, uint tn)
    {
        var (counts, swapped) = (new PixelCounts(tp, fp, fn, tn), new PixelCounts(tp, fn, fp, tn));
        return counts.Jaccard.Equals(swapped.Jaccard) && counts.Dice.Equals(swapped.Dice) && counts.Accuracy.Equals(swapped.Accuracy);
    }

    [Fact]
    public void Counts_add_up_from_zero()
    {
        PixelCounts[] counts = [new(1, 2, 3, 4), new(10, 20, 30, 40)];

        Assert.Equal(new PixelCounts(11, 22, 33, 44), counts.Aggregate(PixelCounts.Zero, PixelCounts.Add));
        Assert.Equal(110, (counts[0] + counts[1]).Total);
    }

    [Fact]
    public void Masks_of_two_sizes_are_refused_with_both_sizes()
    {
        string message = Assert.Throws<ArgumentException>(() => PixelCounts.Compare(Mask.Empty(new(4, 6)), Mask.Empty(new(6, 4)))).Message;

        Assert.Equal("Expected a prediction of the truth's size 4×6 (height×width), got 6×4. Resize it first. (Parameter 'prediction')", message);
    }

    private static PixelCounts SlowCounts(Mask truth, Mask prediction)
    {
        var counts = PixelCounts.Zero;
        for (int row = 0; row < truth.Size.Height; row++)
        {
            for (int column = 0; column < truth.Size.Width; column++)
            {
                counts += (truth[row, column], prediction[row, column]) switch
                {
                    (true, true) => new PixelCounts(1, 0, 0, 0),
                    (false, true) => new PixelCounts(0, 1, 0, 0),
                    (true, false) => new PixelCounts(0, 0, 1, 0),
                    (false, false) => new PixelCounts(0, 0, 0, 1),
                };
            }
        }

        return counts;
    }
}
