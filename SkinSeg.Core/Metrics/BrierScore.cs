using System.Text.Json.Serialization;

namespace SkinSeg.Metrics;

/// <summary>Mean squared difference of probability and truth, and what it is made of.</summary>
/// <remarks>
/// Brier 1950. <c>Total = Reliability − Resolution + Uncertainty + WithinBins</c>, exactly: the first three are Murphy's (1973), the last is what
/// binning hides, the variance of probabilities within bins less twice their covariance with the truth (Stephenson, Coelho and Jolliffe 2008).
/// </remarks>
/// <param name="Reliability">Mean over pixels of (predicted − observed)² of their bin; 0 is perfect.</param>
/// <param name="Resolution">Mean over pixels of (observed of their bin − base rate)²; more is better, at most <paramref name="Uncertainty"/>.</param>
/// <param name="Uncertainty">Base rate × (1 − base rate): the score of always predicting the base rate.</param>
/// <param name="WithinBins">What differs because pixels of a bin have different probabilities; may be below 0, shrinks with the width of bins.</param>
public readonly record struct BrierScore(double Reliability, double Resolution, double Uncertainty, double WithinBins)
{
    /// <summary>The Brier score in [0, 1], of the probabilities themselves, not of their bins; 0 is perfect.</summary>
    [JsonIgnore]
    public double Total => Reliability - Resolution + Uncertainty + WithinBins;

    /// <summary>Share of the uncertainty that the forecast takes away: 1 is perfect, 0 no better than the base rate; 0 where nothing was uncertain.</summary>
    [JsonIgnore]
    public double Skill => Uncertainty == 0 ? 0 : 1 - (Total / Uncertainty);

    /// <summary>The score of counted pixels; 0 without pixels.</summary>
    internal static BrierScore Of(Calibration counts)
    {
        double rate = counts.Frequency;
        double variance = counts.SquareSum - counts.Bins.Sum(bin => bin.MeanProbability * bin.ProbabilitySum);
        double covariance = counts.PositiveSum - counts.Bins.Sum(bin => bin.MeanProbability * bin.Positives);
        return new(
            counts.Mean(counts.Bins.Sum(bin => bin.Pixels * bin.Gap * bin.Gap)),
            counts.Mean(counts.Bins.Sum(bin => bin.Pixels * (bin.Frequency - rate) * (bin.Frequency - rate))),
            rate * (1 - rate),
            counts.Mean(variance - (2 * covariance)));
    }

    /// <summary>Lines of a table.</summary>
    internal IEnumerable<IEnumerable<string>> Rows() =>
    [
        ["Brier score", Calibration.Format(Total)],
        ["  reliability (+)", Calibration.Format(Reliability)],
        ["  resolution (−)", Calibration.Format(Resolution)],
        ["  uncertainty (+)", Calibration.Format(Uncertainty)],
        ["  within bins (+)", Primitives.Signed.Text(WithinBins, 4)],
        ["Brier skill", Calibration.Format(Skill)],
    ];
}
