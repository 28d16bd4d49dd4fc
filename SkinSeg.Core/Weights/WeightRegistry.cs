using System.Globalization;
using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Where the weights of the paper's networks are published (facts.md §2.6, §3.8).</summary>
/// <remarks>
/// Sizes and hashes are those that the hosts and model zoos publish. Addresses follow from the names in facts.md by each host's rule, and stand so in the
/// public sources of Keras, PyTorch, timm and segmentation_models.pytorch.
/// </remarks>
public static class WeightRegistry
{
    /// <summary>All files, network by network, for each the recommended one first.</summary>
    public static ValueList<WeightSource> All { get; } =
    [
        .. ResNetSources.All, .. DenseNetSources.All, .. XceptionSources.All, .. InceptionResNetSources.All, .. DeepLabSources.All,
    ];

    /// <summary>The source of that name, or the recommended one of the network of that name; upper and lower case are the same.</summary>
    /// <param name="name">For example <c>resnet152-torchvision</c>, or <c>resnet152</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static WeightSource Find(string name) =>
        All.FirstOrDefault(source => Same(source.Name, name))
        ?? All.FirstOrDefault(source => Same(source.Network, name))
        ?? throw new ArgumentException($"There are no weights '{name}'; choose one of {string.Join(", ", All.Select(static source => source.Name))}.", nameof(name));

    /// <summary>The sources for a network, the recommended one first.</summary>
    /// <param name="networkName">Name in the catalogue of networks, for example <c>resnet152</c>.</param>
    /// <exception cref="ArgumentException">Nobody publishes weights for it; the message lists the networks that have some.</exception>
    public static ValueList<WeightSource> For(string networkName)
    {
        var found = Published(networkName);
        return found.Count > 0
            ? found
            : throw new ArgumentException(
                $"The registry knows no published weights for a network '{networkName}'; there are some for {string.Join(", ", All.Select(static source => source.Network).Distinct())}.",
                nameof(networkName));
    }

    /// <summary>The same, none where nobody publishes any. DeepLab's weights serve both output strides.</summary>
    internal static ValueList<WeightSource> Published(string networkName)
    {
        string owner = Same(networkName, NetworkCatalogue.DeepLabStride8.Name) ? NetworkCatalogue.DeepLab.Name : networkName;
        return [.. All.Where(source => Same(source.Network, owner))];
    }

    /// <summary>The sources as a table; what is not known says so.</summary>
    /// <param name="sources">For example <see cref="All"/>.</param>
    public static Table Overview(IEnumerable<WeightSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return Table.Of(string.Empty, ["Name", "Size", "Hash", "License", "Preprocess", "Parameters"], sources.Select(static source => (string[])
        [
            source.Name,
            source.Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size.Bytes / 1e6:G3} MB") : "unknown",
            HashState(source),
            source.License ?? "unknown",
            source.Convention.Preprocessing.ToString(),
            source.Parameters is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0}") : "unknown",
        ]));
    }

    private static string HashState(WeightSource source) => source.Hash switch
    {
        null => "not published",
        { IsWhole: false, Digits.Length: var digits } => string.Create(CultureInfo.InvariantCulture, $"first {digits} digits"),
        { Kind: HashKind.Md5 } => "MD5",
        _ => "SHA-256",
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
