using System.Text.Json;
using FsCheck.Xunit;
using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Augmentation;

public sealed class PaperPolicyTests
{
    private static readonly AugmentationPolicy Paper = AugmentationPolicy.Paper;
    private static readonly ImageSize Size = new(48, 64);
    private static readonly RgbImage Picture = RgbImage.From(Size, (row, column) => new((byte)(5 * row), (byte)(3 * column), (byte)(row * column)));
    private static readonly Mask Blob = Mask.From(Size, (row, column) => Math.Pow((row - 20) / 12.0, 2) + Math.Pow((column - 34) / 20.0, 2) < 1);

    [Fact]
    public void The_paper_uses_every_routine_and_each_range_names_its_source()
    {
        Assert.Equal(Enum.GetValues<AugmentationRoutine>(), Paper.Routines.Select(config => config.Routine));
        Assert.All(RoutineInfo.All, info => Assert.StartsWith("paper II-A-3", info.Source, StringComparison.Ordinal));
        Assert.All(RoutineInfo.All, info => Assert.Equal(info.Default, Paper.Routines.Single(config => config.Routine == info.Routine)));
        Assert.Equal((0.7, 1.3), Range(AugmentationRoutine.Zoom));
        Assert.Equal((-40, 40), Range(AugmentationRoutine.Rotation));
        Assert.Equal((-0.3, 0.3), Range(AugmentationRoutine.Shear));
        Assert.Equal((0.7, 1.3), Range(AugmentationRoutine.IntensityScale));
    }

    [Fact]
    public void Training_uses_it_unless_told_otherwise()
    {
        Assert.Equal(Paper, new TrainingConfig().Augmentation);
        Assert.Equal(AugmentationPolicy.FromScratch, TrainingConfig.FromScratch.Augmentation);
    }

    [Fact]
    public void Leave_one_out_is_everything_and_then_all_but_each()
    {
        var ablations = Paper.LeaveOneOut();

        Assert.Equal(16, ablations.Count);
        Assert.Equal(new NamedPolicy("all", Paper), ablations[0]);
        Assert.Contains(new NamedPolicy("without HairOcclusion", Paper.Without(AugmentationRoutine.HairOcclusion)), ablations);
        Assert.Single(AugmentationPolicy.None.LeaveOneOut());
    }

    [Property(MaxTest = 30)]
    public bool Leaving_one_routine_out_or_adding_one_leaves_the_others_as_they_were(int seed) => Paper.LeaveOneOut().All(ablation =>
        ablation.Policy.Draw(seed, 1, "a").Changes.SequenceEqual(
            Paper.Draw(seed, 1, "a").Changes.Where(change => ablation.Policy.Routines.Any(config => config.Routine == change.Routine))));

    [Fact]
    public void What_stored_runs_drew_is_drawn_again() => Assert.Equal(
        "ISIC_000002, epoch 2: horizontal flip, zoom 0.72, rotation -38.3°, translation -3.9 % down, -0.6 % right, intensity × 0.87, channels -19.9 +12.9 -18.3",
        $"{AugmentationPolicy.FromScratch.Draw(2018, 2, "ISIC_000002")}");

    [Fact]
    public void What_names_stored_runs_has_not_changed() => Assert.Equal(
        """{"Routines":[{"Routine":"HorizontalFlip","Probability":0.5,"Low":0,"High":0},{"Routine":"VerticalFlip","Probability":0.5,"Low":0,"High":0},{"Routine":"Rotation","Probability":1,"Low":-40,"High":40}],"Border":"Reflect"}""",
        JsonSerializer.Serialize(AugmentationPolicy.FlipsAndRotation));

    [Fact]
    public void Policies_with_every_setting_survive_their_JSON()
    {
        var own = Paper.WithConfig(new(AugmentationRoutine.Zoom, 0.5, 0.8, 1.2) { HasIndependentAxes = true })
            .WithConfig(new(AugmentationRoutine.HairOcclusion, 0.4, 2, 9) { Hair = HairConfig.Training with { DarkShare = 0.3 } })
            .WithBorder(BorderFill.Black);

        Assert.Equal(own, AugmentationPolicy.FromJson(own.ToJson()));
        Assert.Equal(Paper, AugmentationPolicy.FromJson(Paper.ToJson()));
        Assert.NotEqual(own, Paper.WithBorder(BorderFill.Black));
        Assert.Equal(own.AtStrength(0.5), AugmentationPolicy.FromJson(own.AtStrength(0.5).ToJson()));
    }

    [Fact]
    public void A_setting_of_one_routine_is_refused_for_another()
    {
        Assert.Contains("for Zoom only, got it for Shear", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.Shear, 1, 0, 0) { HasIndependentAxes = true }).Message);
        Assert.Contains("for HairOcclusion only, got it for Zoom", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.Zoom, 1, 1, 1) { Hair = new() }).Message);
        Assert.Contains("from 0 to 1, for GaussianNoise, got -1 to 0", Assert.Throws<ArgumentException>(() => new RoutineConfig(AugmentationRoutine.GaussianNoise, 1, -1, 0)).Message);
    }

    [Fact]
    public void One_thread_and_eight_give_the_same_bytes()
    {
        byte[][] Bytes(int workers)
        {
            var results = new byte[48][];
            Parallel.For(0, results.Length, new() { MaxDegreeOfParallelism = workers }, i =>
            {
                var draw = Paper.Draw(42, i / 8, $"ISIC_{i % 8}");
                results[i] = [.. draw.Apply(Picture).Values, .. draw.Apply(Blob).Values];
            });
            return results;
        }

        Assert.Equal(Bytes(1), Bytes(8));
    }

    [Property(MaxTest = 50)]
    public void Masks_never_gain_a_third_value(int seed) =>
        Assert.All(Paper.Draw(seed, 0, "a").Apply(Blob).Values, value => Assert.True(value is 0 or Mask.Set));

    [Property(MaxTest = 50)]
    public void Strength_zero_changes_no_byte(int seed)
    {
        var draw = Paper.AtStrength(0).Draw(seed, 0, "a");

        Assert.Equal(Picture.Values, draw.Apply(Picture).Values);
        Assert.Equal(Blob, draw.Apply(Blob));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(2, 3)]
    public void The_smallest_images_go_through_every_routine(int height, int width)
    {
        var every = new AugmentationPolicy([.. Paper.Routines.Select(config => new RoutineConfig(config.Routine, 1, config.Low, config.High))]);
        var image = RgbImage.From(new(height, width), static (row, column) => new((byte)(40 * row), (byte)(20 * column), 77));

        Assert.All(Enumerable.Range(0, 50), epoch => Assert.Equal(image.Size, every.Draw(1, epoch, "a").Apply(image).Size));
    }

    [Fact]
    public void The_image_that_goes_in_is_never_touched()
    {
        byte[] before = [.. Picture.Values];
        Assert.All(Enumerable.Range(0, 30), epoch => Paper.Draw(5, epoch, "a").Apply(Picture));

        Assert.Equal(before, Picture.Values);
    }

    [Fact]
    public void A_change_of_one_s_own_is_refused_by_name() => Assert.Contains(
        "got a OwnChange", Assert.Throws<NotSupportedException>(() => new AugmentationDraw("a", 0, [new OwnChange()], BorderFill.Reflect).Apply(Picture)).Message);

    [Fact]
    public void Parameters_of_a_sample_are_a_table()
    {
        var draw = new AugmentationDraw("ISIC_1", 3, [new Shear(0.21), new Zoom(1.1, 0.9), new Sharpness(-0.85), new Contrast(0.3), new GaussianNoise(0.02, 1)], BorderFill.Reflect);

        Assert.Contains("| Shear | shear 0.21 |", draw.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("ISIC_1, epoch 3, border Reflect", draw.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("ISIC_1, epoch 3: shear 0.21, zoom 1.10 down, 0.90 right, blur 0.85 px, contrast +0.30, Gaussian noise 0.020", $"{draw}");
        Assert.Contains("| HairOcclusion | 0.3 | 1 | 30 | hairs |", Paper.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("| changed |", Paper.AtStrength(0.5).ToMarkdown(), StringComparison.Ordinal);
    }

    private static (double Low, double High) Range(AugmentationRoutine routine) => (RoutineConfig.Default(routine).Low, RoutineConfig.Default(routine).High);

    private sealed record OwnChange : IDrawnChange
    {
        public AugmentationRoutine Routine => AugmentationRoutine.Zoom;
    }
}
