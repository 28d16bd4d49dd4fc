using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Weights;

/// <summary>Which tensor of a file goes into which of a network, and what is left over on both sides.</summary>
/// <param name="Coverage">The report; classifiers and counters of batches that are on one side only are in no list.</param>
/// <param name="Pairs">What is copied where.</param>
internal sealed record WeightPlan(WeightCoverage Coverage, IReadOnlyList<KeyValuePair<WeightEntry, Tensor>> Pairs)
{
    /// <summary>The part of a network that weights of a classifier fill: its child of that name, or the module itself where it has none.</summary>
    public static Module EncoderOf(Module network) =>
        network.named_children().Where(child => $"{child.name}." == WeightNames.EncoderPrefix).Select(child => child.module).FirstOrDefault(network);

    /// <summary>Compares a file with a network: all of it for a file of a whole network, its encoder for all others.</summary>
    /// <exception cref="InvalidDataException">The file has a key twice, or whole numbers where weights belong.</exception>
    public static WeightPlan Of(WeightTable table, Module network)
    {
        var file = WeightNames.Canonical(table);
        bool isWhole = file.Keys.Any(key => key.StartsWith(WeightNames.EncoderPrefix, StringComparison.Ordinal));
        var own = (isWhole ? network : EncoderOf(network)).state_dict();
        var kept = file.Where(pair => own.ContainsKey(pair.Key) || !(WeightNames.IsClassifier(pair.Key) || WeightNames.IsCounter(pair.Key))).ToList();
        var needed = own.Where(pair => file.ContainsKey(pair.Key) || !WeightNames.IsCounter(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
        var coverage = WeightCoverage.Of(needed, [.. kept.Select(pair => pair.Value with { Name = pair.Key })]);
        return new(coverage, [.. coverage.Loaded.Select(key => KeyValuePair.Create(Weight(table, key, file[key]), own[key]))]);
    }

    private static WeightEntry Weight(WeightTable table, string key, WeightEntry entry) =>
        WeightNames.IsCounter(key) || WeightCopy.IsFloating(entry.Precision)
            ? entry
            : throw new InvalidDataException($"{table.Path} holds whole numbers ({entry.Precision}) in '{key}' where weights belong. Use another file.");
}
