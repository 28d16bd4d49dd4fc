using SkinSeg.Experiments;
using SkinSeg.Inference;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class ErrorGalleryTests(StoredWorld stored) : IClassFixture<StoredWorld>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_stage_s_loss_is_that_of_doing_it_by_hand_and_all_add_up(bool isEnsemble)
    {
        var result = Result(isEnsemble);

        var gallery = ErrorGallery.Of(result);

        Assert.Equal(result.Scores.Images.Select(image => image.Id).Order(), gallery.Cases.Select(item => item.Id).Order());
        Assert.Equal(gallery.Cases.Select(item => item.Scores.Jaccard), gallery.Cases.Select(item => item.Scores.Jaccard).Order());
        Assert.All(gallery.Cases, item =>
        {
            Assert.Equal(1 - item.Scores.Jaccard, StageLadder.Stages.Sum(item.Ladder.LossOf), 12);
            Assert.Equal(ByHand(result, item.Id), StageLadder.Stages.Select(item.Ladder.After));
            Assert.Equal(result.Maps.FoldOf(item.Id), item.Fold);
        });
        Assert.Equal(isEnsemble ? 6 : 5, gallery.ToStageTable().Rows.Count);
    }

    [Fact]
    public void Single_views_are_those_of_the_store_and_their_mean_is_the_map()
    {
        var maps = Result(isEnsemble: true).Maps;
        string id = maps.Ids[0];

        var views = maps.ViewsOf(id);

        Assert.Equal((2, 2), (views.FoldCount, views.Views.Count));
        Assert.Equal(stored.First[id].Values, views.Subset(item => item.Fold == 0).Mean().Values);
        Assert.Equal(stored.Second[id].Values, views.Subset(item => item.Fold == 1).Mean().Values);
    }

    [Fact]
    public void Slices_of_each_condition_hold_every_image_once()
    {
        var gallery = ErrorGallery.Of(Result(isEnsemble: false));

        Assert.Equal(["contrast", "hair", "image edge", "lesion size"], gallery.Slices.Select(slice => slice.Condition).Distinct().Order());
        Assert.All(gallery.Slices.GroupBy(slice => slice.Condition), slices => Assert.Equal(gallery.Cases.Count, slices.Sum(slice => slice.Jaccard.Count)));
        Assert.All(gallery.Slices.GroupBy(slice => slice.Condition), slices =>
            Assert.Equal(gallery.Cases.Average(item => item.Scores.Jaccard), slices.Sum(slice => slice.Jaccard.Count * slice.Jaccard.Mean) / gallery.Cases.Count, 12));
        Assert.Equal(gallery.Slices.Count, gallery.ToSliceTable().Rows.Count);
    }

    [Fact]
    public void A_near_miss_lies_just_below_the_challenges_threshold()
    {
        bool[] near = [.. new[] { 0.5999, 0.60, 0.6499, 0.65, 0.9 }.Select(jaccard => Case(jaccard).IsNearMiss)];
        Assert.Equal([false, true, true, false, false], near);
    }

    [Fact]
    public void The_stage_that_lost_most_is_named_and_what_won_is_not()
    {
        var item = Case(0.6) with { Ladder = new(0.8, 0.9, 0.9, 0.75, 0.65, 0.6) };

        Assert.Equal((PipelineStage.Network, PipelineStage.Threshold), (item.Ladder.Worst, item.Ladder.WorstAfterNetwork));
        Assert.Equal("lost by network 0.20, threshold 0.15, reconstruction 0.10, resize 0.05", item.LossText);
    }

    [Fact]
    public void Pictures_show_the_cases_asked_for()
    {
        var gallery = ErrorGallery.Of(Result(isEnsemble: false));

        var grid = gallery.Show(gallery.Worst(2));

        Assert.Equal(2, grid.Rows.Count);
        Assert.StartsWith(gallery.Cases[0].Id, grid.Rows[0][0].Caption, StringComparison.Ordinal);
        Assert.All(gallery.LostBy(PipelineStage.Resize, 3), item => Assert.True(item.Ladder.LossOf(PipelineStage.Resize) > 0));
        Assert.Contains("add up", gallery.ToHtml(), StringComparison.Ordinal);
    }

    private static ErrorCase Case(double jaccard) =>
        new(TinyScores.Of([jaccard]).Images[0], 0, new(0.1, false, 0, 20), new(1, 1, 1, 1, 1, jaccard), MarkerSource.High);

    private LesionResult Result(bool isEnsemble) => LesionResult.Of(isEnsemble ? HeldOutMaps.Ensemble([stored.First, stored.Second]) : stored.First);

    // Each stage on its own, from the files of single views.
    private double[] ByHand(LesionResult result, string id)
    {
        var truth = stored.World.Images[id].Mask;
        double Jaccard(Mask mask) => PixelCounts.Compare(truth, mask).Jaccard;
        CrossValidation[] runs = result.Maps.Members.Count > 1 ? [stored.World.Run, stored.Other] : [stored.World.Run];
        int fold = result.Maps.FoldOf(id);
        var first = runs.Select(run => run.With(run.Experiment with { Views = [TestTimeView.Identity] }).Predict([fold])[id]);
        var map = result.MapOf(id);
        return
        [
            first.Average(single => Jaccard(single.Above(0.5))),
            runs.Average(run => Jaccard(run.Predict([fold])[id].Above(0.5))),
            Jaccard(map.Above(0.5)),
            Jaccard(map.Above(result.Thresholds.Low)),
            Jaccard(result.Thresholds.Apply(map)),
            ImageScores.Compare(id, stored.World.Data[id].ReadLesionMask(), result.MaskOf(id)).Jaccard,
        ];
    }
}
