using System.Globalization;
using SkinSeg.Primitives;
using static TorchSharp.torch;

namespace SkinSeg.Weights;

/// <summary>Which of a network's keys a file of weights fills.</summary>
/// <param name="Loaded">Keys that are in both, with the same shape.</param>
/// <param name="Missing">Keys of the network that the file lacks.</param>
/// <param name="Unexpected">Keys of the file that the network lacks.</param>
/// <param name="Misshaped">Keys in both whose shapes differ, as <c>key [file's] instead of [network's]</c>.</param>
public sealed record WeightCoverage(ValueList<string> Loaded, ValueList<string> Missing, ValueList<string> Unexpected, ValueList<string> Misshaped)
{
    /// <summary>Whether the file fills the network, and holds nothing else.</summary>
    public bool IsComplete => Missing.Count == 0 && Unexpected.Count == 0 && Misshaped.Count == 0;

    /// <summary>What does not fit, with up to three keys of each sort.</summary>
    public override string ToString() => IsComplete
        ? string.Create(CultureInfo.InvariantCulture, $"all {Loaded.Count} keys fit")
        : string.Join("; ", new[] { Part("missing", Missing), Part("unexpected", Unexpected), Part("of another shape", Misshaped) }.Where(part => part.Length > 0));

    /// <summary>Compares a network's keys and shapes with a file's.</summary>
    internal static WeightCoverage Of(IReadOnlyDictionary<string, Tensor> network, IReadOnlyList<WeightEntry> file)
    {
        var found = file.ToDictionary(entry => entry.Name);
        var common = network.Where(own => found.ContainsKey(own.Key)).ToLookup(own => found[own.Key].Shape.SequenceEqual(own.Value.shape));
        return new(
            new(common[true].Select(own => own.Key)),
            new(network.Keys.Where(key => !found.ContainsKey(key))),
            new(file.Select(entry => entry.Name).Where(key => !network.ContainsKey(key))),
            new(common[false].Select(own => $"{own.Key} {found[own.Key].Shape} instead of {new ValueList<long>(own.Value.shape)}")));
    }

    private static string Part(string what, ValueList<string> keys) => keys.Count == 0
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{keys.Count} {what} ({string.Join(", ", keys.Take(3))}{(keys.Count > 3 ? ", …" : string.Empty)})");
}
