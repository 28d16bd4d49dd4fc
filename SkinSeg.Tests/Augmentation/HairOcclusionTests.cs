using FsCheck.Xunit;
using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class HairOcclusionTests
{
    private static readonly ImageSize Size = new(192, 256);
    private static readonly RgbImage Skin = RgbImage.From(Size, static (_, _) => new(190, 150, 130));
    private static readonly AugmentationPolicy Hairy = new([new(AugmentationRoutine.HairOcclusion, 1, 1, 30)]);

    [Fact]
    public void Hair_covers_from_almost_nothing_to_a_tenth_of_an_image()
    {
        double[] shares = [.. Hairs(60).Select(hair => (double)hair.DrawingFor(Size).CoverageAt(Size).Area / Size.Area)];

        Assert.InRange(shares.Min(), 0, 0.005);
        Assert.InRange(shares.Max(), 0.02, 0.12);
        Assert.InRange(shares.Average(), 0.004, 0.04);
    }

    [Fact]
    public void Numbers_stay_in_their_range_and_few_hairs_are_more_frequent_than_many()
    {
        int[] counts = [.. Hairs(400).Select(hair => hair.Style.Count)];

        Assert.All(counts, static count => Assert.InRange(count, 1, 30));
        Assert.InRange(counts.Average(), 9, 12.4); // 1 + 29 / 3 = 10.7
        Assert.True(counts.Count(static count => count <= 8) > counts.Count(static count => count >= 23));
        Assert.InRange(Hairs(400).Count(static hair => hair.Style.IsDark), 288, 352); // 320 ± 4 deviations
    }

    [Property(MaxTest = 30)]
    public void Dark_hair_only_darkens_and_light_hair_lightens_nothing_but_what_it_covers(int seed)
    {
        var style = new HairStyle { Count = 8, Width = 2.0 / 256 };
        var dark = Apply(new(style, seed));
        var light = Apply(new(style with { IsDark = false }, seed) { Config = HairConfig.Training with { ShadowStrength = 0 } });

        Assert.All(Skin.Values.Zip(dark.Values), static pair => Assert.True(pair.Second <= pair.First));
        Assert.All(Skin.Values.Zip(light.Values), static pair => Assert.True(pair.Second >= Math.Min(pair.First, (byte)160)));
        Assert.NotEqual(Skin.Values, dark.Values);
    }

    [Fact]
    public void Hairs_of_one_image_are_of_one_person()
    {
        double[] Spreads(HairConfig config) => [.. Hairs(40).Where(hair => hair.Style is { IsDark: true, Count: > 3 }).Select(hair =>
        {
            byte[] reds = [.. (hair with { Config = config }).DrawingFor(Size).Strands.Select(strand => strand.Color.Red)];
            return (double)reds.Max() - reds.Min();
        })];

        Assert.All(Spreads(HairConfig.Training), static spread => Assert.InRange(spread, 0, 255 * 0.3 * 0.38));
        Assert.True(Spreads(HairConfig.Training with { ShadeSpread = 1 }).Average() > 50);
    }

    [Fact]
    public void A_mask_does_not_change()
    {
        var mask = Mask.From(Size, static (row, column) => (row + column) % 3 == 0);

        Assert.Same(mask, Hairy.Draw(1, 0, "a").Apply(mask));
    }

    [Fact]
    public void Hair_follows_the_direction_of_the_skin_it_grows_on()
    {
        var config = HairConfig.Training with { OrientationSpreadDegrees = 0, CurvatureRange = new(0, 0), LengthRange = new(0.05, 0.05) };
        var style = new HairStyle { Count = 40, Width = 0.01, Direction = 0.3, TurnRight = 0.8, TurnDown = -0.4 };
        var strands = new HairOcclusion(style, 3) { Config = config }.DrawingFor(Size).Strands;

        Assert.Equal(40, strands.Count);
        Assert.All(strands, strand =>
        {
            var (start, end) = (strand.Curve.Start, strand.Curve.End);
            double expected = 0.3 + (0.8 * (start.X + end.X) / 2) - (0.4 * (start.Y + end.Y) / 2);
            Assert.Equal(expected, Math.Atan2(end.Y - start.Y, end.X - start.X), 9);
        });
    }

    [Fact]
    public void Hair_is_pointed_at_both_ends_and_even_between()
    {
        var strand = Hairs(1).Single().DrawingFor(Size).Strands[0];

        Assert.Equal(strand.TipWidth, strand.WidthAt(0), 12);
        Assert.Equal(strand.TipWidth, strand.WidthAt(1), 12);
        Assert.Equal(strand.RootWidth, strand.WidthAt(0.3), 12);
        Assert.Equal(strand.RootWidth, strand.WidthAt(0.7), 12);
    }

    [Fact]
    public void A_drawn_hair_fits_every_size_of_its_image()
    {
        var hair = new HairOcclusion(new() { Count = 20, Width = 4.0 / 256 }, 5);
        double small = hair.DrawingFor(Size).CoverageAt(Size).Area / (double)Size.Area;
        var large = new ImageSize(576, 768);

        Assert.InRange(small / (hair.DrawingFor(large).CoverageAt(large).Area / (double)large.Area), 0.85, 1.15); // thin ends are rough
    }

    [Fact]
    public void Every_number_can_be_changed()
    {
        var thick = new RoutineConfig(AugmentationRoutine.HairOcclusion, 1, 5, 5) { Hair = HairConfig.Training with { DarkShare = 0, WidthRange = new(0.02, 0.02) } };
        var hair = (HairOcclusion)new AugmentationPolicy([thick]).Draw(1, 0, "a").Changes[0];

        Assert.Equal((5, false, 0.02), (hair.Style.Count, hair.Style.IsDark, hair.Style.Width));
        Assert.StartsWith("hair: 5 light, 5.1 px, ", $"{hair}", StringComparison.Ordinal);
    }

    private static IEnumerable<HairOcclusion> Hairs(int count) => Enumerable.Range(0, count).Select(epoch => (HairOcclusion)Hairy.Draw(1, epoch, "a").Changes[0]);

    private static RgbImage Apply(HairOcclusion hair) => new AugmentationDraw("a", 0, [hair], BorderFill.Reflect).Apply(Skin);
}
