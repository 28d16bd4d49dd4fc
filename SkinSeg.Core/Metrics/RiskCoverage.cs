using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>What referring the most uncertain images to a human would do for the score of the rest.</summary>
/// <remarks>
/// El-Yaniv and Wiener 2010; here of scores, not of errors. Where images are equally uncertain, any of them may be the one that is referred: the
/// mean over all such choices is taken, so that an uncertainty that says nothing gives exactly the random curve.
/// </remarks>
/// <param name="Cases">At least one image, in any order.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record RiskCoverage(ValueList<ReferralCase> Cases) : ISelfDisplay
{
    private static readonly double[] ReferredInTable = [0, 0.05, 0.1, 0.2, 0.3, 0.5];

    /// <summary>The images, in the order given.</summary>
    public ValueList<ReferralCase> Cases { get; } = Cases is { Count: > 0 } && Cases.All(image => double.IsFinite(image.Uncertainty) && double.IsFinite(image.Score))
        ? Cases
        : throw new ArgumentException("Expected at least one image, and finite uncertainties and scores.", nameof(Cases));

    /// <summary>The curve: place k holds the mean score of the k + 1 most certain images; the last is the mean of all.</summary>
    [JsonIgnore]
    public ValueList<double> Curve => new(CurveOf(image => image.Uncertainty));

    /// <summary>The best possible curve: the images with the lowest scores are referred first.</summary>
    [JsonIgnore]
    public ValueList<double> OracleCurve => new(CurveOf(image => -image.Score));

    /// <summary>Mean score of all images: what referring images at random leaves it at.</summary>
    [JsonIgnore]
    public double Random => Cases.Average(image => image.Score);

    /// <summary>Area under the curve: its mean over all coverages 1/n, 2/n, … 1.</summary>
    [JsonIgnore]
    public double Area => Curve.Average();

    /// <summary>Area under the best possible curve.</summary>
    [JsonIgnore]
    public double OracleArea => OracleCurve.Average();

    /// <summary>Where the area lies between random (0) and the best possible (1); below 0 where the surest images are the worst; 0 where all scores are equal.</summary>
    [JsonIgnore]
    public double Skill => OracleArea > Random ? (Area - Random) / (OracleArea - Random) : 0;

    /// <summary>A curve from a sequence, F# <c>RiskCoverage.Of cases</c>.</summary>
    /// <exception cref="ArgumentException">There is no image, or a number is not finite.</exception>
    public static RiskCoverage Of(IEnumerable<ReferralCase> cases) => new(new ValueList<ReferralCase>(cases));

    /// <summary>Mean score of the images kept when a share of them is referred, with its 95 % interval over images.</summary>
    /// <param name="referred">Share of images to refer, in [0, 1), rounded to whole images; one is always kept. For example 0.1.</param>
    public Estimate ScoreAt(double referred) => ReferralBootstrap.Score(Cases, KeptOf(referred));

    /// <summary>How much referring a share of the images raises the mean score of the rest above that of all, with its 95 % interval over images.</summary>
    /// <param name="referred">Share of images to refer, in [0, 1).</param>
    public Estimate GainAt(double referred) => ReferralBootstrap.Gain(Cases, KeptOf(referred));

    /// <summary>One line per share of referred images: the score of the rest beside random and the best possible.</summary>
    public Table ToTable()
    {
        var oracle = OracleCurve;
        return Table.Of(
            Invariant($"Score of the images kept, of {Cases.Count}; area {Area:F4}, random {Random:F4}, best possible {OracleArea:F4}, skill {Skill:F3}"),
            ["Referred", "Images kept", "Score (95 % interval)", "Gain (95 % interval)", "Best possible"],
            ReferredInTable.Select(share => Row(share, oracle[KeptOf(share) - 1])));
    }

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private int KeptOf(double referred) => referred is >= 0 and < 1
        ? Math.Max(1, Cases.Count - (int)Math.Round(referred * Cases.Count, MidpointRounding.AwayFromZero))
        : throw new ArgumentOutOfRangeException(nameof(referred), referred, "Expected a share in [0, 1), such as 0.1 for every tenth image.");

    private double[] CurveOf(Func<ReferralCase, double> doubt)
    {
        var curve = new double[Cases.Count];
        double sum = 0;
        int kept = 0;
        foreach (var tied in Cases.GroupBy(doubt).OrderBy(group => group.Key))
        {
            double mean = tied.Average(image => image.Score);
            for (int i = tied.Count(); i > 0; i--)
            {
                sum += mean;
                curve[kept++] = sum / kept;
            }
        }

        return curve;
    }

    private IEnumerable<string> Row(double share, double oracle)
    {
        var (score, gain) = (ScoreAt(share), GainAt(share));
        return
        [
            Invariant($"{100 * share:F0} %"),
            Invariant($"{KeptOf(share)}"),
            Invariant($"{score.Mean:F4} ({score.Low:F4} to {score.High:F4})"),
            $"{Signed.Text(gain.Mean, 4)} ({Signed.Text(gain.Low, 4)} to {Signed.Text(gain.High, 4)})",
            Invariant($"{oracle:F4}"),
        ];
    }
}
