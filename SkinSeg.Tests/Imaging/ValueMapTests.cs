using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class ValueMapTests
{
    private static readonly ValueMap Slope = ValueMap.From(new(3, 5), static (row, column) => (10 * row) - column);

    [Fact]
    public void A_map_knows_its_values_their_range_and_means()
    {
        Assert.Equal(17, Slope[2, 3]);
        Assert.Equal(new Interval(-4, 20), Slope.Range);
        Assert.Equal(8, Slope.Mean, 12);
        Assert.Equal(15, Slope.MeanOver(Mask.From(Slope.Size, static (row, column) => row > 0 && column == 0)), 12);
        Assert.Equal(0, Slope.MeanOver(Mask.Empty(Slope.Size)));
    }

    [Fact]
    public void It_grows_and_shrinks_as_a_probability_map_does()
    {
        var map = Drawn.Map(new(24, 32), levels: 50, seed: 1);
        var values = ValueMap.From(map.Size, (row, column) => map[row, column]);

        foreach (ImageSize size in new[] { new ImageSize(40, 50), new(12, 20), map.Size })
        {
            Assert.All(map.ResizeTo(size).ToArray().Zip(values.ResizeTo(size).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-5)); // a step and a half of 1/65535
        }
    }

    [Fact]
    public void What_is_no_number_is_refused_where_it_is()
    {
        string message = Assert.Throws<ArgumentException>(() => ValueMap.From(new(2, 3), static (row, column) => row == 1 && column == 2 ? double.NaN : 0)).Message;

        Assert.Contains("got NaN at row 1, column 2", message, StringComparison.Ordinal);
        Assert.Contains("mask of the map's size 3×5, got 2×2", Assert.Throws<ArgumentException>(() => Slope.MeanOver(Mask.Empty(new(2, 2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Colors_run_from_the_range_s_low_end_to_its_high_one()
    {
        var image = Slope.ToImage(new(0, 10), ColorScale.Grey);

        Assert.Equal(new Rgb(0, 0, 0), image[0, 4]);       // −4: below the range
        Assert.Equal(new Rgb(255, 255, 255), image[1, 0]); // 10
        Assert.Equal(new Rgb(255, 255, 255), image[2, 0]); // 20: above
        Assert.Equal(ColorScale.Ember.Color(1), Slope.ToImage()[2, 0]);
        Assert.Equal(ColorScale.Ember.Color(0), ValueMap.From(new(1, 1), static (_, _) => 7).ToImage()[0, 0]); // one value: the low end
    }

    [Theory]
    [InlineData("ember", 0.07)] // 8 bits per channel: half a level of 255 is up to so much of a step
    [InlineData("grey", 0.13)]  // the more, the darker
    public void A_scale_is_perceptually_uniform_and_tells_the_order_by_lightness(string name, double tolerance)
    {
        var scale = name == "ember" ? ColorScale.Ember : ColorScale.Grey;
        double[][] labs = [.. scale.Steps(17).Select(Oklab)];

        double[] steps = [.. labs.Zip(labs.Skip(1), static (a, b) => Math.Sqrt(a.Zip(b, static (x, y) => (x - y) * (x - y)).Sum()))];

        double mean = steps.Average();
        Assert.All(steps, step => Assert.InRange(step / mean, 1 - tolerance, 1 + tolerance));
        Assert.All(labs.Zip(labs.Skip(1)), pair => Assert.True(pair.Second[0] > pair.First[0]));
    }

    [Fact]
    public void Every_color_of_the_curve_can_be_shown()
    {
        // A color that the screen cannot show is cut off, and then lies away from the curve: of chroma 0.04 + 0.13·sin(π·t).
        Assert.All(ColorScale.Ember.Steps(65), color =>
        {
            double[] lab = Oklab(color);
            double t = (lab[0] - 0.14) / 0.81;
            Assert.Equal(0.04 + (0.13 * Math.Sin(Math.PI * Math.Clamp(t, 0, 1))), Math.Sqrt((lab[1] * lab[1]) + (lab[2] * lab[2])), 0.01);
        });
    }

    [Fact]
    public void A_band_lies_on_both_sides_of_the_border_and_not_along_the_image_s_edge()
    {
        var mask = Drawn.Mask("......", "......", "..####", "..####");

        Assert.Equal(Drawn.Mask("......", ".#####", ".#####", ".##..."), mask.Border());
        Assert.True(Mask.Empty(new(3, 3)).Border(2).IsEmpty);
        Assert.True(Drawn.Mask("##", "##").Border().IsEmpty);
    }

    // The way there, from Ottosson's published matrices: the kit only has the way back.
    private static double[] Oklab(Rgb color)
    {
        double[] c = [.. new[] { color.Red, color.Green, color.Blue }.Select(static value => Light(value / 255.0))];
        double l = Math.Cbrt((0.4122214708 * c[0]) + (0.5363325363 * c[1]) + (0.0514459929 * c[2]));
        double m = Math.Cbrt((0.2119034982 * c[0]) + (0.6806995451 * c[1]) + (0.1073969566 * c[2]));
        double s = Math.Cbrt((0.0883024619 * c[0]) + (0.2817188376 * c[1]) + (0.6299787005 * c[2]));
        return
        [
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s),
        ];
    }

    private static double Light(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
