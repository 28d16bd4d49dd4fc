using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What some networks, and their ensemble, found for several attributes: Table III, which it shows itself as.</summary>
/// <param name="Results">One per network and attribute.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record AttributesResult(ValueList<AttributeResult> Results) : ISelfDisplay
{
    /// <summary>Networks in the order of their first result, then <c>ensemble</c> where there is one.</summary>
    public ValueList<string> Names => [.. Results.Select(result => result.Maps.Name).Distinct().OrderBy(name => name == "ensemble")];

    /// <summary>One network's results.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public ValueList<AttributeResult> Of(string name) => Results.Any(result => result.Maps.Name == name)
        ? [.. Results.Where(result => result.Maps.Name == name)]
        : throw new ArgumentException($"Expected one of {string.Join(", ", Names)}, got '{name}'.", nameof(name));

    /// <summary>One network's scores over its attributes.</summary>
    public AttributeScores Scores(string name) => AttributeScores.Of(Of(name).SelectMany(result => result.Counts));

    /// <summary>A score of one attribute with its 95 % interval: 2000 draws of the images, seed 0.</summary>
    /// <param name="result">The attribute's result.</param>
    /// <param name="score">Jaccard or Dice of pooled counts, for example <c>counts => counts.Jaccard</c>.</param>
    /// <param name="pooling">How images get the same weight.</param>
    public static Estimate Score(AttributeResult result, Func<PooledCounts, double> score, AttributePooling pooling = AttributePooling.PerImage)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Bootstrap.Pooled(result.Counts.Select(counts => counts.Share(pooling)), PooledCounts.Add, score, seed: 0);
    }

    /// <summary>Mean over a network's attributes, the paper's average; images are drawn with all their attributes.</summary>
    /// <inheritdoc cref="Micro"/>
    public Estimate Macro(string name, Func<PooledCounts, double> score, AttributePooling pooling = AttributePooling.PerImage) =>
        Bootstrap.Pooled(Scores(name).ByImage(pooling).Select(row => row.ToArray()), Add, sum => sum.Average(score), seed: 0);

    /// <summary>All attributes pooled, the challenge's score; images are drawn with all their attributes.</summary>
    /// <param name="name">The network.</param>
    /// <param name="score">Jaccard or Dice of pooled counts.</param>
    /// <param name="pooling">How images get the same weight.</param>
    public Estimate Micro(string name, Func<PooledCounts, double> score, AttributePooling pooling = AttributePooling.PerImage) =>
        Bootstrap.Pooled(Scores(name).ByImage(pooling).Select(PooledCounts.Sum), PooledCounts.Add, score, seed: 0);

    /// <inheritdoc/>
    public string ToHtml() => TableThree.Of(this).ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => TableThree.Of(this).ToMarkdown();

    /// <summary>Table III as aligned text.</summary>
    public override string ToString() => TableThree.Of(this).ToString();

    private static PooledCounts[] Add(PooledCounts[] left, PooledCounts[] right) => [.. left.Zip(right, PooledCounts.Add)];
}
