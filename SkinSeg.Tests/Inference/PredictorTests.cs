using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Inference;

public sealed class PredictorTests
{
    // Believes what it sees: red is the probability. Whatever geometry does to the image it must undo on the map.
    private static readonly Predictor Red = PlainNetworks.Red;

    private static readonly RgbImage Slope = RgbImage.From(new(32, 64), static (row, column) => new((byte)((3 * row) + (2 * column)), 0, 0));

    public static TheoryData<string> GeometricViews => new(TestTimeView.HorizontalFlip.Name, TestTimeView.VerticalFlip.Name, "turn");

    [Theory]
    [MemberData(nameof(GeometricViews))]
    public void Geometry_is_undone_on_the_map(string name)
    {
        var turn = new TestTimeView("turn", static image => image.TurnLeft(), static map => map.TurnRight());
        var view = TestTimeView.Paper.Append(turn).Single(view => view.Name == name);

        var seen = Red.With([view]).PredictOne(Slope);

        Assert.Equal(Red.PredictOne(Slope).Values, seen.Values);
    }

    [Fact]
    public void The_network_sees_height_and_width_exchanged_after_a_quarter_turn()
    {
        var sizes = new List<ImageSize>();
        var watcher = new Predictor("watcher", images =>
        {
            sizes.AddRange(images.Select(image => image.Size));
            return Red.Run(images);
        });

        var map = watcher.With(TestTimeView.Paper).PredictOne(Slope);

        Assert.Equal(Slope.Size, map.Size);
        Assert.Equal([Slope.Size, Slope.Size, Slope.Size, Slope.Size, Slope.Size.Transposed], sizes); // views of one size share a batch
    }

    [Fact]
    public void An_ensemble_of_one_is_itself_and_of_two_is_the_mean()
    {
        var nothing = new Predictor("nothing", static images => [.. images.Select(image => new ProbabilityMap(image.Size, new ushort[image.Size.Area]))]);

        Assert.Equal(Red.PredictOne(Slope).Values, Predictor.Mean([Red]).PredictOne(Slope).Values);
        Assert.Equal(
            [.. Red.PredictOne(Slope).Values.Select(value => (ushort)Math.Round(value / 2.0))],
            Predictor.Mean([Red, nothing]).PredictOne(Slope).Values);
    }

    [Fact]
    public void Maps_come_back_at_the_size_of_each_image()
    {
        var large = Slope.ResizeTo(new(100, 150));

        var maps = Red.At(new(32, 64)).Predict([large, Slope]);

        Assert.Equal([large.Size, Slope.Size], maps.Select(map => map.Size));
    }

    [Fact]
    public void Prediction_stops_between_batches_and_counts_images()
    {
        using var stop = new CancellationTokenSource();
        int done = 0;
        var progress = new Immediate(count =>
        {
            done = count;
            stop.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => (Red with { BatchSize = 2 }).Predict([Slope, Slope, Slope], progress, stop.Token));
        Assert.Equal(2, done);
    }

    [Fact]
    [NoTensorLeak]
    public void A_network_predicts_the_same_alone_and_in_a_batch()
    {
        using var network = new ChannelNetwork();
        var predictor = Predictor.Of("linear", network, Preprocessing.Unit);
        var dark = RgbImage.From(Slope.Size, static (_, _) => new(0, 0, 0));

        var together = predictor.Predict([dark, Slope]);

        Assert.Equal(predictor.PredictOne(Slope).Values, together[1].Values);
        Assert.All(together[0].ToArray(), p => Assert.Equal(0.5, p, 1e-5)); // logit 0
        Assert.Equal(1 / (1 + Math.Exp(-Slope[3, 5].Red / 255.0)), together[1][3, 5], 1e-5);
    }

    [Fact]
    [NoTensorLeak]
    public void A_diverged_network_is_reported_and_not_averaged()
    {
        using var network = new ChannelNetwork(factor: double.NaN);

        string message = Assert.ThrowsAny<ArgumentException>(() => Predictor.Of("nan", network, Preprocessing.Unit).PredictOne(Slope)).Message;
        Assert.Contains("got NaN", message, StringComparison.Ordinal);
    }

    private sealed class Immediate(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
