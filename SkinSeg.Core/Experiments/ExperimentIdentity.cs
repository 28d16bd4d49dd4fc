using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SkinSeg.Data;
using SkinSeg.Primitives;
using SkinSeg.Weights;

namespace SkinSeg.Experiments;

/// <summary>What makes two experiments the same, as canonical JSON: what decides results is in, what a machine decides is out.</summary>
internal static class ExperimentIdentity
{
    // What only later stages use: a training does not depend on it.
    private static readonly string[] AfterTraining = ["views", "search", "postProcessing", "evaluateOn"];

    /// <summary>Hash of everything.</summary>
    public static string Of(Experiment experiment, DermoscopyDataset data) => CanonicalJson.Hash(Describe(experiment, data));

    /// <summary>Everything that decides a fold's weights.</summary>
    public static JsonObject OfTraining(Experiment experiment, DermoscopyDataset data)
    {
        var description = Describe(experiment, data);
        var inner = description["experiment"]!.AsObject();
        foreach (string key in AfterTraining)
        {
            inner.Remove(key);
        }

        return description;
    }

    private static JsonObject Describe(Experiment experiment, DermoscopyDataset data)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(data);
        var plain = experiment with
        {
            Subsampling = experiment.Target == SegmentationTarget.Lesion ? new() : experiment.Subsampling,
            Training = experiment.Training with { Loader = new() },
            Preparation = experiment.Preparation with { Workers = 0, OnBadImage = default, OnChangedImage = default, OnDamagedCache = default },
        };
        var node = ExperimentJson.ToNode(plain);
        node.Remove("initialWeights"); // the path: the file's content counts, wherever it lies
        return new()
        {
            ["experiment"] = node,
            ["initialWeights"] = experiment.InitialWeights.Length > 0 ? HashOf(experiment.InitialWeights) : "random",
            ["data"] = data.ManifestHash,
        };
    }

    private static string HashOf(string path)
    {
        using var stream = WeightFile.OpenStream(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
