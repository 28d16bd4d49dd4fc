using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>A tensor of ours and the array of Keras that it comes from.</summary>
/// <param name="Entry">Our key and shape.</param>
/// <param name="Source">The array; null for the scale of a batch norm that Keras had without one, which is 1.</param>
internal sealed record MappedArray(WeightEntry Entry, KerasArray? Source)
{
    /// <summary>Which side of the source is each side of ours; empty where they are the same.</summary>
    public ValueList<long> Order { get; init; } = [];

    /// <summary>What is taken off: the bias of the convolution before a batch norm.</summary>
    public KerasArray? Minus { get; init; }
}

/// <summary>Says which tensors of ours a layer of Keras gives (facts.md §3.7 #3 to #6).</summary>
internal static class KerasArrays
{
    // Keras: height, width, in, out. PyTorch: out, in, height, width; one filter per channel counts as out = channels, in = 1.
    private static readonly ValueList<long> Kernel = [3, 2, 0, 1];
    private static readonly ValueList<long> DepthwiseKernel = [2, 3, 0, 1];

    /// <summary>The tensors of a layer in its place.</summary>
    /// <exception cref="FormatException">The layer's arrays are not those of such a layer.</exception>
    public static IEnumerable<MappedArray> Of(KerasPlace place, bool keepsBias)
    {
        var arrays = place.Layer.Arrays;
        return (place.Role, place.Layer.Ranks) switch
        {
            (KerasRole.Convolution, [4]) => [Turned($"{place.Key}.weight", arrays[0], Kernel)],
            (KerasRole.Convolution, [4, 1]) when keepsBias => [Turned($"{place.Key}.weight", arrays[0], Kernel), Same($"{place.Key}.bias", arrays[1])],
            (KerasRole.Convolution, [4, 1]) => [Turned($"{place.Key}.weight", arrays[0], Kernel)],
            (KerasRole.Depthwise, [4]) => [Turned($"{place.Key}.weight", arrays[0], DepthwiseKernel)],
            (KerasRole.Separable, [4, 4]) =>
            [
                Turned($"{place.Key}.conv1.weight", arrays[0], DepthwiseKernel),
                Turned($"{place.Key}.pointwise.weight", arrays[1], Kernel),
            ],
            (KerasRole.BatchNorm, [1, 1, 1, 1]) => Norm(place, arrays[0], arrays[1], arrays[2], arrays[3]),
            (KerasRole.BatchNorm, [1, 1, 1]) => Norm(place, null, arrays[0], arrays[1], arrays[2]),
            _ => throw new FormatException(
                $"layer '{place.Layer.Name}' has arrays of ranks {new ValueList<int>(place.Layer.Ranks)}, which make no {NameOf(place.Role)}"),
        };
    }

    /// <summary>An array as it is.</summary>
    public static MappedArray Same(string key, KerasArray array) => new(new(key, array.Precision, array.Shape), array);

    private static MappedArray Turned(string key, KerasArray array, ValueList<long> order) =>
        new(new(key, array.Precision, new(order.Select(side => array.Shape[(int)side]))), array) { Order = order };

    private static List<MappedArray> Norm(KerasPlace place, KerasArray? gamma, KerasArray beta, KerasArray mean, KerasArray variance)
    {
        var bias = place.FoldedBias is { Arrays: [_, var array] } ? array : null;
        if (bias is not null && !bias.Shape.Equals(mean.Shape))
        {
            throw new FormatException($"the bias of layer '{place.FoldedBias!.Name}' {bias.Shape} does not fit batch norm '{place.Layer.Name}' {mean.Shape}");
        }

        return
        [
            new(new($"{place.Key}.weight", beta.Precision, beta.Shape), gamma),
            Same($"{place.Key}.bias", beta),
            Same($"{place.Key}.running_mean", mean) with { Minus = bias },
            Same($"{place.Key}.running_var", variance),
        ];
    }

    private static string NameOf(KerasRole role) => role switch
    {
        KerasRole.Convolution => "convolution",
        KerasRole.Depthwise => "depthwise convolution",
        KerasRole.Separable => "separable convolution",
        _ => "batch norm",
    };
}
