using System.Globalization;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The scores of Task 2, with every reading side by side: per attribute, macro (the paper's Table III) and micro (the challenge's 0.473).</summary>
/// <remarks>
/// Pixels are pooled over images, and scored once (facts.md §6.1: Table III is pooled). <see cref="ByImage"/> gives what a bootstrap over images draws from.
/// </remarks>
/// <param name="Counts">The counts of at least one mask; at most one of each image and attribute.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record AttributeScores(ValueList<AttributeCounts> Counts) : ISelfDisplay
{
    /// <summary>Each mask's counts, in the order they were given.</summary>
    public ValueList<AttributeCounts> Counts { get; } = Checked(Counts);

    /// <summary>Number of images.</summary>
    public int Count => Images.Count;

    /// <summary>The images, in order of first appearance.</summary>
    public ValueList<string> Images => new(Counts.Select(mask => mask.Id).Distinct());

    /// <summary>The attributes that were scored, in the order of <see cref="LesionAttributes.All"/>.</summary>
    public ValueList<LesionAttribute> Attributes => new(LesionAttributes.All.Intersect(Counts.Select(mask => mask.Attribute)));

    /// <summary>What the live leaderboard computes: mean thresholded Jaccard index over masks; a pair of empty masks scores 1 (facts.md §4.5).</summary>
    public double MaskThresholdJaccard => Counts.Average(mask => new ImageScores(mask.Id, mask.Counts).ThresholdJaccard);

    /// <summary>The summary in the shape of the challenge's scorer.</summary>
    public Task2Report Report => new(
        new(Attributes
            .OrderBy(attribute => attribute.FileName(), StringComparer.Ordinal)
            .Select(attribute => new AttributeOverlap(attribute.FileName(), PooledOverlap.Of(Pooled(attribute))))),
        PooledOverlap.Of(Micro()));

    /// <summary>Scores from a sequence, F# <c>AttributeScores.Of counts</c>.</summary>
    /// <exception cref="ArgumentException">There is no mask, or one image's attribute is there twice.</exception>
    public static AttributeScores Of(IEnumerable<AttributeCounts> counts) => new(new ValueList<AttributeCounts>(counts));

    /// <summary>The pixels of one attribute, pooled over images.</summary>
    public PooledCounts Pooled(LesionAttribute attribute, AttributePooling pooling = AttributePooling.PerImage) =>
        PooledCounts.Sum(Counts.Where(mask => mask.Attribute == attribute).Select(mask => mask.Share(pooling)));

    /// <summary>The pixels of all attributes and images pooled: the challenge's ranking score is their Jaccard index.</summary>
    public PooledCounts Micro(AttributePooling pooling = AttributePooling.PerImage) => PooledCounts.Sum(Counts.Select(mask => mask.Share(pooling)));

    /// <summary>Mean over attributes of their pooled scores: the "average" column of the paper's Table III (facts.md §6.2 #12).</summary>
    public PooledOverlap Macro(AttributePooling pooling = AttributePooling.PerImage)
    {
        PooledCounts[] pooled = [.. Attributes.Select(attribute => Pooled(attribute, pooling))];
        return new(pooled.Average(counts => counts.Jaccard), pooled.Average(counts => counts.Dice));
    }

    /// <summary>One row per image of <see cref="Images"/>, one column per attribute of <see cref="Attributes"/>; a mask that is missing counts nothing.</summary>
    public ValueList<ValueList<PooledCounts>> ByImage(AttributePooling pooling = AttributePooling.PerImage)
    {
        var shares = Counts.ToDictionary(mask => (mask.Id, mask.Attribute), mask => mask.Share(pooling));
        var attributes = Attributes;
        return new(Images.Select(id => new ValueList<PooledCounts>(attributes.Select(attribute => shares.GetValueOrDefault((id, attribute))))));
    }

    /// <summary>Every reading as a table.</summary>
    /// <param name="title">One line above it; may be empty.</param>
    public Table ToTable(string title) => Table.Of(
        title,
        ["Attribute", "Jaccard, by image", "Dice, by image", "Jaccard, 256×256", "Dice, 256×256"],
        [
            .. Attributes.Select(attribute => Row(attribute.FileName().Replace('_', ' '), pooling => PooledOverlap.Of(Pooled(attribute, pooling)))),
            Row("macro: mean of the attributes (the paper's)", Macro),
            Row("micro: all attributes pooled (the challenge's)", pooling => PooledOverlap.Of(Micro(pooling))),
            ["thresholded, mask by mask (the live leaderboard's)", Format(MaskThresholdJaccard), "", "", ""],
        ]);

    /// <inheritdoc/>
    public string ToHtml() => ToTable(string.Empty).ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable(string.Empty).ToMarkdown();

    /// <summary>Every reading as aligned text.</summary>
    public override string ToString() => ToTable(string.Empty).ToString();

    private static IEnumerable<string> Row(string name, Func<AttributePooling, PooledOverlap> score)
    {
        var official = score(AttributePooling.PerImage);
        var paper = score(AttributePooling.Standardized);
        return [name, Format(official.Jaccard), Format(official.Dice), Format(paper.Jaccard), Format(paper.Dice)];
    }

    private static string Format(double score) => score.ToString("F4", CultureInfo.InvariantCulture);

    private static ValueList<AttributeCounts> Checked(ValueList<AttributeCounts> counts)
    {
        if (counts is not { Count: > 0 })
        {
            throw new ArgumentException("Expected the counts of at least one attribute mask, got none.", nameof(counts));
        }

        var twice = counts.CountBy(mask => (mask.Id, mask.Attribute)).FirstOrDefault(mask => mask.Value > 1);
        return twice.Value == 0
            ? counts
            : throw new ArgumentException($"Expected one mask of each image and attribute, got {twice.Value} of {twice.Key.Attribute.FileName()} of {twice.Key.Id}.", nameof(counts));
    }
}
