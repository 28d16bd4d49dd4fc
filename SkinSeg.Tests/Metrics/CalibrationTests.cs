using FsCheck.Xunit;
using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class CalibrationTests
{
    [Fact]
    public void The_example_of_torchmetrics_gives_its_errors()
    {
        // torchmetrics 1.0 documentation, BinaryCalibrationError: n_bins=2, norm 'l1' 0.2900, norm 'max' 0.3167.
        var counts = Forecasts((0.25, false), (0.25, false), (0.55, true), (0.75, true), (0.75, true)).In(bins: 2);

        Assert.Equal(0.29, counts.ExpectedCalibrationError, 1e-12);
        Assert.Equal(0.3167, counts.MaximumCalibrationError, 5e-5);
    }

    [Fact]
    public void By_hand_the_parts_of_the_Brier_score_add_up()
    {
        // Four pixels at 0.2, one of them positive; four at 0.8, three of them positive: base rate 1/2.
        var brier = Forecasts([.. Enumerable.Repeat((0.2, false), 3), (0.2, true), .. Enumerable.Repeat((0.8, true), 3), (0.8, false)]).In(bins: 10).Brier;

        Assert.Equal(0.0025, brier.Reliability, 1e-12); // (0.2 − 0.25)² in both bins
        Assert.Equal(0.0625, brier.Resolution, 1e-12);  // (0.25 − 0.5)²
        Assert.Equal(0.25, brier.Uncertainty, 1e-12);
        Assert.Equal(0, brier.WithinBins, 1e-12);
        Assert.Equal(((6 * 0.04) + (2 * 0.64)) / 8, brier.Total, 1e-12);
        Assert.Equal(1 - (0.19 / 0.25), brier.Skill, 1e-12);
    }

    [Property]
    public void The_total_is_the_mean_squared_difference_whatever_the_bins(ushort[] values, byte bins)
    {
        var forecasts = (values ?? []).Append((ushort)7).Select(v => new PixelForecast(v / 65535.0, v * 31 % 5 < 2)).ToList();

        var brier = forecasts.In(bins + 1).Brier;

        Assert.Equal(forecasts.Average(f => Math.Pow(f.Probability - (f.IsPositive ? 1 : 0), 2)), brier.Total, 1e-12);
        Assert.InRange(brier.Resolution, -1e-12, brier.Uncertainty + 1e-12);
    }

    [Fact]
    public void A_forecaster_whose_probabilities_come_true_has_no_calibration_error_and_one_who_exaggerates_has()
    {
        var random = new Random(1);
        var honest = new List<PixelForecast>();
        for (int i = 0; i < 400_000; i++)
        {
            double p = random.NextDouble();
            honest.Add(new(p, random.NextDouble() < p));
        }

        var calibrated = honest.In();
        var exaggerated = honest.Select(f => f with { Probability = Math.Sqrt(f.Probability) }).In();

        Assert.InRange(calibrated.ExpectedCalibrationError, 0, 0.004); // about √(2/π) · 0.4 / √(400000 / 15) = 0.002
        Assert.InRange(exaggerated.ExpectedCalibrationError, 0.15, 0.18); // ∫ √p − p dp = 1/6
        Assert.Equal(1.0 / 6, calibrated.Brier.Total, 0.002); // ∫ p (1 − p) dp
        Assert.True(exaggerated.Brier.Total > calibrated.Brier.Total);
    }

    [Fact]
    public void Counts_of_parts_add_up_to_the_counts_of_the_whole()
    {
        PixelForecast[] all = [.. Enumerable.Range(0, 64).Select(i => new PixelForecast(i / 64.0, i % 3 == 0))];

        Assert.Equal(all.In(8), Calibration.Pool([all[..10].In(8), all[10..30].In(8), all[30..].In(8)]));
        Assert.Equal(all.In(8), Calibration.Zero + all.In(8) + Calibration.Zero);
        Assert.StartsWith("Expected counts of one number of bins, got 8 and 9.", Assert.Throws<ArgumentException>(() => all.In(8) + all.In(9)).Message);
    }

    [Fact]
    public void Edges_belong_to_the_bin_above_and_1_to_the_last() =>
        Assert.Equal([1L, 1, 2], Forecasts((0.0, false), (1 / 3.0, true), (2 / 3.0, true), (1.0, true)).In(bins: 3).Bins.Select(bin => bin.Pixels));

    [Fact]
    public void Nothing_has_no_error_and_nonsense_is_refused()
    {
        Assert.Equal((0.0, 0.0, 0.0), (Calibration.Zero.ExpectedCalibrationError, Calibration.Zero.MaximumCalibrationError, Calibration.Zero.Brier.Total));
        Assert.Equal(0, Forecasts().In().Brier.Skill);
        Assert.StartsWith("Expected probabilities in [0, 1], got 1.5.", Assert.Throws<ArgumentException>(() => Forecasts((1.5, true)).In()).Message);
        Assert.Throws<ArgumentException>(() => Forecasts((double.NaN, true)).In());
    }

    [Fact]
    public void The_tables_show_the_measures_and_the_bins_that_hold_pixels()
    {
        var counts = Forecasts((0.25, false), (0.75, true), (0.8, false)).In(bins: 4);

        Assert.Equal(["0.250 – 0.500", "1", "0.2500", "0.0000", "+0.2500"], counts.ToCurveTable().Rows[0]);
        Assert.Equal(2, counts.ToCurveTable().Rows.Count);
        Assert.Contains("Calibration, 3 pixels in 4 bins", counts.ToString(), StringComparison.Ordinal);
        Assert.Contains("Expected calibration error", counts.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("| Brier score |", counts.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_comes_from_resampling_images()
    {
        var images = Enumerable.Range(1, 20).Select(i => Forecasts((0.3, i % 4 == 0), (0.9, i % 5 > 0)).In(bins: 5)).ToList();

        var interval = Bootstrap.Pooled(images, Calibration.Add, counts => counts.Brier.Total, seed: 0, resamples: 500);

        Assert.Equal(Calibration.Pool(images).Brier.Total, interval.Mean, 1e-12);
        Assert.True(interval.Low < interval.Mean && interval.Mean < interval.High);
    }

    private static IEnumerable<PixelForecast> Forecasts(params (double Probability, bool IsPositive)[] pixels) =>
        pixels.Select(pixel => new PixelForecast(pixel.Probability, pixel.IsPositive));
}
