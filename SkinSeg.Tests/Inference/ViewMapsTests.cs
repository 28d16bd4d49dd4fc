using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Inference;

public sealed class ViewMapsTests
{
    private static readonly Predictor Green = PlainNetworks.Seeing("green", static color => color.Green);

    private static readonly Predictor Folds = Predictor.Mean([PlainNetworks.Red, Green, PlainNetworks.Seeing("blue", static color => color.Blue)]);

    private static readonly RgbImage[] Pictures = [PlainNetworks.Picture(5, 7, 1), PlainNetworks.Picture(5, 7, 2), PlainNetworks.Picture(5, 7, 3)];

    [Fact]
    public void Every_fold_and_view_has_its_own_map_in_the_image_s_geometry()
    {
        var sets = (Folds with { BatchSize = 2 }).PredictViews(Pictures, TestTimeView.Paper);

        Assert.Equal(3, sets.Count);
        Assert.All(sets.Zip(Pictures), pair =>
        {
            Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2], pair.First.Maps.Select(item => item.Fold));
            Assert.Equal(TestTimeView.Paper.Select(view => view.Name), pair.First.Views);
            Assert.Equal((3, pair.Second.Size), (pair.First.FoldCount, pair.First.ImageSize));
            Assert.All(pair.First.Maps.Where(item => item.Fold == 1), item =>
            {
                var view = TestTimeView.Paper.Single(view => view.Name == item.View);
                Assert.Equal(view.Undo(Green.PredictOne(view.Apply(pair.Second))).Values, item.Map.Values);
            });
        });
    }

    [Fact]
    public void Their_mean_is_what_the_averaging_predictor_gives_to_the_last_bit()
    {
        ImageSize working = new(6, 4);

        var plain = Folds.PredictViews(Pictures, TestTimeView.Paper);
        var resized = Folds.At(working).PredictViews(Pictures, TestTimeView.Paper);
        var own = PlainNetworks.Red.PredictViews(Pictures, [TestTimeView.Sharpening]);

        Assert.Equal(Folds.With(TestTimeView.Paper).Predict(Pictures).Select(map => map.Values), plain.Select(set => set.Mean().Values));
        Assert.Equal(Folds.With(TestTimeView.Paper).At(working).Predict(Pictures).Select(map => map.Values), resized.Select(set => set.Mean().Values));
        Assert.All(resized, set => Assert.Equal((working, Pictures[0].Size), (set.Size, set.ImageSize)));
        Assert.Equal(PlainNetworks.Red.With([TestTimeView.Sharpening]).PredictOne(Pictures[2]).Values, own[2].Mean().Values);
    }

    [Fact]
    public void The_mean_of_all_maps_at_once_is_within_one_step()
    {
        var set = Folds.PredictViews(Pictures, TestTimeView.Paper)[0];

        var flat = ProbabilityMap.Mean([.. set.Maps.Select(item => item.Map)]);

        Assert.All(flat.Values.Zip(set.Mean().Values), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1));
    }

    [Fact]
    public void A_subset_is_a_set_of_its_own()
    {
        var set = Folds.PredictViews(Pictures, TestTimeView.Paper)[0];

        Assert.Equal(Green.With(TestTimeView.Paper).PredictOne(Pictures[0]).Values, set.Subset(item => item.Fold == 1).Mean().Values);
        Assert.Equal(Folds.PredictOne(Pictures[0]).Values, set.Subset(item => item.View == "identity").Mean().Values);
        Assert.Contains("at least one map", Assert.Throws<ArgumentException>(() => set.Subset(_ => false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_that_were_kept_make_the_same_set_in_whatever_order_they_come()
    {
        var set = Folds.PredictViews(Pictures, TestTimeView.Paper)[0];

        var again = ViewMaps.Of([.. set.Maps.Reverse()]);

        Assert.Equal(set.Mean().Values, again.Mean().Values);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2], again.Maps.Select(item => item.Fold));
    }

    [Fact]
    public void Sets_that_are_none_are_refused()
    {
        ViewMap Map(int fold, string view, int width = 3) => new(fold, view, Drawn.Map(1, width, [.. Enumerable.Repeat(0.5, width)]));
        static string Refusal(params ViewMap[] maps) => Assert.Throws<ArgumentException>(() => ViewMaps.Of(maps)).Message;

        Assert.Contains("at least one map", Refusal(), StringComparison.Ordinal);
        Assert.Contains("one size, got [fold 0, a: 1×3, fold 0, b: 1×4]", Refusal(Map(0, "a"), Map(0, "b", 4)), StringComparison.Ordinal);
        Assert.Contains("got 0 map(s) of fold 1, b", Refusal(Map(0, "a"), Map(0, "b"), Map(1, "a")), StringComparison.Ordinal);
        Assert.Contains("got 2 map(s) of fold 0, a", Refusal(Map(0, "a"), Map(0, "a")), StringComparison.Ordinal);
    }

    [Fact]
    public void Single_maps_of_a_weighted_mean_are_refused_and_of_views_count_as_one_member()
    {
        var weighted = Predictor.Mean([PlainNetworks.Red, Green], [1, 2]);

        Assert.Contains("members without weights", Assert.Throws<InvalidOperationException>(() => weighted.PredictViews(Pictures, TestTimeView.Paper)).Message, StringComparison.Ordinal);
        Assert.Equal(1, Folds.With(TestTimeView.Paper).PredictViews(Pictures, TestTimeView.None)[0].FoldCount);
    }

    [Fact]
    [NoTensorLeak]
    public void A_network_that_returns_NaN_is_refused_with_image_row_column_view_and_network()
    {
        using var good = new ChannelNetwork();
        using var bad = new HoleNetwork();
        Predictor[] folds = [Predictor.Of("good", good, Preprocessing.Unit), Predictor.Of("bad", bad, Preprocessing.Unit)];
        var black = RgbImage.From(new(5, 7), static (_, _) => new(1, 1, 1));
        RgbImage[] images = [black, black, RgbImage.From(new(5, 7), static (row, column) => (row, column) == (1, 6) ? new(255, 255, 255) : new(1, 1, 1))];
        var predictor = (Predictor.Mean(folds) with { BatchSize = 2, Ids = ["ISIC_1", "ISIC_2", "ISIC_3"] }).With([TestTimeView.HorizontalFlip]);

        string averaged = Assert.Throws<InvalidMapException>(() => predictor.Predict(images)).Message;
        string single = Assert.Throws<InvalidMapException>(() => Predictor.Mean(folds).PredictViews(images, TestTimeView.None)).Message;

        Assert.Contains("got NaN at row 1, column 0 of image 2 (ISIC_3), view horizontal flip, network bad: the network has diverged", averaged, StringComparison.Ordinal);
        Assert.Contains("got NaN at row 1, column 6 of image 2, network bad:", single, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_one_s_own_that_gives_other_maps_is_refused()
    {
        var few = new Predictor("few", static images => [.. images.Skip(1).Select(image => Drawn.Map(image.Size, 3, 1))]);
        var small = new Predictor("small", static images => [.. images.Select(_ => Drawn.Map(new(2, 2), 3, 1))]);

        Assert.Contains("'few' to give one map for each of 3 image(s)", Assert.Throws<InvalidOperationException>(() => few.Predict(Pictures)).Message, StringComparison.Ordinal);
        Assert.Contains("'small'", Assert.Throws<InvalidOperationException>(() => small.PredictOne(Pictures[0])).Message, StringComparison.Ordinal);
    }
}
