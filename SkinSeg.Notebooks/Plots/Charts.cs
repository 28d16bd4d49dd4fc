using Plotly.NET;
using SkinSeg.Experiments;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Training;
using Chart = Plotly.NET.CSharp.Chart;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Charts of what the kit measures. Each returns a Plotly chart to show, to save, or to change further.</summary>
public static class Charts
{
    /// <summary>Training and validation loss over the epochs: one thin line per fold, the band between them, the mean thick.</summary>
    /// <param name="folds">The epochs of each fold, F# <c>folds |&gt; Seq.map _.Epochs</c>.</param>
    public static GenericChart Losses(IEnumerable<ValueList<EpochReport>> folds)
    {
        ValueList<EpochReport>[] all = EpochCurves.Checked(folds);
        return PlotTheme.Finish(
            Chart.Combine([
                .. EpochCurves.Of(all, "training loss", PlotTheme.Blue, static epoch => epoch.TrainingLoss),
                .. EpochCurves.Of(all, "validation loss", PlotTheme.Vermilion, static epoch => epoch.ValidationLoss)]),
            "epoch",
            "loss (Eq. 1), logarithmic",
            StyleParam.AxisType.Log); // one epoch that went astray must not flatten all others
    }

    /// <summary>Jaccard index on the held-out images over the epochs, at threshold 0.5: one thin line per fold, the band between them, the mean thick.</summary>
    /// <inheritdoc cref="Losses"/>
    public static GenericChart Jaccards(IEnumerable<ValueList<EpochReport>> folds) => PlotTheme.Finish(
        Chart.Combine(EpochCurves.Of(EpochCurves.Checked(folds), "Jaccard, held-out images", PlotTheme.Green, static epoch => epoch.ValidationJaccard)),
        "epoch",
        "Jaccard index");

    /// <summary>How far each policy's Jaccard index at threshold 0.5 lies from the first policy's on the same images: a point and its 95 % interval per policy.</summary>
    /// <param name="ablation">The ablation; its control is grey.</param>
    public static GenericChart Differences(AblationResult ablation)
    {
        ArgumentNullException.ThrowIfNull(ablation);
        var rows = ablation.Compared.Select(row => new IntervalRow(
            row.Name, ablation.PlainDifference(row, Metric.Jaccard), ReferenceEquals(row, ablation.Control) ? PlotTheme.Grey : PlotTheme.Blue));
        return ForestChart.Differences([.. rows], $"Jaccard index at 0.5, minus that of '{ablation.Reference.Name}'");
    }

    /// <summary>How far each experiment's Jaccard index lies from the first's on the same images: a point and its 95 % interval per experiment.</summary>
    /// <param name="sweep">The sweep.</param>
    public static GenericChart SweepDifferences(SweepResult sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var rows = sweep.Rows.Skip(1).Select(row => new IntervalRow(row.Name, sweep.Difference(row, Metric.Jaccard), PlotTheme.Blue));
        return ForestChart.Differences([.. rows], $"Jaccard index, minus that of '{sweep.Rows[0].Name}'");
    }

    /// <summary>How the score depends on the two thresholds: a heat map with a star at the best pair, a circle at the paper's and a line around the grid.</summary>
    /// <param name="landscape">What a grid search found.</param>
    public static GenericChart Landscape(ThresholdLandscape landscape)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        return new LandscapeChart(landscape).Draw();
    }

    /// <summary>A loss by what a map says inside and outside of the lesion: a heat map with a star where the loss is lowest, and a circle at the truth.</summary>
    /// <param name="points">A full grid, F# <c>EquationOne.Landscape Loss.JaccardCrossEntropy</c>.</param>
    public static GenericChart LossLandscape(IEnumerable<LossPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new LossChart([.. points]).Draw();
    }

    /// <summary>Jaccard index while losses are minimised: one line per loss.</summary>
    /// <param name="courses">What <see cref="EquationOne.Descend"/> returns.</param>
    public static GenericChart LossCourses(IEnumerable<LossCourse> courses)
    {
        ArgumentNullException.ThrowIfNull(courses);
        return LossChart.Courses([.. courses]);
    }

    /// <summary>Each network's mean with its 95 % interval, and the letters of the groups within which no two are separable.</summary>
    /// <param name="comparison">The comparison.</param>
    public static GenericChart Standings(NetworkComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var rows = comparison.Networks.Select(network => new IntervalRow($"{network.Name} ({network.Letters})", network.Mean, PlotTheme.Blue));
        return ForestChart.Draw([.. rows], $"{comparison.Metric.Title()}; networks that share a letter are not separable");
    }

    /// <summary>Difference of every pair of networks on the same images with its 95 % interval; blue where the pair is separable.</summary>
    /// <inheritdoc cref="Standings"/>
    public static GenericChart PairDifferences(NetworkComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var rows = comparison.Pairs.Select(pair => new IntervalRow(
            $"{pair.Higher} − {pair.Lower}", pair.Difference, pair.SeparableAt(comparison.Level) ? PlotTheme.Blue : PlotTheme.Grey));
        return ForestChart.Differences([.. rows], $"difference in {comparison.Metric.Title()}; grey: not separable");
    }

    /// <summary>Which share of images has at most so high a Jaccard index, for each network; the challenge's 0.65 is a line.</summary>
    /// <param name="networks">At least one network's scores.</param>
    public static GenericChart Distributions(IEnumerable<NamedScores> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return DistributionChart.Draw([.. networks]);
    }

    /// <summary>Reliability: how often pixels are lesion, over the probability that was predicted for them.</summary>
    /// <param name="calibration">Counts of all pixels, for example pooled over images.</param>
    public static GenericChart Reliability(Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        return TrustCharts.Reliability(calibration);
    }

    /// <summary>Risk–coverage: the mean score of what is kept when the most uncertain images are referred to a human.</summary>
    /// <param name="curve">The images with their uncertainty and score.</param>
    public static GenericChart RiskCoverage(RiskCoverage curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return TrustCharts.RiskCoverage(curve);
    }
}
