using System.Text.Json;
using System.Text.Json.Serialization;

namespace SkinSeg.Metrics;

/// <summary>Means of the six Task 1 scores over all images.</summary>
public sealed record MacroAverage
{
    /// <summary>Mean accuracy.</summary>
    [JsonPropertyName("accuracy")]
    public double Accuracy { get; init; }

    /// <summary>Mean sensitivity.</summary>
    [JsonPropertyName("sensitivity")]
    public double Sensitivity { get; init; }

    /// <summary>Mean specificity.</summary>
    [JsonPropertyName("specificity")]
    public double Specificity { get; init; }

    /// <summary>Mean Jaccard index.</summary>
    [JsonPropertyName("jaccard")]
    public double Jaccard { get; init; }

    /// <summary>Mean thresholded Jaccard index.</summary>
    [JsonPropertyName("threshold_jaccard")]
    public double ThresholdJaccard { get; init; }

    /// <summary>Mean Dice coefficient.</summary>
    [JsonPropertyName("dice")]
    public double Dice { get; init; }
}

/// <summary>The challenge scorer's summary of a Task 1 submission, in its own names and order.</summary>
/// <param name="Overall">The ranking score: the mean thresholded Jaccard index.</param>
/// <param name="Validation">The same number under the name that the challenge's site shows.</param>
/// <param name="MacroAverage">Means over images.</param>
public sealed record Task1Report(
    [property: JsonPropertyName("overall")] double Overall,
    [property: JsonPropertyName("validation")] double Validation,
    [property: JsonPropertyName("macro_average")] MacroAverage MacroAverage)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Averages the scores of all images (facts.md §4.5, last rows).</summary>
    public static Task1Report From(ScoreTable scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double Mean(Metric metric) => scores.Values(metric).Average();
        double ranking = Mean(Metric.ThresholdJaccard);
        return new(ranking, ranking, new()
        {
            Accuracy = Mean(Metric.Accuracy),
            Sensitivity = Mean(Metric.Sensitivity),
            Specificity = Mean(Metric.Specificity),
            Jaccard = Mean(Metric.Jaccard),
            ThresholdJaccard = ranking,
            Dice = Mean(Metric.Dice),
        });
    }

    /// <summary>The report as indented JSON; every number reads back as the same double.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Indented);
}
