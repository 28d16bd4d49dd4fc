using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class DualThresholdTests
{
    [Fact]
    public void The_defaults_are_the_papers() =>
        Assert.Equal((0.8, 0.5, true, EmptyMarkerRule.FallBack, false), (new DualThreshold().High, new DualThreshold().Low, new DualThreshold().KeepLargestMarker, new DualThreshold().EmptyMarker, new DualThreshold().FillHoles));

    [Fact]
    public void The_certain_object_grows_into_the_likely_one_and_the_rest_goes()
    {
        var map = Drawn.Map(2, 6, 0.9, 0.6, 0.1, 0.7, 0.7, 0.1, /**/ 0.9, 0.6, 0.1, 0.7, 0.9, 0.1);

        Assert.Equal(Drawn.Mask("##....", "##...."), new DualThreshold().Apply(map));
        Assert.Equal(Drawn.Mask("##.##.", "##.##."), new DualThreshold { KeepLargestMarker = false }.Apply(map));
        Assert.Equal(MarkerSource.High, new DualThreshold().Explain(map).Source);
    }

    [Fact]
    public void Both_thresholds_are_strict()
    {
        var map = Drawn.Map(1, 5, 0.9, 0.6, 0.1, 0.8, 0.1); // all of them whole steps of 1/65535

        Assert.Equal(Drawn.Mask("#...."), new DualThreshold { Low = 0.6, KeepLargestMarker = false }.Apply(map));
        Assert.True(new DualThreshold { High = 0.9, EmptyMarker = EmptyMarkerRule.LeaveEmpty }.Apply(map).IsEmpty);
    }

    [Fact]
    public void Of_equal_markers_the_first_down_the_columns_grows() =>
        Assert.Equal(Drawn.Mask("...", "...", "#.."), new DualThreshold().Apply(Drawn.Map(3, 3, 0, 0, 0.9, 0, 0, 0, 0.9, 0, 0)));

    [Fact]
    public void Without_a_marker_the_largest_likely_object_stands_in()
    {
        var result = new DualThreshold().Explain(Drawn.Map(1, 6, 0.79, 0.1, 0.6, 0.6, 0.1, 0.7));

        Assert.Equal(new(Drawn.Mask("..##.."), MarkerSource.LargestAboveLow), result);
    }

    [Fact]
    public void Without_anything_likely_the_most_probable_pixels_stand_in()
    {
        var map = Drawn.Map(2, 5, 0.1, 0.1, 0.1, 0.4, 0.4, /**/ 0.4, 0.1, 0.1, 0.4, 0.1);

        Assert.Equal(new(Drawn.Mask(".....", "#...."), MarkerSource.MostProbable), new DualThreshold().Explain(map));
        Assert.Equal(new(Drawn.Mask("#"), MarkerSource.MostProbable), new DualThreshold().Explain(Drawn.Map(1, 1, 0)));
    }

    [Fact]
    public void Strict_mode_leaves_the_mask_empty()
    {
        var result = new DualThreshold { EmptyMarker = EmptyMarkerRule.LeaveEmpty }.Explain(Drawn.Map(1, 2, 0.79, 0.7));

        Assert.Equal(new(Mask.Empty(new(1, 2)), MarkerSource.None), result);
    }

    [Fact]
    public void Where_the_low_threshold_is_the_higher_one_the_marker_is_cut_to_the_mask()
    {
        var rule = new DualThreshold { High = 0.8, Low = 0.85 };

        Assert.Equal(Drawn.Mask("#.#....."), rule.Apply(Drawn.Map(1, 8, 0.9, 0.82, 0.9, 0.82, 0.1, 0.9, 0.9, 0.1))); // one marker, two objects
        Assert.Equal(
            new(Drawn.Mask(".....##."), MarkerSource.LargestAboveLow),
            rule.Explain(Drawn.Map(1, 8, 0.82, 0.82, 0.82, 0.82, 0.1, 0.9, 0.9, 0.1))); // the largest marker has no pixel in the mask
    }

    [Fact]
    public void An_all_lesion_map_stays_all_lesion() =>
        Assert.Equal(Drawn.Mask("###", "###"), new DualThreshold().Apply(Drawn.Map(2, 3, 1, 1, 1, 1, 1, 1)));

    [Fact]
    public void Holes_stay_unless_asked_for()
    {
        var ring = Drawn.Map(3, 3, 0.9, 0.9, 0.9, 0.9, 0.2, 0.9, 0.9, 0.9, 0.9);

        Assert.Equal(Drawn.Mask("###", "#.#", "###"), new DualThreshold().Apply(ring));
        Assert.Equal(Drawn.Mask("###", "###", "###"), new DualThreshold { FillHoles = true }.Apply(ring));
    }

    [Theory]
    [InlineData(1.01)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_threshold_that_is_no_probability_is_refused(double threshold)
    {
        Assert.StartsWith("Expected a threshold in [0, 1].", Assert.Throws<ArgumentOutOfRangeException>(() => new DualThreshold { High = threshold }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DualThreshold { Low = threshold });
    }

    [Fact]
    public void A_rule_prints_its_thresholds() => Assert.Equal("T_H 0.80, T_L 0.65", DualThreshold.Submission.ToString());
}
