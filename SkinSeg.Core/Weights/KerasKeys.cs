using SkinSeg.Primitives;
using static TorchSharp.torch.nn;

namespace SkinSeg.Weights;

/// <summary>The keys that a file of Keras has in one of our networks.</summary>
/// <param name="Family">Naming of the network's family.</param>
/// <param name="IsWhole">Whether the network is more than its encoder, so that its own keys begin with <c>encoder.</c>.</param>
internal sealed record KerasKeys(KerasFamily Family, bool IsWhole)
{
    private const string Encoder = "encoder.";

    private static readonly ValueList<KerasFamily> Families =
    [
        KerasResNetKeys.Family, KerasDenseNetKeys.Family, KerasXceptionKeys.Family, KerasInceptionKeys.Family,
        KerasDeepLabKeys.Xception65, KerasDeepLabKeys.MobileNet,
    ];

    /// <summary>Finds the family by the network's own keys.</summary>
    /// <exception cref="ArgumentException">Keras publishes no such network.</exception>
    public static KerasKeys Of(Module network) => Of(network.state_dict().Keys);

    /// <inheritdoc cref="Of(Module)"/>
    public static KerasKeys Of(IEnumerable<string> keys)
    {
        string[] all = [.. keys];
        bool isWhole = all.Any(key => key.StartsWith(Encoder, StringComparison.Ordinal));
        var found = Families.FirstOrDefault(family => all.Any(key => key.StartsWith(isWhole ? Encoder + family.Mark : family.Mark, StringComparison.Ordinal)));
        return found is not null ? new(found, isWhole) : throw new ArgumentException(
            $"Expected a network of one of the families {string.Join(", ", Families.Select(family => family.Name))}, whose weights Keras has; " +
            $"the keys of this one begin with '{all.FirstOrDefault()}'.");
    }

    /// <summary>The places of a file's layers; classifiers, and for a bare encoder what lies behind it, are left out.</summary>
    public IEnumerable<KerasPlace> Places(IReadOnlyList<KerasLayer> layers) =>
        from place in Family.Places([.. layers.Where(layer => !IsClassifier(layer))])
        let key = KeyOf(place.Key)
        where key is not null
        select place with { Key = key };

    /// <summary>The layers that the network has no place for: of another network, or unknown.</summary>
    public IEnumerable<KerasLayer> Unknown(IReadOnlyList<KerasLayer> layers)
    {
        var known = Family.Places(layers).Select(place => place.Layer.Name).ToHashSet(StringComparer.Ordinal);
        return layers.Where(layer => !IsClassifier(layer) && !known.Contains(layer.Name));
    }

    // Dense layers, and DeepLab's convolution to the 21 classes of Pascal VOC.
    private static bool IsClassifier(KerasLayer layer) => layer.Ranks[0] == 2 || layer.Name == "logits_semantic";

    // DeepLab's file holds the whole network, with whole keys, of which a bare encoder takes its part; the others hold encoders, with an encoder's keys.
    private string? KeyOf(string key) =>
        !HoldsWholeNetwork || IsWhole ? key
        : key.StartsWith(Encoder, StringComparison.Ordinal) ? key[Encoder.Length..]
        : null;

    private bool HoldsWholeNetwork => Family == KerasDeepLabKeys.Xception65 || Family == KerasDeepLabKeys.MobileNet;
}
