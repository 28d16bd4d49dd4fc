using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class HairDrawingTests
{
    private static readonly ImageSize Size = new(96, 128);
    private static readonly RgbImage Skin = RgbImage.From(Size, static (_, _) => new(200, 160, 140));

    [Fact]
    public void The_same_seed_draws_the_same_hair_and_another_seed_other_hair()
    {
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void Applying_twice_gives_the_same_pixels_and_leaves_the_image_alone()
    {
        var hair = Draw(1);
        byte[] before = [.. Skin.Values];

        Assert.Equal(hair.Apply(Skin).Values, hair.Apply(Skin).Values);
        Assert.Equal(before, Skin.Values);
    }

    [Fact]
    public void No_hair_changes_nothing() => Assert.Equal(Skin.Values, HairDrawing.None.Apply(Skin).Values);

    [Fact]
    public void Dark_hair_darkens_and_light_hair_lightens_what_it_covers()
    {
        Assert.True(MeanUnder(new() { DarkShare = 1, AlphaRange = new(1, 1), CountRange = new(20, 20) }) < 80);
        Assert.True(MeanUnder(new() { DarkShare = 0, AlphaRange = new(1, 1), CountRange = new(20, 20), WidthRange = new(0.02, 0.02) }) > 165);
    }

    [Fact]
    public void Without_shadow_only_hair_changes_pixels()
    {
        var hair = HairDrawing.Draw(new() { ShadowStrength = 0, AlphaRange = new(1, 1), WidthRange = new(0.02, 0.02) }, Size, new Random(3));
        var changed = hair.Apply(Skin);
        int touched = Enumerable.Range(0, Size.Area).Count(i => changed.Values[3 * i] != 200);
        int covered = hair.CoverageAt(Size).Area;

        Assert.InRange(touched, covered, 3 * covered); // the anti-aliased rim is covered by less than a half
    }

    [Fact]
    public void Hair_covers_from_almost_nothing_to_a_third_of_an_image()
    {
        double[] shares = [.. Enumerable.Range(0, 60).Select(seed => (double)Draw(seed).CoverageAt(Size).Area / Size.Area)];

        Assert.InRange(shares.Min(), 0, 0.01);
        Assert.InRange(shares.Max(), 0.05, 0.35);
        Assert.InRange(shares.Average(), 0.004, 0.1);
    }

    [Fact]
    public void A_drawing_covers_the_same_share_at_another_size()
    {
        var hair = HairDrawing.Draw(new() { WidthRange = new(0.02, 0.025), TipShare = 1, AlphaRange = new(1, 1) }, Size, new Random(5));
        double small = (double)hair.CoverageAt(Size).Area / Size.Area;
        double large = (double)hair.CoverageAt(new(384, 512)).Area / new ImageSize(384, 512).Area;

        Assert.InRange(small / large, 0.9, 1.1); // hairs of three pixels are rough
    }

    [Fact]
    public void A_straight_hair_of_four_pixels_is_four_pixels_wide()
    {
        var curve = new CubicCurve(new(-0.1, 0.25), new(0.3, 0.25), new(0.6, 0.25), new(1.1, 0.25));
        var hair = new HairDrawing([new(curve, 4.0 / 128, 4.0 / 128, new(0, 0, 0), 1)], 0);

        var covered = hair.CoverageAt(Size);

        int[] widths = [.. Enumerable.Range(0, 128).Select(column => Enumerable.Range(0, 96).Count(row => covered[row, column]))];

        Assert.All(widths, static width => Assert.Equal(4, width));
    }

    private static HairDrawing Draw(int seed) => HairDrawing.Draw(new(), Size, new Random(seed));

    private static double MeanUnder(HairConfig config)
    {
        var hair = HairDrawing.Draw(config, Size, new Random(4));
        var (image, mask) = (hair.Apply(Skin), hair.CoverageAt(Size));
        return Enumerable.Range(0, Size.Area).Where(i => mask.Values[i] != 0).Average(i => (double)image.Values[3 * i]);
    }
}
