using System.Globalization;
using FsCheck.Xunit;
using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class AugmentationPolicyTests
{
    private static readonly AugmentationPolicy Policy = AugmentationPolicy.FromScratch;

    [Fact]
    public void One_thread_and_eight_give_the_same_bytes()
    {
        var image = RgbImage.From(new(48, 64), (row, column) => new((byte)(5 * row), (byte)(3 * column), (byte)(row * column)));
        byte[][] Bytes(int workers)
        {
            var results = new byte[64][];
            Parallel.For(0, 64, new() { MaxDegreeOfParallelism = workers }, i => results[i] = Policy.Draw(42, i / 8, $"ISIC_{i % 8}").Apply(image).Values);
            return results;
        }

        Assert.Equal(Bytes(1), Bytes(8));
    }

    [Property]
    public bool A_draw_can_be_made_again(int seed, int epoch) => Policy.Draw(seed, epoch, "ISIC_0000000") == Policy.Draw(seed, epoch, "ISIC_0000000");

    [Fact]
    public void Seed_epoch_and_id_each_change_the_draw()
    {
        AugmentationDraw[] draws = [Policy.Draw(1, 0, "a"), Policy.Draw(2, 0, "a"), Policy.Draw(1, 1, "a"), Policy.Draw(1, 0, "b")];

        Assert.Equal(4, draws.Select(draw => string.Join(' ', draw.Changes)).Distinct().Count());
    }

    [Property]
    public bool Leaving_one_routine_out_leaves_the_others_as_they_were(int seed) => Enum.GetValues<AugmentationRoutine>().All(routine =>
        Policy.Without(routine).Draw(seed, 0, "a").Changes.SequenceEqual(Policy.Draw(seed, 0, "a").Changes.Where(change => change.Routine != routine)));

    [Fact]
    public void Draws_fill_their_ranges_evenly_and_come_as_often_as_asked()
    {
        IDrawnChange[] changes = [.. Enumerable.Range(0, 4000).SelectMany(i => Policy.Draw(7, 0, $"ISIC_{i}").Changes)];

        Assert.InRange(changes.Count(change => change.Routine == AugmentationRoutine.HorizontalFlip), 1870, 2130); // 2000 ± 4 standard deviations
        Assert.InRange(changes.Count(change => change is IntensityScale), 1870, 2130);
        AssertUniform(changes.OfType<Rotation>().Select(rotation => rotation.Degrees), -40, 40);
        AssertUniform(changes.OfType<Zoom>().Select(zoom => zoom.Horizontal), 0.7, 1.3);
        AssertUniform(changes.OfType<Translation>().Select(translation => translation.Down), -0.1, 0.1);
        AssertUniform(changes.OfType<ChannelShift>().Select(shift => shift.Blue), -20, 20);
    }

    [Fact]
    public void Policies_survive_their_JSON_in_any_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            Assert.All([AugmentationPolicy.None, AugmentationPolicy.FlipsAndRotation, Policy.WithBorder(BorderFill.Black).AtStrength(0.3)], policy =>
                Assert.Equal(policy, AugmentationPolicy.FromJson(policy.ToJson())));
            Assert.Contains("\"low\": 0.7", Policy.ToJson());
            Assert.Contains("\"routine\": \"rotation\"", Policy.ToJson());
            Assert.Contains("| Zoom | 1 | 0.7 | 1.3 |", Policy.ToMarkdown());
            Assert.Contains("got 1.5", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.Zoom, 1.5, 1, 1)).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Routines_are_switched_on_and_off_by_one_word()
    {
        Assert.Equal(AugmentationPolicy.FlipsAndRotation, Policy.Without(AugmentationRoutine.Zoom).Without(AugmentationRoutine.Translation)
            .Without(AugmentationRoutine.IntensityScale).Without(AugmentationRoutine.ChannelShift));
        Assert.Equal(Policy, Policy.Without(AugmentationRoutine.Rotation).With(AugmentationRoutine.Rotation));
        Assert.Equal(Policy, new AugmentationPolicy([.. Policy.Routines.Reverse()]));
        Assert.Equal("HorizontalFlip, VerticalFlip, Rotation", AugmentationPolicy.FlipsAndRotation.ToString());
        Assert.Equal("no augmentation", AugmentationPolicy.None.ToString());
    }

    [Fact]
    public void Strength_draws_ranges_together()
    {
        var half = Policy.AtStrength(0.5).Routines.ToDictionary(config => config.Routine);

        Assert.Equal(new RoutineConfig(AugmentationRoutine.Rotation, 1, -20, 20), half[AugmentationRoutine.Rotation]);
        Assert.Equal(0.85, half[AugmentationRoutine.Zoom].Low, 12);
        Assert.Equal(0.25, half[AugmentationRoutine.VerticalFlip].Probability);
        Assert.Equal(Policy, Policy.AtStrength(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Policy.AtStrength(1.5));
    }

    [Fact]
    public void Wrong_ranges_and_double_routines_are_refused_by_name()
    {
        Assert.Contains("probability from 0 to 1 for Rotation", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.Rotation, double.NaN, 0, 1)).Message);
        Assert.Contains("lower end first, for Rotation, got 40 to -40", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.Rotation, 1, 40, -40)).Message);
        Assert.Contains("above 0, for Zoom, got 0 to 1", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.Zoom, 1, 0, 1)).Message);
        var zoom = RoutineConfig.Default(AugmentationRoutine.Zoom);
        Assert.Contains("got Zoom more than once", Assert.Throws<ArgumentException>(() => new AugmentationPolicy([zoom, zoom])).Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"routines":[{"routine":"zoom","probability":2,"low":1,"high":1}],"border":"reflect"}""")]
    [InlineData("""{"routines":[{"routine":"melt","probability":1,"low":1,"high":1}],"border":"reflect"}""")]
    public void JSON_of_something_else_says_what_was_expected(string json) =>
        Assert.Contains("Expected a policy as AugmentationPolicy.ToJson writes it", Assert.Throws<InvalidDataException>(() => AugmentationPolicy.FromJson(json)).Message);

    private static void AssertUniform(IEnumerable<double> values, double low, double high)
    {
        double[] sorted = [.. values.Order()];
        double width = high - low, deviation = width / Math.Sqrt(12 * sorted.Length);
        Assert.InRange(sorted[0], low, low + (0.01 * width));
        Assert.InRange(sorted[^1], high - (0.01 * width), high);
        Assert.InRange(sorted.Average(), ((low + high) / 2) - (4 * deviation), ((low + high) / 2) + (4 * deviation));
    }
}
