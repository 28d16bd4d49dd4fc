using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ComponentsTests
{
    [Fact]
    public void Pixels_that_touch_at_a_corner_are_one_object() =>
        Assert.Equal(Drawn.Mask("#..", ".#.", "..."), Drawn.Mask("#..", ".#.", "...").LargestComponent());

    [Fact]
    public void The_largest_object_stays_alone() =>
        Assert.Equal(Drawn.Mask("...#", "...#", "...#"), Drawn.Mask("##.#", "...#", "...#").LargestComponent());

    [Fact]
    public void Of_equal_objects_the_first_down_the_columns_stays()
    {
        // Row by row the right object comes first, column by column the left one.
        Assert.Equal(Drawn.Mask("...", "...", "#.."), Drawn.Mask("..#", "...", "#..").LargestComponent());
        Assert.Equal(Drawn.Mask("#..", "...", "..."), Drawn.Mask("#..", "...", "#..").LargestComponent());
        Assert.Equal(Drawn.Mask("..##", "....", ".##."), Drawn.Mask("..##", "....", ".##.").FillHoles());
        Assert.Equal(Drawn.Mask("....", "....", ".##."), Drawn.Mask("..##", "....", ".##.").LargestComponent());
    }

    [Fact]
    public void An_empty_mask_stays_empty() => Assert.Equal(Mask.Empty(new(1, 1)), Mask.Empty(new(1, 1)).LargestComponent());

    [Fact]
    public void Holes_are_filled_and_bays_are_not()
    {
        Assert.Equal(Drawn.Mask("####", "####", "####", "#..#"), Drawn.Mask("####", "#.##", "####", "#..#").FillHoles());
        Assert.Equal(Drawn.Mask(".#.", "###", ".#."), Drawn.Mask(".#.", "#.#", ".#.").FillHoles()); // a corner is no way out
        Assert.Equal(Drawn.Mask("#"), Drawn.Mask("#").FillHoles());
        Assert.Equal(Mask.Empty(new(5, 4)), Mask.Empty(new(5, 4)).FillHoles());
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void Labels_equal_a_plain_flood(double share)
    {
        foreach (int seed in Enumerable.Range(0, 30))
        {
            var mask = Drawn.Noise(new(11, 17), share, seed);
            Assert.Equal(SlowLargest(mask), mask.LargestComponent());
        }
    }

    // Floods from each pixel in column-major order; the first of the largest wins.
    private static Mask SlowLargest(Mask mask)
    {
        HashSet<(int Row, int Column)> best = [];
        for (int column = 0; column < mask.Size.Width; column++)
        {
            for (int row = 0; row < mask.Size.Height; row++)
            {
                HashSet<(int Row, int Column)> found = [];
                Flood(row, column, found);
                best = found.Count > best.Count ? found : best;
            }
        }

        return Mask.From(mask.Size, (row, column) => best.Contains((row, column)));

        void Flood(int row, int column, HashSet<(int Row, int Column)> found)
        {
            bool inside = row >= 0 && column >= 0 && row < mask.Size.Height && column < mask.Size.Width;
            if (!inside || !mask[row, column] || !found.Add((row, column)))
            {
                return;
            }

            foreach (int neighbor in Enumerable.Range(0, 9))
            {
                Flood(row + (neighbor / 3) - 1, column + (neighbor % 3) - 1, found);
            }
        }
    }
}
