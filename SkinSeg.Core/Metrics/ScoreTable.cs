using System.Globalization;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>The scores of a set of images: each image's own, and the mean of each score with its interval, as in a row of the paper's Table I.</summary>
/// <remarks>
/// A mean is taken over images, not over pixels (facts.md §6.3 #50). Its 95 % interval is <see cref="Bootstrap.Mean"/> with seed 0, and so
/// the same for the same scores everywhere.
/// </remarks>
/// <param name="Images">At least one image's scores.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record ScoreTable(ValueList<ImageScores> Images) : ISelfDisplay
{
    /// <summary>Each image's scores, in the order they were given.</summary>
    public ValueList<ImageScores> Images { get; } = Images is { Count: > 0 }
        ? Images
        : throw new ArgumentException("Expected the scores of at least one image, got none.", nameof(Images));

    /// <summary>Number of images.</summary>
    [JsonIgnore]
    public int Count => Images.Count;

    /// <summary>Mean thresholded Jaccard index: the challenge's ranking score.</summary>
    [JsonIgnore]
    public Estimate ThresholdJaccard => Mean(Metric.ThresholdJaccard);

    /// <summary>Mean Jaccard index.</summary>
    [JsonIgnore]
    public Estimate Jaccard => Mean(Metric.Jaccard);

    /// <summary>Mean Dice coefficient.</summary>
    [JsonIgnore]
    public Estimate Dice => Mean(Metric.Dice);

    /// <summary>Mean accuracy.</summary>
    [JsonIgnore]
    public Estimate Accuracy => Mean(Metric.Accuracy);

    /// <summary>Mean sensitivity.</summary>
    [JsonIgnore]
    public Estimate Sensitivity => Mean(Metric.Sensitivity);

    /// <summary>Mean specificity.</summary>
    [JsonIgnore]
    public Estimate Specificity => Mean(Metric.Specificity);

    /// <summary>A table from a sequence, F# <c>ScoreTable.Of scores</c>.</summary>
    /// <exception cref="ArgumentException">There is no image.</exception>
    public static ScoreTable Of(IEnumerable<ImageScores> images) => new(new ValueList<ImageScores>(images));

    /// <summary>One score of every image, in order.</summary>
    public ValueList<double> Values(Metric metric) => new(Images.Select(image => image[metric]));

    /// <summary>Mean of one score over the images, with its 95 % interval.</summary>
    public Estimate Mean(Metric metric) => Bootstrap.Mean(Values(metric), seed: 0);

    /// <summary>The images with the lowest Jaccard index, worst first; ties by id.</summary>
    /// <param name="count">How many at most.</param>
    public ValueList<ImageScores> Worst(int count) =>
        new(Images.OrderBy(image => image.Jaccard).ThenBy(image => image.Id, StringComparer.Ordinal).Take(count));

    /// <summary>The six means as a table.</summary>
    /// <param name="title">One line above it; may be empty.</param>
    public Table ToTable(string title) => Table.Of(title, ["Score", "Mean", "95 % interval", "Images"], Task1Metrics.All.Select(Row));

    /// <summary>Every image's six scores as a table, in order.</summary>
    /// <param name="title">One line above it; may be empty.</param>
    public Table ToImageTable(string title) => Table.Of(
        title,
        Task1Metrics.All.Select(metric => metric.Title()).Prepend("Image"),
        Images.Select(image => Task1Metrics.All.Select(metric => Format(image[metric])).Prepend(image.Id)));

    /// <inheritdoc/>
    public string ToHtml() => ToTable(string.Empty).ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable(string.Empty).ToMarkdown();

    /// <summary>The six means as aligned text.</summary>
    public override string ToString() => ToTable(string.Empty).ToString();

    private static string Format(double score) => score.ToString("F4", CultureInfo.InvariantCulture);

    private IEnumerable<string> Row(Metric metric)
    {
        var mean = Mean(metric);
        return [metric.Title(), Format(mean.Mean), $"{Format(mean.Low)} – {Format(mean.High)}", mean.Count.ToString(CultureInfo.InvariantCulture)];
    }
}
