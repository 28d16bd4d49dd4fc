using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Inference;

/// <summary>Views share batches, and nothing else about the result changes.</summary>
public sealed class BatchedViewsTests
{
    private static readonly RgbImage[] Pictures = [.. Enumerable.Range(0, 7).Select(seed => PlainNetworks.Picture(32, 64, seed))];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [NoTensorLeak]
    public void Batched_views_of_folds_are_the_plain_loop_to_the_last_bit_where_a_network_sees_pixels_alone(int batchSize)
    {
        using var first = new ChannelNetwork(0, 2);
        using var second = new ChannelNetwork(1, -3);
        Predictor[] folds = [Predictor.Of("first", first, Preprocessing.Unit), Predictor.Of("second", second, Preprocessing.TensorFlow)];

        var batched = (Predictor.Mean(folds).With(TestTimeView.Paper) with { BatchSize = batchSize }).Predict(Pictures);

        Assert.Equal(Pictures.Select(image => Plain(folds, TestTimeView.Paper, image).Values), batched.Select(map => map.Values));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(16)]
    public void No_batch_is_larger_than_asked_or_mixes_sizes_and_full_ones_come_first(int batchSize)
    {
        var batches = new List<ImageSize[]>();
        var watcher = new Predictor("watcher", images =>
        {
            batches.Add([.. images.Select(image => image.Size)]);
            return PlainNetworks.Red.Run(images);
        });

        var predictor = Predictor.Mean([watcher]).With(TestTimeView.Paper).At(new(32, 96)) with { BatchSize = batchSize };
        predictor.Predict(Pictures);

        Assert.All(batches, batch => Assert.InRange(batch.Length, 1, batchSize));
        Assert.All(batches, batch => Assert.Single(batch.Distinct()));
        Assert.Equal(Pictures.Length * 5, batches.Sum(batch => batch.Length));
        Assert.Equal(Pictures.Length, batches.SelectMany(batch => batch).Count(size => size == new ImageSize(96, 32)));
        int calls = Pictures.Chunk(batchSize).Sum(chunk => Batches(4 * chunk.Length, batchSize) + Batches(chunk.Length, batchSize));
        Assert.Equal(calls, batches.Count);
    }

    [Fact]
    public void Combining_keeps_its_order_however_it_is_nested()
    {
        var green = PlainNetworks.Seeing("green", static color => color.Green);
        var size = new ImageSize(16, 24);
        var image = Pictures[0];

        var viewsOfResized = PlainNetworks.Red.At(size).With([TestTimeView.Sharpening]).PredictOne(image);
        var ensemble = Predictor.Mean([PlainNetworks.Red.With(TestTimeView.Paper), green.With([TestTimeView.VerticalFlip]).At(size)]).PredictOne(image);

        Assert.Equal(PlainNetworks.Red.PredictOne(image.Sharpen().ResizeTo(size)).ResizeTo(image.Size).Values, viewsOfResized.Values);
        var members = new[] { PlainNetworks.Red.With(TestTimeView.Paper).PredictOne(image), green.PredictOne(image.ResizeTo(size)).ResizeTo(image.Size) };
        Assert.Equal(ProbabilityMap.Mean(members).Values, ensemble.Values);
    }

    [Fact]
    public void A_changed_function_is_what_runs()
    {
        var changed = Predictor.Mean([PlainNetworks.Red]).With(TestTimeView.Paper) with { Run = PlainNetworks.Seeing("blue", static color => color.Blue).Run };

        Assert.Equal(257 * Pictures[0][3, 5].Blue, changed.PredictOne(Pictures[0]).Values[(3 * 64) + 5]);
    }

    [Fact]
    public void Weights_are_shares_and_equal_ones_change_nothing()
    {
        var green = PlainNetworks.Seeing("green", static color => color.Green);
        Predictor[] members = [PlainNetworks.Red, green];
        var image = Pictures[0];
        ushort[] red = PlainNetworks.Red.PredictOne(image).Values;
        ushort[] other = green.PredictOne(image).Values;

        Assert.Equal(red, Predictor.Mean(members, [2, 0]).PredictOne(image).Values);
        Assert.Equal(Predictor.Mean(members).PredictOne(image).Values, Predictor.Mean(members, [0.3, 0.3]).PredictOne(image).Values);
        Assert.Equal([.. red.Zip(other, (a, b) => (ushort)Math.Round((3.0 * a / 4) + (b / 4.0)))], Predictor.Mean(members, [3, 1]).PredictOne(image).Values);
        Assert.Equal(Predictor.Mean(members, [0.75, 0.25]).PredictOne(image).Values, Predictor.Mean(members, [3, 1]).PredictOne(image).Values);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-1.0, 2.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0)]
    public void Weights_that_are_none_are_refused(params double[] weights)
    {
        string message = Assert.Throws<ArgumentException>(() => Predictor.Mean([PlainNetworks.Red, PlainNetworks.Red], weights)).Message;

        Assert.Contains("Expected 2 finite weight(s) of at least 0, not all of them 0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Acceleration.Off, 2)] // convolutions choose their algorithm by the batch, and sums change order: a step or two of 1/65535
    [InlineData(Acceleration.MixedPrecision, 700)] // 8 bits of mantissa: one rounding in a hidden layer is 1/256 there
    [NoTensorLeak]
    public void A_convolutional_network_s_batched_views_differ_from_single_ones_in_last_digits_at_most(Acceleration acceleration, int steps)
    {
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 3);
        var fold = Predictor.Of("resnet-compact", network, Preprocessing.Torch, acceleration);

        var batched = fold.With(TestTimeView.Paper).PredictOne(Pictures[1]);

        int worst = Plain([fold], TestTimeView.Paper, Pictures[1]).Values.Zip(batched.Values, static (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, steps);
    }

    [Fact]
    [NoTensorLeak]
    public void Folds_that_share_a_batch_s_tensor_see_the_same_as_folds_with_their_own()
    {
        using var first = NetworkCatalogue.CompactResNet.Build(seed: 1);
        using var second = NetworkCatalogue.CompactXception.Build(seed: 2);
        Predictor[] folds = [Predictor.Of("a", first, Preprocessing.Torch), Predictor.Of("b", second, Preprocessing.TensorFlow), Predictor.Of("c", first, Preprocessing.Torch)];

        var together = Predictor.Mean(folds).PredictOne(Pictures[0]);

        Assert.Equal(ProbabilityMap.Mean([.. folds.Select(fold => fold.PredictOne(Pictures[0]))]).Values, together.Values);
    }

    private static int Batches(int images, int batchSize) => (images + batchSize - 1) / batchSize;

    // The slow way: one call per fold and view.
    private static ProbabilityMap Plain(IReadOnlyList<Predictor> folds, IReadOnlyList<TestTimeView> views, RgbImage image) => ProbabilityMap.Mean(
        [.. views.Select(view => ProbabilityMap.Mean([.. folds.Select(fold => view.Undo(fold.PredictOne(view.Apply(image))))]))]);
}
