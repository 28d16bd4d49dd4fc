using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Data;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Weights;

namespace SkinSeg.Experiments;

/// <summary>What work costs on this machine, measured once and kept in the store: <c>FOLDER/probes</c>.</summary>
/// <param name="data">The images.</param>
/// <param name="store">The store.</param>
/// <param name="device">What computes.</param>
public sealed class StoredRates(DermoscopyDataset data, RunStore store, string device)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Training steps that a probe times.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Whether what was measured before is measured again.</summary>
    public bool Again { get; init; }

    /// <summary>The machine that is measured, in words: rates of another one are of no use.</summary>
    public string Machine { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}, {ProcessorFeatures.Current}, {device}, {TorchRuntime.Threads} threads, kit {ModelInfo.CurrentKitVersion}");

    /// <summary>The rates of an experiment; measured where the store does not know them.</summary>
    /// <param name="experiment">The experiment.</param>
    public WorkRates Of(Experiment experiment)
    {
        string path = Path.Combine(store.Folder, "probes", $"{Key(experiment)}.json");
        if (!Again && Read(path) is { } known)
        {
            return known;
        }

        StoreVersion.Mark(store.Folder);
        var rates = new RateProbe(data, Path.Combine(store.Folder, "probes"), device) { Steps = Steps }.Run(experiment) with { Machine = Machine };
        AtomicFile.WriteAllText(path, JsonSerializer.Serialize(rates, Indented));
        return rates;
    }

    // Folds, seeds, targets and numbers of epochs change the number of steps, not what one takes.
    private string Key(Experiment experiment)
    {
        var same = experiment with { Target = default, Folds = new(), Seed = 0, InitialWeights = string.Empty };
        var node = (same with { Training = same.Training with { Epochs = 1, Seed = 0, BatchOrder = default } }).ToJson();
        return CanonicalJson.Hash(new JsonObject { ["machine"] = Machine, ["steps"] = Steps, ["experiment"] = JsonNode.Parse(node) })[..Stage.IdLength];
    }

    private static WorkRates? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<WorkRates>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null; // measured again
        }
    }
}
