using System.Text.Json.Serialization;
using SkinSeg.Metrics;

namespace SkinSeg.PostProcessing;

/// <summary>What a search for thresholds maximises (facts.md §6.3 #21).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LandscapeScore>))]
public enum LandscapeScore
{
    /// <summary>Task 1: the mean over images of the Jaccard index where it is at least 0.65, else 0.</summary>
    MeanThresholdJaccard,

    /// <summary>Task 2: the Jaccard index of all images' pixels together, each image's counts divided by its number of pixels.</summary>
    PooledJaccard,
}

/// <summary>What one image adds to a score; the score of several is the quotient of the sums.</summary>
/// <param name="Part">For Task 1 the thresholded Jaccard index, for Task 2 the share of pixels in truth and prediction.</param>
/// <param name="Whole">For Task 1 one image, for Task 2 the share of pixels in either.</param>
internal readonly record struct ScoreTerm(double Part, double Whole)
{
    /// <summary>The quotient; 1 where nothing was there to be missed, as in the challenge's own scorer (facts.md §4.5).</summary>
    public double Quotient => Whole == 0 ? 1 : Part / Whole;

    /// <summary>One image's term.</summary>
    public static ScoreTerm Of(LandscapeScore score, PixelCounts counts)
    {
        double pixels = counts.Total;
        return score switch
        {
            LandscapeScore.MeanThresholdJaccard => new(new ImageScores(string.Empty, counts).ThresholdJaccard, 1),
            LandscapeScore.PooledJaccard => new(counts.TruePositive / pixels, (counts.TruePositive + counts.FalsePositive + counts.FalseNegative) / pixels),
            _ => throw new ArgumentOutOfRangeException(nameof(score), score, "Expected a score of Task 1 or of Task 2."),
        };
    }

    /// <summary>Adds parts and wholes.</summary>
    public static ScoreTerm Add(ScoreTerm left, ScoreTerm right) => new(left.Part + right.Part, left.Whole + right.Whole);

    /// <summary>The sum of many.</summary>
    public static ScoreTerm Sum(IEnumerable<ScoreTerm> terms) => terms.Aggregate(default(ScoreTerm), Add);
}

/// <summary>The words for scores.</summary>
internal static class LandscapeScores
{
    /// <summary>For titles, for example <c>Pooled Jaccard</c>.</summary>
    public static string Title(this LandscapeScore score) => score == LandscapeScore.MeanThresholdJaccard ? "Mean thresholded Jaccard" : "Pooled Jaccard";
}
