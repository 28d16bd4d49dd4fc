using FsCheck.Xunit;
using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class AugmentationDrawTests
{
    private static readonly ImageSize Size = new(24, 32);
    private static readonly RgbImage Smooth = RgbImage.From(Size, (row, column) => new(
        (byte)(128 + (100 * Math.Sin(row / 5.0) * Math.Cos(column / 7.0))), (byte)(8 * row), (byte)(7 * column)));

    private static readonly Mask Blob = Mask.From(Size, (row, column) => Math.Pow((row - 10) / 8.0, 2) + Math.Pow((column - 18) / 11.0, 2) < 1);

    [Property]
    public void Places_agree_with_the_slow_way(int seed)
    {
        var draw = AugmentationPolicy.FromScratch.Without(AugmentationRoutine.IntensityScale).Without(AugmentationRoutine.ChannelShift).Draw(seed, 0, "a");
        var image = draw.Apply(Smooth);
        for (int i = 0; i < Size.Area; i++)
        {
            var (row, column) = WarpOracle.Source(draw, Size, i / Size.Width, i % Size.Width);
            Assert.Equal(WarpOracle.Red(Smooth, row, column), image[i / Size.Width, i % Size.Width].Red, tolerance: 2.5); // OpenCV rounds places to 1/32 pixel; slope ≤ 20 per pixel
        }
    }

    [Property]
    public void Shear_and_zoom_by_independent_axes_agree_with_the_slow_way(int seed)
    {
        var policy = AugmentationPolicy.FlipsAndRotation.With(AugmentationRoutine.Shear).With(AugmentationRoutine.Translation)
            .WithConfig(new(AugmentationRoutine.Zoom, 1, 0.7, 1.3) { HasIndependentAxes = true });
        var draw = policy.Draw(seed, 0, "a");
        var image = draw.Apply(Smooth);
        for (int i = 0; i < Size.Area; i++)
        {
            var (row, column) = WarpOracle.Source(draw, Size, i / Size.Width, i % Size.Width);
            Assert.Equal(WarpOracle.Red(Smooth, row, column), image[i / Size.Width, i % Size.Width].Red, tolerance: 2.5);
        }
    }

    [Fact]
    public void A_shear_slides_rows_by_their_distance_from_the_middle_and_keeps_areas()
    {
        var line = Mask.From(new(21, 41), (_, column) => column == 20);
        var sheared = Drawn(BorderFill.Black, new Shear(0.5)).Apply(line);

        Assert.All(new[] { 0, 4, 10, 16, 20 }, row => Assert.True(sheared[row, 20 + ((row - 10) / 2)], $"row {row}"));
        Assert.Equal(line.Area, sheared.Area);
        Assert.Equal(line, Drawn(BorderFill.Black, new Shear(0.5), new Shear(-0.5)).Apply(line));
    }

    [Property]
    public void Masks_stay_binary_and_take_the_nearest_pixel(int seed)
    {
        var draw = AugmentationPolicy.FromScratch.Draw(seed, 0, "a");
        var mask = draw.Apply(Blob);
        Assert.All(mask.Values, value => Assert.True(value is 0 or Mask.Set));
        for (int i = 0; i < Size.Area; i++)
        {
            var (row, column) = WarpOracle.Source(draw, Size, i / Size.Width, i % Size.Width);
            bool isTie = Math.Abs(row - Math.Floor(row) - 0.5) < 0.04 || Math.Abs(column - Math.Floor(column) - 0.5) < 0.04;
            bool expected = Blob[WarpOracle.Mirrored((int)Math.Round(row), Size.Height), WarpOracle.Mirrored((int)Math.Round(column), Size.Width)];
            Assert.True(isTie || expected == mask[i / Size.Width, i % Size.Width], $"{draw}: row {i / Size.Width}, column {i % Size.Width}");
        }
    }

    [Theory]
    [InlineData(BorderFill.Reflect)]
    [InlineData(BorderFill.Black)]
    public void Image_and_mask_stay_in_register(BorderFill border)
    {
        var picture = RgbImage.From(Size, (row, column) => Blob[row, column] ? new(255, 255, 255) : default);
        foreach (int seed in Enumerable.Range(0, 50))
        {
            var draw = AugmentationPolicy.FromScratch.Without(AugmentationRoutine.IntensityScale).WithBorder(border).Draw(seed, 0, "a");
            var (moved, mask) = (draw.Apply(picture), draw.Apply(Blob));
            int different = Enumerable.Range(0, Size.Area).Count(i => (moved[i / Size.Width, i % Size.Width].Red > 127) != mask[i / Size.Width, i % Size.Width]);
            Assert.True(different <= 24, $"{draw}: {different} pixels differ"); // edge pixels alone: the outline is some 60 pixels long
        }
    }

    [Fact]
    public void Black_borders_are_black_in_the_image_and_empty_in_the_mask()
    {
        var draw = Drawn(BorderFill.Black, new Translation(0, 0.5));
        var white = RgbImage.From(Size, (_, _) => new(255, 255, 255));

        Assert.Equal(new Rgb(0, 0, 0), draw.Apply(white)[5, 15]);
        Assert.Equal(new Rgb(255, 255, 255), draw.Apply(white)[5, 16]);
        Assert.Equal(Size.Area / 2, draw.Apply(Mask.From(Size, (_, _) => true)).Area);
    }

    [Theory]
    [InlineData(AugmentationRoutine.HorizontalFlip)]
    [InlineData(AugmentationRoutine.VerticalFlip)]
    public void Flipping_twice_gives_the_same_bytes(AugmentationRoutine routine)
    {
        var once = Drawn(BorderFill.Reflect, new Flip(routine));
        var expected = routine == AugmentationRoutine.HorizontalFlip ? Smooth.FlipHorizontal() : Smooth.FlipVertical();

        Assert.Equal(expected.Values, once.Apply(Smooth).Values);
        Assert.Equal(Smooth.Values, once.Apply(once.Apply(Smooth)).Values);
        Assert.Equal(Blob, once.Apply(once.Apply(Blob)));
        Assert.Equal(Smooth.Values, Drawn(BorderFill.Reflect, new Flip(routine), new Flip(routine)).Apply(Smooth).Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(31)]
    public void Four_quarter_turns_of_a_square_give_the_same_bytes(int side)
    {
        var image = RgbImage.From(new(side, side), (row, column) => new((byte)(row * 7), (byte)(column * 5), (byte)(row ^ column)));
        var quarter = Drawn(BorderFill.Reflect, new Rotation(90));

        var turned = quarter.Apply(image);

        Assert.Equal(image.TurnLeft().Values, turned.Values);
        Assert.Equal(image.Values, quarter.Apply(quarter.Apply(quarter.Apply(turned))).Values);
    }

    [Fact]
    public void No_change_gives_the_same_bytes()
    {
        Assert.Equal(Smooth.Values, AugmentationPolicy.None.Draw(1, 2, "a").Apply(Smooth).Values);
        foreach (int seed in Enumerable.Range(0, 20))
        {
            var draw = AugmentationPolicy.FromScratch.AtStrength(0).Draw(seed, 0, "a");
            Assert.Equal(Smooth.Values, draw.Apply(Smooth).Values);
            Assert.Equal(Blob, draw.Apply(Blob));
        }
    }

    [Property]
    public void Tones_agree_with_arithmetic_and_stay_within_0_and_255(byte value, sbyte red, sbyte green, byte factor)
    {
        var image = RgbImage.From(new(1, 2), (_, _) => new(value, value, value));
        double scale = 0.5 + (factor / 255.0);

        var changed = Drawn(BorderFill.Reflect, new IntensityScale(scale), new ChannelShift(red, green, 0)).Apply(image)[0, 1];

        double scaled = Math.Clamp(value * scale, 0, 255);
        Assert.Equal(Math.Clamp(scaled + red, 0, 255), changed.Red, tolerance: 0.5001); // one rounding
        Assert.Equal(Math.Clamp(scaled + green, 0, 255), changed.Green, tolerance: 0.5001);
        Assert.Equal(scaled, changed.Blue, tolerance: 0.5001);
    }

    [Fact]
    public void A_draw_reads_as_a_sentence() => Assert.Equal(
        "ISIC_0000000, epoch 3: horizontal flip, zoom 1.08, rotation -12.3°, translation 4.0 % down, -2.5 % right, intensity × 0.85, channels +3.0 -11.5 +0.2",
        new AugmentationDraw(
            "ISIC_0000000",
            3,
            [new Flip(AugmentationRoutine.HorizontalFlip), new Zoom(1.08), new Rotation(-12.3), new Translation(0.04, -0.025), new IntensityScale(0.85), new ChannelShift(3, -11.5, 0.2)],
            BorderFill.Reflect).ToString());

    private static AugmentationDraw Drawn(BorderFill border, params IDrawnChange[] changes) => new("a", 0, new(changes), border);
}
