namespace SkinSeg.Weights;

/// <summary>What a layer of Keras is; its arrays follow from it (facts.md §3.7).</summary>
internal enum KerasRole
{
    /// <summary>Kernel, and a bias where it has one.</summary>
    Convolution,

    /// <summary>A kernel with one filter per channel.</summary>
    Depthwise,

    /// <summary>A depthwise kernel and a 1×1 kernel in one layer; keys <c>conv1</c> and <c>pointwise</c> below the layer's.</summary>
    Separable,

    /// <summary>Scale, shift, mean and variance; without the scale where Keras had none.</summary>
    BatchNorm,
}

/// <summary>Where a layer of Keras goes in a network of ours.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Key">Key of our module, without <c>.weight</c>.</param>
/// <param name="Role">What the layer is.</param>
internal sealed record KerasPlace(KerasLayer Layer, string Key, KerasRole Role)
{
    /// <summary>For a batch norm: the convolution before it whose bias our convolution has not, so that it is taken off the mean (facts.md §3.7 #6).</summary>
    public KerasLayer? FoldedBias { get; init; }
}

/// <summary>What a layer of Keras is called in a network of ours.</summary>
/// <param name="Key">Key of our module, without <c>.weight</c>.</param>
/// <param name="Role">What the layer is.</param>
internal sealed record KerasTarget(string Key, KerasRole Role);

/// <summary>How one family of encoders, and what belongs to it, is named by Keras.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="Mark">A key of ours, or its beginning, that no other family has.</param>
/// <param name="Places">The places of a file's layers; a layer that is left out is unknown.</param>
internal sealed record KerasFamily(string Name, string Mark, Func<IReadOnlyList<KerasLayer>, IEnumerable<KerasPlace>> Places)
{
    /// <summary>A family in which each layer's name says its place.</summary>
    public static KerasFamily ByName(string name, string mark, Func<string, KerasTarget?> find) => new(
        name,
        mark,
        layers => from layer in layers let target = find(layer.Name) where target is not null select new KerasPlace(layer, target.Key, target.Role));
}
