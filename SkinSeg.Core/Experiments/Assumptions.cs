using System.Globalization;

namespace SkinSeg.Experiments;

/// <summary>The register of assumptions: every place where the paper errs, contradicts itself or is silent, and what the kit does there.</summary>
/// <remarks>C#: <c>Assumptions.Find("6.3-1").Reading</c>; F#: <c>(Assumptions.Find "6.3-1").Reading</c>.</remarks>
public static class Assumptions
{
    /// <summary>All of them.</summary>
    public static AssumptionList All { get; } = new(
    [
        .. AssumptionsOnSlips.Items,
        .. AssumptionsOnContradictions.Items,
        .. new[]
        {
            AssumptionsOnTraining.Items, AssumptionsOnPostProcessing.Items, AssumptionsOnPrediction.Items, AssumptionsOnAugmentation.Items, AssumptionsOnAttributes.Items,
        }
            .SelectMany(items => items)
            .OrderBy(item => int.Parse(item.Id[4..], CultureInfo.InvariantCulture)), // all of §6.3, by row
    ]);

    /// <summary>The assumption of an id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Assumption Find(string id) =>
        All.Items.FirstOrDefault(item => item.Id == id)
        ?? throw new ArgumentException($"Expected the id of an assumption, from {All.Items[0].Id} to {All.Items[^1].Id}, got '{id}'. Assumptions.All lists them.", nameof(id));

    /// <summary>The assumptions that a record, or a part of it, switches.</summary>
    /// <param name="prefix">A property path or its beginning in whole names, for example <c>Experiment.Training</c>.</param>
    public static AssumptionList OfSetting(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new([.. All.Items.Where(item => item.Setting == prefix || item.Setting.StartsWith(prefix + ".", StringComparison.Ordinal))]);
    }
}
