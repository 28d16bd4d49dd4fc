using System.Text.Json.Serialization;

namespace SkinSeg.Metrics;

/// <summary>The pixels whose predicted probability lies in one range: what was predicted for them, and what they were. Adds up.</summary>
/// <param name="Pixels">Number of pixels.</param>
/// <param name="Positives">How many of them are lesion (or attribute) in the truth.</param>
/// <param name="ProbabilitySum">Sum of their predicted probabilities.</param>
public readonly record struct ReliabilityBin(long Pixels, long Positives, double ProbabilitySum)
{
    /// <summary>The bin without pixels.</summary>
    public static ReliabilityBin Zero => default;

    /// <summary>Mean predicted probability in [0, 1]; 0 without pixels.</summary>
    [JsonIgnore]
    public double MeanProbability => Pixels == 0 ? 0 : ProbabilitySum / Pixels;

    /// <summary>Share of positives in [0, 1]; 0 without pixels.</summary>
    [JsonIgnore]
    public double Frequency => Pixels == 0 ? 0 : (double)Positives / Pixels;

    /// <summary>Predicted minus observed, in [−1, 1]: above 0 where the network promises too much; 0 without pixels.</summary>
    [JsonIgnore]
    public double Gap => MeanProbability - Frequency;

    /// <summary>Adds counts.</summary>
    public static ReliabilityBin operator +(ReliabilityBin left, ReliabilityBin right) =>
        new(left.Pixels + right.Pixels, left.Positives + right.Positives, left.ProbabilitySum + right.ProbabilitySum);

    /// <summary>The named form of <c>+</c>.</summary>
    public static ReliabilityBin Add(ReliabilityBin left, ReliabilityBin right) => left + right;
}
