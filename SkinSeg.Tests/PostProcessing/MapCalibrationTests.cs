using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class MapCalibrationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(64)]
    public void Counts_of_a_map_are_those_of_its_pixels_one_by_one(int bins)
    {
        var labeled = Drawn(1);

        var counts = labeled.Calibration(bins);
        var slow = PixelsOf(labeled).In(bins);

        Assert.Equal(slow.Bins.Select(bin => (bin.Pixels, bin.Positives)), counts.Bins.Select(bin => (bin.Pixels, bin.Positives)));
        Assert.All(counts.Bins, (bin, i) => Assert.Equal(slow.Bins[i].ProbabilitySum, bin.ProbabilitySum, 1e-9));
        Assert.Equal(slow.SquareSum, counts.SquareSum, 1e-9);
        Assert.Equal(slow.PositiveSum, counts.PositiveSum, 1e-9);
        Assert.Equal(slow.Brier.Total, counts.Brier.Total, 1e-12);
    }

    [Fact]
    public void Many_maps_are_counted_in_order_and_pool()
    {
        LabeledMap[] images = [.. Enumerable.Range(1, 9).Select(Drawn)];

        var each = MapCalibration.Calibrations(images, bins: 5);

        Assert.Equal(images.Select(image => image.Calibration(5)), each);
        Assert.Equal(images.Sum(image => image.Map.Size.Area), Calibration.Pool(each).Pixels);
    }

    [Fact]
    public void A_map_that_is_the_truth_is_perfect()
    {
        var truth = Mask.From(new(8, 8), static (row, column) => row > column);
        var map = ProbabilityMap.FromProbabilities(truth.Size, [.. truth.ToArray().Select(set => set ? 1f : 0)]);

        var counts = new LabeledMap("ISIC_0000000", map, truth).Calibration();

        Assert.Equal((0.0, 0.0), (counts.ExpectedCalibrationError, counts.MaximumCalibrationError));
        Assert.Equal(0, counts.Brier.Total, 1e-12);
        Assert.Equal(1, counts.Brier.Skill, 1e-12);
    }

    private static LabeledMap Drawn(int seed)
    {
        var random = new Random(seed);
        var size = new ImageSize(37, 53);
        var map = ProbabilityMap.FromProbabilities(size, [.. Enumerable.Range(0, size.Area).Select(i => i % 50 == 0 ? 1f : i % 51 == 0 ? 0f : random.NextSingle())]);
        return new($"ISIC_{seed:D7}", map, Mask.From(size, (row, column) => random.NextDouble() < map[row, column]));
    }

    private static IEnumerable<PixelForecast> PixelsOf(LabeledMap labeled) =>
        labeled.Map.ToArray().Zip(labeled.Truth.ToArray(), static (p, isSet) => new PixelForecast(p, isSet));
}
