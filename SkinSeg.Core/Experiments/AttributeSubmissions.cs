using SkinSeg.Data;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>One of the paper's three submissions of attributes (section II-C-4).</summary>
/// <param name="Name">What sets it apart.</param>
/// <param name="Restriction">How maps are restricted to the lesion.</param>
/// <param name="HighLoweredBy">How much T_H lies below the one that was chosen, in [0, 1].</param>
public sealed record AttributeSubmission(string Name, LesionRestriction Restriction, double HighLoweredBy)
{
    /// <summary>The post-processing that it gives a result.</summary>
    public PostProcessingConfig For(AttributeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Maps.Run.Experiment.PostProcessing with { Restriction = Restriction, Thresholds = result.Thresholds.WithHighLowered(HighLoweredBy) };
    }

    /// <summary>The mask of a held-out image, at its original size.</summary>
    /// <param name="result">The attribute's result; with its lesions, where the submission is restricted to them.</param>
    /// <param name="id">The image.</param>
    /// <exception cref="ArgumentException">No fold that ran holds the image out, or the lesions are needed and not there.</exception>
    public Mask MaskOf(AttributeResult result, string id) => result is null ? throw new ArgumentNullException(nameof(result)) : result.MaskOf(id, For(result));

    /// <summary>Its thresholds as a rule for maps that are restricted already, for <see cref="SubmissionConfig.Rule"/>.</summary>
    /// <param name="results">One result per attribute.</param>
    public MaskRule RuleOf(IEnumerable<AttributeResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var rules = results.ToDictionary(result => result.Attribute.Target(), result => For(result).Thresholds);
        return new(Name, (target, map) => rules.TryGetValue(target, out var rule)
            ? rule.Apply(map)
            : throw new ArgumentException($"Expected a result of {target.FileName()} for its thresholds, got none. Give one per attribute."));
    }
}

/// <summary>The paper's three submissions of attributes.</summary>
public static class AttributeSubmissions
{
    /// <summary>Within the lesion, anywhere, and within the lesion with T_H lowered by 0.05; the paper does not say what the third is restricted to (facts.md §6.3 #22).</summary>
    public static ValueList<AttributeSubmission> Paper { get; } =
    [
        new("with restriction", LesionRestriction.Binary, 0),
        new("without restriction", LesionRestriction.None, 0),
        new("T_H lowered by 0.05", LesionRestriction.Binary, 0.05),
    ];
}
