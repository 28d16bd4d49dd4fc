using FsCheck.Xunit;
using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class NoiseTests
{
    private static readonly ImageSize Size = new(192, 256);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    public void Gaussian_noise_has_the_moments_of_a_normal_distribution(double deviation)
    {
        double[] noise = Noise(new GaussianNoise(deviation, 5), 128);
        double expected = 255 * deviation;

        AssertMoments(noise, expected);
        Assert.InRange(noise.Average(value => Math.Pow(value / expected, 4)), 2.9, 3.15); // 3, and rounding to whole values
        Assert.InRange(noise.Count(value => value <= -1.5 * expected) / (double)noise.Length, Below(-1.5, expected) - 0.004, Below(-1.5, expected) + 0.004);
    }

    [Fact]
    public void Speckle_noise_is_proportional_to_the_value()
    {
        AssertMoments(Noise(new SpeckleNoise(0.05, 5), 40), 2);
        AssertMoments(Noise(new SpeckleNoise(0.05, 5), 200), 10);
        Assert.All(Noise(new SpeckleNoise(0.05, 5), 0), static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Neighbours_channels_and_seeds_have_nothing_in_common()
    {
        double[] noise = Noise(new GaussianNoise(0.04, 1), 128);

        Assert.All([1, 2, 3, 5, 3 * Size.Width], step => Assert.InRange(Correlation(noise, noise[step..]), -0.011, 0.011)); // 4 / √147456
        Assert.InRange(Correlation(noise, Noise(new GaussianNoise(0.04, 2), 128)), -0.011, 0.011);
        Assert.Equal(noise, Noise(new GaussianNoise(0.04, 1), 128));
    }

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.01)]
    [InlineData(1)]
    public void Salt_and_pepper_turn_their_share_of_whole_pixels_half_white_half_black(double share)
    {
        var image = Changed(new SaltAndPepperNoise(share, 3), 100);
        Rgb[] pixels = [.. Enumerable.Range(0, Size.Area).Select(i => image[i / Size.Width, i % Size.Width])];
        int salt = pixels.Count(pixel => pixel == new Rgb(255, 255, 255)), pepper = pixels.Count(pixel => pixel == default);
        double deviation = Math.Sqrt(Size.Area * share * Math.Max(1 - share, 0));

        Assert.Equal(Size.Area, salt + pepper + pixels.Count(pixel => pixel == new Rgb(100, 100, 100)));
        Assert.InRange(salt + pepper, (Size.Area * share) - (4 * deviation), (Size.Area * share) + (4 * deviation));
        Assert.InRange(salt - pepper, -4 * Math.Sqrt(salt + pepper), 4 * Math.Sqrt(salt + pepper));
    }

    [Property(MaxTest = 20)]
    public void Noise_is_cut_at_black_and_white_and_never_wraps_around(int seed)
    {
        IDrawnChange[] noises = [new GaussianNoise(0.05, seed), new SpeckleNoise(0.05, seed)];
        Assert.All(noises, noise =>
        {
            Assert.All(Noise(noise, 2), static difference => Assert.InRange(difference, -2, 60));
            Assert.All(Noise(noise, 253), static difference => Assert.InRange(difference, -60, 2));
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 7)]
    public void Images_of_any_size_get_noise_in_every_pixel(int height, int width)
    {
        var image = RgbImage.From(new(height, width), static (_, _) => new(128, 128, 128));
        byte[] changed = Draw(new GaussianNoise(1, 9)).Apply(image).Values;

        Assert.True(changed.Count(static value => value != 128) >= changed.Length - 1, string.Join(' ', changed));
    }

    private static void AssertMoments(double[] noise, double deviation)
    {
        double measured = Math.Sqrt(noise.Average(static value => value * value));
        Assert.InRange(noise.Average(), -4 * deviation / Math.Sqrt(noise.Length), 4 * deviation / Math.Sqrt(noise.Length));
        Assert.Equal(Math.Sqrt((deviation * deviation) + (1 / 12.0)), measured, 0.02 * deviation); // rounding adds a twelfth
    }

    // Share of a rounded normal variable at or below a number of deviations, by the slow way: Simpson's rule.
    private static double Below(double deviations, double deviation)
    {
        double end = (Math.Floor(deviations * deviation) + 0.5) / deviation, start = -8;
        double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        const int Steps = 1000;
        double step = (end - start) / Steps;
        return Enumerable.Range(0, Steps).Sum(k =>
            step / 6 * (Density(start + (k * step)) + (4 * Density(start + ((k + 0.5) * step))) + Density(start + ((k + 1) * step))));
    }

    private static double Correlation(double[] a, double[] b) =>
        a.Zip(b).Average(static pair => pair.First * pair.Second) / Math.Sqrt(a.Average(static x => x * x) * b.Average(static x => x * x));

    private static double[] Noise(IDrawnChange change, byte value) => [.. Changed(change, value).Values.Select(changed => (double)changed - value)];

    private static RgbImage Changed(IDrawnChange change, byte value) => Draw(change).Apply(RgbImage.From(Size, (_, _) => new(value, value, value)));

    private static AugmentationDraw Draw(IDrawnChange change) => new("a", 0, [change], BorderFill.Reflect);
}
