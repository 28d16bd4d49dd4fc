using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Imaging;

public sealed class LightFieldTests
{
    private static readonly ImageSize Size = new(33, 65);
    private static readonly RgbImage Grey = RgbImage.From(Size, static (row, column) => new((byte)(100 + row), (byte)(100 + column), 120));

    [Theory]
    [InlineData(LightFieldKind.Axial)]
    [InlineData(LightFieldKind.Radial)]
    [InlineData(LightFieldKind.Vignette)]
    public void Strength_zero_is_the_identity_and_strength_one_the_field(LightFieldKind kind)
    {
        var field = LightField.Draw(kind, new(0.6, 1.2), new Random(1));

        Assert.Equal(Grey.Values, field.Scaled(0).Apply(Grey).Values);
        Assert.Equal(field.MapAt(Size), field.Scaled(1).MapAt(Size));
    }

    [Theory]
    [InlineData(LightFieldKind.Axial)]
    [InlineData(LightFieldKind.Radial)]
    [InlineData(LightFieldKind.Vignette)]
    public void Factors_stay_in_their_range_for_any_draw(LightFieldKind kind)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            float[] map = LightField.Draw(kind, new(0.6, 1.2), new Random(seed)).MapAt(Size);

            Assert.InRange(map.Min(), 0.5999f, 1.2001f);
            Assert.InRange(map.Max(), 0.5999f, 1.2001f);
        }
    }

    [Fact]
    public void A_vignette_is_symmetric_dark_in_the_corners_and_even_in_the_middle()
    {
        var field = new LightField { Kind = LightFieldKind.Vignette, Near = 1, Far = 0.5 };

        Assert.Equal(0.5, At(field, 0, 0), 6);
        Assert.Equal(1, At(field, 16, 32), 6);
        for (int row = 0; row < 33; row++)
        {
            Assert.Equal(At(field, row, 7), At(field, 32 - row, 57), 6);
        }
    }

    [Fact]
    public void A_radial_field_depends_on_the_distance_from_its_center_only()
    {
        var field = new LightField { Kind = LightFieldKind.Radial, Center = new(0.5, 0.5), Near = 1.2, Far = 0.6 };

        Assert.Equal(At(field, 16 - 9, 32 + 12), At(field, 16, 32 + 15), 6); // 9² + 12² = 15²
        Assert.Equal(1.2, At(field, 16, 32), 6);
        Assert.Equal(0.6, At(field, 0, 0), 6);
    }

    [Fact]
    public void An_axial_field_is_constant_across_its_direction_and_linear_along_it()
    {
        var field = new LightField { Kind = LightFieldKind.Axial, AngleDegrees = 0, Near = 0.6, Far = 1.2 };

        Assert.Equal(At(field, 0, 20), At(field, 32, 20), 6);
        Assert.Equal(0.6, At(field, 5, 0), 6);
        Assert.Equal(0.9, At(field, 5, 32), 6);
        Assert.Equal(1.2, At(field, 5, 64), 6);
    }

    [Fact]
    public void Bright_pixels_end_at_255()
    {
        var field = new LightField { Near = 3, Far = 3 };

        Assert.All(field.Apply(Grey).Values, static value => Assert.Equal(255, value));
    }

    [Fact]
    public void An_image_of_one_pixel_has_light_too() => Assert.Single(new LightField { Kind = LightFieldKind.Radial }.MapAt(new(1, 1)));

    private static double At(LightField field, int row, int column) => field.MapAt(Size)[(row * Size.Width) + column];
}
