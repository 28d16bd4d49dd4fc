using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Weights;

/// <summary>Weights of Keras under the keys and in the shapes of one of our networks.</summary>
/// <remarks>
/// Keys are an encoder's, without <c>encoder.</c>, where the file holds one: only DeepLab's file, opened for a whole network, has the whole network's.
/// Layers that the network has no place for keep Keras's names, so that a comparison of keys lists them as unexpected. Numbers are not checked for being finite.
/// </remarks>
internal sealed class KerasWeights : WeightTable
{
    private readonly KerasLayers layers;
    private readonly Dictionary<string, MappedArray> byKey;

    private KerasWeights(KerasLayers layers, Dictionary<string, MappedArray> byKey)
    {
        this.layers = layers;
        this.byKey = byKey;
    }

    /// <summary>Opens an <c>.h5</c> file of Keras, or a safetensors file converted from one, for a network; the <c>.h5</c> is read in this process, so it must be trusted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">An encoder, or a whole network; only its keys are asked.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or its layers are not such as the network's.</exception>
    /// <exception cref="ArgumentException">Keras publishes no network of this family.</exception>
    public static KerasWeights Open(string path, Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var keys = KerasKeys.Of(network);
        return Of(KerasLayers.Open(path), keys);
    }

    /// <summary>The same for layers that are open already; they are closed with the result, or at once where they do not fit.</summary>
    /// <exception cref="InvalidDataException">The layers are not such as the network's.</exception>
    internal static KerasWeights Of(KerasLayers layers, KerasKeys keys)
    {
        try
        {
            var mapped = Map(layers.Layers, keys);
            return new(layers, mapped.ToDictionary(array => array.Entry.Name)) { Path = layers.Path, Entries = [.. mapped.Select(array => array.Entry)] };
        }
        catch (FormatException e)
        {
            layers.Dispose();
            throw new InvalidDataException($"{layers.Path} holds no weights of a {keys.Family.Name}: {e.Message}. Use a file of the same network.", e);
        }
    }

    /// <summary>The tensors that a file's layers give in a network, in the file's order.</summary>
    /// <exception cref="FormatException">A layer is not what its name says, or two layers have one place.</exception>
    internal static IReadOnlyList<MappedArray> Map(IReadOnlyList<KerasLayer> layers, KerasKeys keys)
    {
        KerasPlace[] places = [.. keys.Places(layers)];
        var folded = places.Select(place => place.FoldedBias?.Name).ToHashSet(StringComparer.Ordinal);
        var mapped = places.SelectMany(place => KerasArrays.Of(place, keepsBias: !folded.Contains(place.Layer.Name)))
            .Concat(keys.Unknown(layers).SelectMany(layer => layer.Arrays).Select(array => KerasArrays.Same(array.Name, array)))
            .ToList();
        var twice = mapped.GroupBy(array => array.Entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? mapped : throw new FormatException($"two of its layers are '{twice.Key}'");
    }

    /// <inheritdoc/>
    public override Tensor Read(WeightEntry entry)
    {
        using var scope = NewDisposeScope();
        var mapped = byKey[entry.Name];
        var values = mapped.Source is null ? ones([.. entry.Shape], entry.Precision) : ReadArray(mapped.Source);
        if (mapped.Minus is not null)
        {
            values = (values.to_type(float64) - ReadArray(mapped.Minus).to_type(float64)).to_type(entry.Precision);
        }

        return (mapped.Order.Count == 0 ? values : values.permute([.. mapped.Order]).contiguous()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose() => layers.Dispose();

    private Tensor ReadArray(KerasArray array)
    {
        var values = empty([.. array.Shape], array.Precision);
        layers.Read(array).CopyTo(values.bytes);
        return values;
    }
}
