using FsCheck.Xunit;
using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class PhotometryTests
{
    private static readonly ImageSize Size = new(48, 64);
    private static readonly RgbImage Skin = RgbImage.From(Size, static (row, column) => new(
        (byte)(150 + (40 * Math.Sin(row / 5.0) * Math.Cos(column / 7.0))), (byte)(90 + row), (byte)(60 + column)));

    [Fact]
    public void Full_contrast_puts_the_outer_percentiles_of_all_values_at_the_ends_of_the_histogram()
    {
        byte[] sorted = [.. Skin.Values.Order()];
        double low = sorted[(int)Math.Ceiling(0.01 * sorted.Length) - 1], high = sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1];

        byte[] changed = Applied(new Contrast(1)).Values;

        Assert.All(Skin.Values.Zip(changed), pair => Assert.Equal(Math.Clamp(255 * (pair.First - low) / (high - low), 0, 255), pair.Second, tolerance: 0.5001));
        Assert.Equal((0, 255), (changed.Min(), changed.Max()));
    }

    [Fact]
    public void Less_contrast_draws_each_channel_towards_its_own_middle_in_proportion()
    {
        var half = Applied(new Contrast(-0.5));
        foreach (var channel in new Func<Rgb, byte>[] { static pixel => pixel.Red, static pixel => pixel.Green, static pixel => pixel.Blue })
        {
            byte[] sorted = [.. Enumerable.Range(0, Size.Area).Select(i => channel(Skin[i / 64, i % 64])).Order()];
            double middle = (sorted[(int)Math.Ceiling(0.01 * Size.Area) - 1] + sorted[(int)Math.Ceiling(0.99 * Size.Area) - 1]) / 2.0;
            for (int i = 0; i < Size.Area; i++)
            {
                Assert.Equal((channel(Skin[i / 64, i % 64]) + middle) / 2, channel(half[i / 64, i % 64]), tolerance: 0.5001);
            }
        }

        var none = Applied(new Contrast(-1));
        Assert.All(Enumerable.Range(0, Size.Area), i => Assert.Equal(none[0, 0], none[i / 64, i % 64]));
        Assert.Equal(Skin.Values, Applied(new Contrast(0)).Values);
    }

    [Fact]
    public void Contrast_of_a_flat_image_is_finite()
    {
        var flat = RgbImage.From(Size, static (_, _) => new(90, 90, 90));

        Assert.Single(Draw(new Contrast(1)).Apply(flat).Values.Distinct());
        Assert.All(Draw(new Contrast(-0.5)).Apply(flat).Values, static value => Assert.InRange(value, 89, 91));
    }

    [Fact]
    public void A_blur_is_the_convolution_with_a_Gaussian()
    {
        var changed = Applied(new Sharpness(-6)); // 1.5 pixels at 64 wide
        for (int row = 6; row < Size.Height - 6; row += 5)
        {
            for (int column = 6; column < Size.Width - 6; column += 5)
            {
                Assert.Equal(SlowBlur(1.5, row, column), changed[row, column].Red, tolerance: 1.5); // the kernel is cut at 3 deviations, in fixed point
            }
        }
    }

    [Theory]
    [InlineData(-1.5)]
    [InlineData(1)]
    public void Sharpness_leaves_even_areas_alone_and_changes_edges_in_its_direction(double amount)
    {
        var edge = RgbImage.From(new(32, 256), static (_, column) => column < 128 ? new(60, 60, 60) : new(180, 180, 180));
        var changed = Draw(new Sharpness(amount)).Apply(edge);

        Assert.Equal((60, 180), (changed[16, 20].Red, changed[16, 235].Red));
        Assert.Equal(Math.Sign(amount), Math.Sign(60 - changed[16, 127].Red));
        Assert.Equal(Math.Sign(amount), Math.Sign(changed[16, 128].Red - 180));
        Assert.Equal(edge.Values.Average(static value => value), changed.Values.Average(static value => value), tolerance: 0.5);
    }

    [Fact]
    public void The_unsharp_mask_is_that_of_test_time()
    {
        var image = RgbImage.From(new(48, 256), static (row, column) => new((byte)(row * column), (byte)(5 * row), (byte)column));

        Assert.Equal(image.Sharpen(sigma: 1, amount: 0.7).Values, Draw(new Sharpness(0.7)).Apply(image).Values);
    }

    [Property]
    public void Light_agrees_with_the_slow_product(int seed)
    {
        var random = new Random(seed);
        var kind = seed % 2 == 0 ? LightFieldKind.Axial : LightFieldKind.Radial;
        var field = LightField.Draw(kind, new(0.6, 1.2), random);

        Assert.All(field.Apply(Skin).Values.Zip(Applied(new Illumination(field)).Values), static pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public void Radial_light_is_the_same_at_the_same_distance_and_axial_light_across_its_axis()
    {
        var grey = RgbImage.From(new(33, 65), static (_, _) => new(200, 150, 100));
        var radial = Draw(new Illumination(new() { Kind = LightFieldKind.Radial, Near = 1.2, Far = 0.6 })).Apply(grey);
        var axial = Draw(new Illumination(new() { Kind = LightFieldKind.Axial, AngleDegrees = 90, Near = 0.6, Far = 1.2 })).Apply(grey);

        Assert.Equal(radial[16 - 9, 32 + 12], radial[16, 32 + 15]); // 9² + 12² = 15²
        Assert.Equal(new Rgb(240, 180, 120), radial[16, 32]);
        Assert.Equal(new Rgb(120, 90, 60), radial[0, 0]);
        Assert.All(Enumerable.Range(0, 65), column => Assert.Equal(new Rgb(120, 90, 60), axial[0, column]));
        Assert.Equal(new Rgb(180, 135, 90), axial[16, 3]);
    }

    [Fact]
    public void Bright_light_ends_at_white_however_strong() =>
        Assert.All(Applied(new Illumination(new() { Near = 1e6, Far = 1e6 })).Values, static value => Assert.Equal(255, value));

    [Fact]
    public void A_vignette_is_refused_with_the_way_out() => Assert.Contains(
        "use MapAt", Assert.Throws<NotSupportedException>(() => Applied(new Illumination(new() { Kind = LightFieldKind.Vignette }))).Message);

    [Fact]
    public void Tones_after_contrast_share_its_table_and_agree_with_one_after_the_other()
    {
        var together = Draw(new Contrast(0.4), new IntensityScale(0.9), new ChannelShift(5, -5, 9)).Apply(Skin);
        var apart = Draw(new ChannelShift(5, -5, 9)).Apply(Draw(new IntensityScale(0.9)).Apply(Draw(new Contrast(0.4)).Apply(Skin)));

        Assert.All(together.Values.Zip(apart.Values), static pair => Assert.InRange(pair.First - pair.Second, -1, 1)); // three roundings instead of one
    }

    private static double SlowBlur(double sigma, int row, int column)
    {
        double sum = 0, weights = 0;
        for (int down = -6; down <= 6; down++)
        {
            for (int right = -6; right <= 6; right++)
            {
                double weight = Math.Exp(-((down * down) + (right * right)) / (2 * sigma * sigma));
                sum += weight * Skin[row + down, column + right].Red;
                weights += weight;
            }
        }

        return sum / weights;
    }

    private static RgbImage Applied(IDrawnChange change) => Draw(change).Apply(Skin);

    private static AugmentationDraw Draw(params IDrawnChange[] changes) => new("a", 0, new(changes), BorderFill.Reflect);
}
