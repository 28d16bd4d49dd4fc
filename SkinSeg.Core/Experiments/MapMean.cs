using System.Text.Json.Nodes;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Means of stored maps, stored again: over views, and over networks.</summary>
internal static class MapMean
{
    /// <summary>The stage that holds the mean of others; of one alone it is that one.</summary>
    public static StoredStage Of(CrossValidation run, string label, IReadOnlyList<StoredStage> inputs, IReadOnlyList<double> weights)
    {
        CheckWeights(inputs.Count, weights);
        return inputs.Count == 1
            ? inputs[0]
            : run.Store.Make(StageOf(label, inputs.Select(input => input.Stage), weights), work => Write(inputs, weights, work), progress: null, CancellationToken.None);
    }

    /// <summary>The stage of a mean, which may not be there yet.</summary>
    public static Stage StageOf(string label, IEnumerable<Stage> inputs, IReadOnlyList<double> weights) => weights.Count == 1
        ? inputs.Single()
        : Stage.Of(StageKind.Mean, label, new() { ["weights"] = new JsonArray([.. weights.Select(weight => JsonValue.Create(weight))]) }, inputs);

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

    private static void CheckWeights(int count, IReadOnlyList<double> weights)
    {
        if (weights.Count != count || weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || weights.Sum() <= 0)
        {
            throw new ArgumentException($"Expected {count} weights of at least 0, one of them above it, got [{string.Join(", ", weights)}].", nameof(weights));
        }
    }

    private static void Write(IReadOnlyList<StoredStage> inputs, IReadOnlyList<double> weights, StageWork work)
    {
        string[] names = [.. Directory.EnumerateFiles(inputs[0].Folder, "*.png").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        OrderedParallel.Map(
            names,
            name =>
            {
                ProbabilityMap[] maps = [.. inputs.Select(input => ImageFiles.ReadProbabilityMap(input[name]))];
                ImageFiles.Write(Path.Combine(work.Folder, name), ProbabilityMap.Mean(maps));
                return name;
            },
            progress: null,
            work.CancellationToken);
    }

    private static string Describe(HeldOutMaps maps) => $"{maps} of {maps.Run.Experiment.Label} at {maps.Run.Experiment.WorkingSize}";
}
