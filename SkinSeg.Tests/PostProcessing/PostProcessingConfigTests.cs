using System.Text.Json;
using SkinSeg.Imaging;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class PostProcessingConfigTests
{
    private static readonly LesionPrediction Lesion = new(Drawn.Mask("##.."), Drawn.Map(1, 4, 1, 0.6, 0.2, 0));

    [Fact]
    public void The_defaults_are_task_1_and_the_attribute_s_are_task_2()
    {
        Assert.Equal((new DualThreshold(), ThresholdedSize.Original, LesionRestriction.None), (new PostProcessingConfig().Thresholds, new PostProcessingConfig().ThresholdedAt, new PostProcessingConfig().Restriction));
        Assert.Equal(
            new PostProcessingConfig { Thresholds = new() { KeepLargestMarker = false, EmptyMarker = EmptyMarkerRule.LeaveEmpty }, Restriction = LesionRestriction.Binary },
            PostProcessingConfig.Attribute);
    }

    [Fact]
    public void At_the_original_size_the_map_is_enlarged_before_and_at_the_working_size_the_mask_after()
    {
        var map = Drawn.Map(new(12, 16), levels: 20, seed: 3);
        var (size, rule) = (new ImageSize(37, 50), new DualThreshold { High = 0.5, Low = 0.4 });

        var original = new PostProcessingConfig { Thresholds = rule }.Apply(map, size);
        var working = new PostProcessingConfig { Thresholds = rule, ThresholdedAt = ThresholdedSize.Working }.Apply(map, size);

        Assert.Equal(rule.Apply(map.ResizeTo(size)), original);
        Assert.Equal(rule.Apply(map).ResizeTo(size), working);
        Assert.NotEqual(original, working);
    }

    [Fact]
    public void A_map_is_cut_to_the_lesion_or_multiplied_by_its_probability_or_left()
    {
        var map = Drawn.Map(1, 4, 0.8, 0.5, 0.5, 0.4);

        Assert.Same(map, map.Restrict(LesionRestriction.None, null));
        Assert.Equal(Drawn.Map(1, 4, 0.8, 0.5, 0, 0).Values, map.Restrict(LesionRestriction.Binary, Lesion).Values);
        ushort[] product = [.. map.Values.Zip(Lesion.Map.Values, (a, b) => (ushort)Math.Round((double)a * b / ProbabilityMap.One))];
        Assert.Equal(product, map.Restrict(LesionRestriction.Soft, Lesion).Values);
    }

    [Fact]
    public void The_product_is_right_at_the_ends_of_the_scale()
    {
        ushort[] values = [0, 1, 32767, 32768, 65534, 65535];
        var map = new ProbabilityMap(new(6, 6), [.. values.SelectMany(value => Enumerable.Repeat(value, 6))]);
        var lesion = new ProbabilityMap(new(6, 6), [.. Enumerable.Repeat(values, 6).SelectMany(row => row)]);

        var product = map.Restrict(LesionRestriction.Soft, new(Mask.Empty(new(6, 6)), lesion));

        Assert.Equal(map.Values.Zip(lesion.Values, (a, b) => (ushort)Math.Round((double)a * b / ProbabilityMap.One)), product.Values);
    }

    [Fact]
    public void A_lesion_of_another_size_is_brought_to_the_map_s()
    {
        var map = ProbabilityMap.FromProbabilities(new(2, 8), [.. Enumerable.Repeat(0.9f, 16)]);

        Assert.Equal(Drawn.Mask("####....", "####...."), map.Restrict(LesionRestriction.Binary, Lesion).Above(0.5));
        Assert.Equal(Drawn.Mask("########........", "########........"), PostProcessingConfig.Attribute.Apply(map, new(2, 16), Lesion));
    }

    [Fact]
    public void All_marker_objects_of_an_attribute_grow_and_none_is_no_failure()
    {
        var map = Drawn.Map(1, 8, 0.9, 0.6, 0.1, 0.6, 0.85, 0.1, 0.6, 0.6);

        Assert.Equal(Drawn.Mask("##.##..."), DualThreshold.Attribute.Apply(map));
        Assert.Equal(MarkerSource.None, DualThreshold.Attribute.Explain(Drawn.Map(1, 2, 0.7, 0.7)).Source);
    }

    [Fact]
    public void The_third_submission_lowers_the_high_threshold_only()
    {
        Assert.Equal(DualThreshold.Attribute with { High = 0.75 }, DualThreshold.Attribute.WithHighLowered(0.05));
        Assert.Equal(0.6, (new DualThreshold { High = 0.65 }).WithHighLowered(0.05).High); // as one writes it, not 0.6000000000000001
        Assert.Equal(0, (new DualThreshold { High = 0.02 }).WithHighLowered(0.05).High);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DualThreshold().WithHighLowered(-0.1));
    }

    [Fact]
    public void A_missing_lesion_is_refused_and_for_a_search_with_the_image()
    {
        var map = Drawn.Map(1, 1, 0.5);

        Assert.StartsWith("Expected what Task 1 says of the image", Assert.Throws<ArgumentException>(() => PostProcessingConfig.Attribute.Apply(map, map.Size)).Message, StringComparison.Ordinal);
        Assert.StartsWith("ISIC_0000003: expected what Task 1 says", Assert.Throws<ArgumentException>(() => new LabeledMap("ISIC_0000003", map, Drawn.Mask("#")).Restrict(LesionRestriction.Soft, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_stored_by_the_names_of_its_choices()
    {
        string json = JsonSerializer.Serialize(PostProcessingConfig.Attribute);

        Assert.Contains("\"ThresholdedAt\":\"Original\",\"Restriction\":\"Binary\"", json, StringComparison.Ordinal);
        Assert.Equal(PostProcessingConfig.Attribute, JsonSerializer.Deserialize<PostProcessingConfig>(json));
    }
}
