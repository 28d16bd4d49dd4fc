using System.Globalization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>A <see cref="ModelSummary"/> as tables.</summary>
internal static class SummaryTables
{
    private static readonly string[] Quantities = ["output", "parameters", "mult-adds", "activations"];

    /// <summary>Every layer under its whole key.</summary>
    public static Table Layers(ModelSummary summary) => Table.Of(
        Title(summary), ["layer", "kind", .. Quantities], summary.Layers.Select(layer => Row(layer, Name(layer))).Append(Total(summary, string.Empty)));

    /// <summary>Every layer under the name of its part, which it does not repeat: a deep key and a long kind fit beside each other.</summary>
    public static Table LayersByPart(ModelSummary summary) => Table.Of(
        Title(summary),
        ["layer", "kind", .. Quantities],
        PartsOf(summary).SelectMany(static part => part.IsOneLayer
            ? part.Layers.Select(layer => Row(layer, Name(layer)))
            : part.Layers.Select(layer => Row(layer, $"  {Name(layer)[(part.Name.Length + 1)..]}")).Prepend([part.Name, "", "", "", "", ""]))
            .Append(Total(summary, string.Empty)));

    /// <summary>One row per part.</summary>
    public static Table Parts(ModelSummary summary) => Table.Of(
        Title(summary), ["part", "layers", .. Quantities], PartsOf(summary).Select(Row).Append(Total(summary, Count(summary.Layers.Count))));

    /// <summary>A whole number with thousands separated.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Title(ModelSummary summary) =>
        Invariant($"{summary.Network}, one image of {summary.InputSize}: {summary.TrainableParameters:N0} trainable parameters, weights {Memory(summary.WeightBytes)}");

    // The keys of a first word share a beginning, "encoder" or "encoder.features"; one word more tells its parts apart.
    private static IEnumerable<Part> PartsOf(ModelSummary summary)
    {
        var depths = summary.Layers.GroupBy(static layer => Words(layer)[0]).ToDictionary(static group => group.Key, static group => SharedWords([.. group.Select(Words)]) + 1);
        return from layer in summary.Layers
               let words = Words(layer)
               group layer by string.Join('.', words.Take(depths[words[0]])) into part
               select new Part(part.Key, [.. part]);
    }

    private static string[] Words(LayerSummary layer) => layer.Key.Split('.');

    private static int SharedWords(string[][] keys) =>
        Enumerable.Range(0, keys.Min(static key => key.Length)).TakeWhile(i => keys.All(key => key[i] == keys[0][i])).Count();

    private static string Name(LayerSummary layer) => layer.Call == 1 ? layer.Key : Invariant($"{layer.Key} (call {layer.Call})");

    private static string[] Row(LayerSummary layer, string name) =>
        [name, layer.Kind, Shape(layer), Count(layer.Parameters), Large(layer.MultiplyAdds), Memory(layer.ActivationBytes)];

    private static string[] Row(Part part) =>
    [
        part.Name, Count(part.Layers.Count), Shape(part.Layers[^1]), Count(part.Layers.Sum(static layer => layer.Parameters)),
        Large(part.Layers.Sum(static layer => layer.MultiplyAdds)), Memory(part.Layers.Sum(static layer => layer.ActivationBytes)),
    ];

    private static string[] Total(ModelSummary summary, string layers) =>
        ["total", layers, string.Empty, Count(summary.TrainableParameters), Large(summary.MultiplyAdds), Memory(summary.ActivationBytes)];

    // One image: the leading 1 says nothing.
    private static string Shape(LayerSummary layer) => string.Join('×', layer.OutputShape.Skip(1).Select(static side => side.ToString(CultureInfo.InvariantCulture)));

    private static string Large(long number) => number switch
    {
        >= 1_000_000_000 => Invariant($"{number / 1e9:F2} G"),
        >= 1_000_000 => Invariant($"{number / 1e6:F1} M"),
        >= 1_000 => Invariant($"{number / 1e3:F1} k"),
        _ => Count(number),
    };

    private static string Memory(long bytes) => bytes >= 1 << 20 ? Invariant($"{bytes / (double)(1 << 20):F1} MiB") : Invariant($"{bytes / 1024.0:F1} KiB");

    private sealed record Part(string Name, IReadOnlyList<LayerSummary> Layers)
    {
        public bool IsOneLayer => Layers.All(layer => layer.Key == Name);
    }
}
