using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What of a row is not there.</summary>
/// <param name="Name">The network, or <c>ensemble</c>.</param>
/// <param name="Folds">Missing folds, counted from 0.</param>
/// <param name="Networks">Networks whose trainings would fill it.</param>
public sealed record MissingRow(string Name, ValueList<int> Folds, ValueList<string> Networks)
{
    /// <summary>What would be segmented: the lesion, or an attribute.</summary>
    public SegmentationTarget Target { get; init; } = SegmentationTarget.Lesion;

    /// <summary>Why no training can fill it; empty where one can.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>For example <c>folds 2, 5</c>; folds print from 1.</summary>
    public string FoldText => $"fold{(Folds.Count == 1 ? string.Empty : "s")} {string.Join(", ", Folds.Select(fold => (fold + 1).ToString(CultureInfo.InvariantCulture)))}";
}

/// <summary>What a study found for lesions and attributes, as far as it is done.</summary>
/// <param name="Study">The study.</param>
/// <param name="Lesions">One result per network that has a fold, then the ensemble's where there are two networks or more.</param>
/// <param name="Missing">What is not there, by row.</param>
public sealed record StudyResult(Study Study, ValueList<LesionResult> Lesions, ValueList<MissingRow> Missing)
{
    /// <summary>One result per network and attribute that has a fold, and the ensembles'.</summary>
    public AttributesResult Attributes { get; init; } = new([]);
}
