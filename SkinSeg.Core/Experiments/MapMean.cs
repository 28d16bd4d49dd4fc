using System.Text.Json.Nodes;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Means of stored maps, stored again: over views, and over networks.</summary>
internal static class MapMean
{
    /// <summary>The stage that holds the mean of others; of one alone it is that one.</summary>
    /// <param name="run">Whose store takes it.</param>
    /// <param name="label">What it is, for people.</param>
    /// <param name="inputs">What is averaged.</param>
    /// <param name="weights">One for each.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    public static StoredStage Of(CrossValidation run, string label, IReadOnlyList<StoredStage> inputs, IReadOnlyList<double> weights, CancellationToken cancellationToken)
    {
        Weighting.Check(weights, inputs.Count);
        return inputs.Count == 1
            ? inputs[0]
            : run.Store.Make(StageOf(label, inputs.Select(input => input.Stage), weights), work => Write(inputs, weights, work), progress: null, cancellationToken);
    }

    /// <summary>The stage of a mean, which may not be there yet.</summary>
    public static Stage StageOf(string label, IEnumerable<Stage> inputs, IReadOnlyList<double> weights) => weights.Count == 1
        ? inputs.Single()
        : Stage.Of(StageKind.Mean, label, new() { ["weights"] = new JsonArray([.. Plain(weights).Select(weight => JsonValue.Create(weight))]) }, inputs);

    /// <summary>Refuses members that do not fit together.</summary>
    public static void Check(IReadOnlyList<HeldOutMaps> members)
    {
        if (members.Count == 0)
        {
            throw new ArgumentException("Expected at least one network for an ensemble, got none.", nameof(members));
        }

        var first = members[0];
        foreach (var member in members)
        {
            if (member.Run.Experiment.Target != first.Run.Experiment.Target || member.Run.Experiment.WorkingSize != first.Run.Experiment.WorkingSize
                || member.Run.Experiment.Folds != first.Run.Experiment.Folds || member.Folds != first.Folds || member.Run.Data.ManifestHash != first.Run.Data.ManifestHash)
            {
                throw new ArgumentException(
                    $"Expected networks for one target, of the same images, folds and size, got {Describe(first)} and {Describe(member)}. Run them on the same folds.", nameof(members));
            }
        }
    }

    // Equal weights, whatever they are, give the same maps: one stage for all of them.
    private static IEnumerable<double> Plain(IReadOnlyList<double> weights) => weights.All(weight => weight == weights[0]) ? weights.Select(_ => 1.0) : weights;

    private static void Write(IReadOnlyList<StoredStage> inputs, IReadOnlyList<double> weights, StageWork work)
    {
        string[] names = [.. Directory.EnumerateFiles(inputs[0].Folder, "*.png").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        OrderedParallel.Map(
            names,
            name =>
            {
                ProbabilityMap[] maps = [.. inputs.Select(input => ImageFiles.ReadProbabilityMap(input[name]))];
                ImageFiles.Write(Path.Combine(work.Folder, name), ProbabilityMap.Mean(maps, weights));
                return name;
            },
            progress: null,
            work.CancellationToken);
    }

    private static string Describe(HeldOutMaps maps) => $"{maps} of {maps.Run.Experiment.Label} at {maps.Run.Experiment.WorkingSize}";
}
