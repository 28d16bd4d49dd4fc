using SkinSeg.Weights;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

/// <summary>Lists the layers of a network as Keras names and shapes them, written from the tables of facts.md and not from our maps.</summary>
internal sealed class KerasNetwork
{
    private readonly List<KerasLayer> layers = [];
    private int convolutions;
    private int norms;

    /// <summary>The number that Keras would give the first unnamed layer, less 1: above 0 where other networks were built before.</summary>
    public int FirstNumber { get; init; }

    public IReadOnlyList<KerasLayer> Layers => layers;

    public KerasNetwork Convolution(string name, (int Height, int Width) kernel, (int In, int Out) channels, bool hasBias = false)
    {
        long[] bias = [channels.Out];
        long[][] shapes = hasBias ? [[kernel.Height, kernel.Width, channels.In, channels.Out], bias] : [[kernel.Height, kernel.Width, channels.In, channels.Out]];
        return Add(name, shapes);
    }

    public KerasNetwork Depthwise(string name, int channels) => Add(name, [3, 3, channels, 1]);

    public KerasNetwork Separable(string name, (int In, int Out) channels) => Add(name, [3, 3, channels.In, 1], [1, 1, channels.In, channels.Out]);

    public KerasNetwork Dense(string name, int inputs, int outputs) => Add(name, [inputs, outputs], [outputs]);

    public KerasNetwork Norm(string name, int channels, bool hasGamma = true)
    {
        long[] shape = [channels];
        long[][] shapes = hasGamma ? [shape, shape, shape, shape] : [shape, shape, shape];
        return Add(name, shapes);
    }

    /// <summary>A convolution and its batch norm without names of their own; the batch norm has no gamma where <paramref name="hasGamma"/> is false.</summary>
    public KerasNetwork Unnamed((int Height, int Width) kernel, (int In, int Out) channels, bool hasGamma)
    {
        Convolution($"conv2d_{FirstNumber + ++convolutions}", kernel, channels);
        return Norm($"batch_normalization_{FirstNumber + ++norms}", channels.Out, hasGamma);
    }

    private KerasNetwork Add(string name, params long[][] shapes)
    {
        layers.Add(new(name, new(shapes.Select((shape, i) => new KerasArray($"{name}/weight_{i}", ScalarType.Float32, new(shape))))));
        return this;
    }

    /// <summary>Lines <c>key [shape]</c> of what a list of layers gives in a network with such keys, sorted.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<KerasLayer> layers, params string[] keys) =>
        KerasWeights.Map(layers, KerasKeys.Of(keys)).Select(array => $"{array.Entry.Name} {array.Entry.Shape}").Order(StringComparer.Ordinal);

    /// <summary>Numbers in all tensors that a list of layers gives whose key ends so.</summary>
    public static long Count(IReadOnlyList<KerasLayer> layers, string key, params string[] endings) =>
        KerasWeights.Map(layers, KerasKeys.Of([key]))
            .Where(array => endings.Any(ending => array.Entry.Name.EndsWith(ending, StringComparison.Ordinal)))
            .Sum(array => array.Entry.Shape.Aggregate(1L, static (product, side) => product * side));
}
