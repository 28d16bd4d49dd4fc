using System.Text.Json;
using System.Text.Json.Serialization;
using SkinSeg.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Weights;

/// <summary>Precision of the numbers in a model file.</summary>
public enum FilePrecision
{
    /// <summary>As the network has them: a saved and loaded network is the same to the last bit.</summary>
    Unchanged,

    /// <summary>16 bits for the kernels of convolutions, which are nearly all of a file; the rest unchanged, since variances may exceed 16 bits.</summary>
    HalfKernels,
}

/// <summary>A network from a file, with what the file says about it.</summary>
/// <param name="Info">What the file says.</param>
/// <param name="Network">The network in evaluation mode, on the processor: preprocessed image N×3×H×W → logits N×maps×H×W.</param>
public sealed record LoadedModel(ModelInfo Info, Module<Tensor, Tensor> Network) : IDisposable
{
    /// <summary>Releases the network.</summary>
    public void Dispose() => Network.Dispose();
}

/// <summary>Saves and loads whole networks: a safetensors file whose metadata describes the network.</summary>
public static class ModelFile
{
    private const string MetadataKey = "skinseg";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes a network's weights and description; an old file is replaced only by a whole new one.</summary>
    /// <param name="path">The file, by custom <c>*.safetensors</c>.</param>
    /// <param name="network">The network; it must have the shape that <paramref name="info"/> names.</param>
    /// <param name="info">The description.</param>
    /// <param name="precision">Precision of the numbers in the file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Module network, ModelInfo info, FilePrecision precision = FilePrecision.Unchanged)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(info);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var tensors = network.state_dict().Select(entry => KeyValuePair.Create(entry.Key, Stored(entry.Value, precision))).ToList();
        SafeTensorsWriter.Write(path, tensors, new Dictionary<string, string> { [MetadataKey] = JsonSerializer.Serialize(info, Json) });
    }

    /// <summary>What a model file says about itself; no network is built.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or no model file of this kit.</exception>
    public static ModelInfo Read(string path)
    {
        using var table = SafeTensorsTable.Open(path);
        return Describe(table);
    }

    /// <summary>Builds the network of a model file and fills it; the caller disposes it.</summary>
    /// <param name="path">The file.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static LoadedModel Load(string path)
    {
        using var table = SafeTensorsTable.Open(path);
        var info = Describe(table);
        var network = Build(table, info.Network);
        try
        {
            Fill(table, network);
            network.eval();
            return new(info, network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Fills a network that is there already with the weights of a model file; precision and device stay the network's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">A network with the same keys and shapes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another network, or a number in it is not finite; nothing was changed.</exception>
    public static WeightCoverage LoadWeights(string path, Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var table = SafeTensorsTable.Open(path);
        return Fill(table, network);
    }

    private static WeightCoverage Fill(SafeTensorsTable table, Module network) => WeightCopy.Exactly(table, network.state_dict(), coverage =>
    {
        string whose = table.Metadata.ContainsKey(MetadataKey) ? $" It was saved from '{Describe(table).Network.Name}'." : string.Empty;
        return $"{table.Path} is not of this network: {coverage}.{whose} Use a file of the same network.";
    });

    private static Module<Tensor, Tensor> Build(SafeTensorsTable table, NetworkConfig config)
    {
        // A damaged description must not ask for more memory than its file is worth: a network with c channels has a kernel of at least c²/4 numbers.
        long numbers = table.Entries.Sum(entry => entry.Shape.Aggregate(1L, static (product, side) => product * side));
        if (config.Encoder.Widths.Concat(config.Decoder.Widths).Max() is var widest && (long)widest * widest > 4 * numbers)
        {
            throw new InvalidDataException($"{table.Path} describes a network with {widest} channels that its weights cannot fill. Save it again.");
        }

        try
        {
            return config.Build(seed: 0);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{table.Path} describes a network that cannot be built: {e.Message} Save it again.", e);
        }
    }

    private static Tensor Stored(Tensor tensor, FilePrecision precision) =>
        precision == FilePrecision.HalfKernels && tensor.dim() == 4 ? tensor.to_type(float16) : tensor;

    private static ModelInfo Describe(SafeTensorsTable table)
    {
        if (!table.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            throw new InvalidDataException(
                $"{table.Path} holds weights, but no description by this kit of the network they belong to. Use a file that the kit saved.");
        }

        try
        {
            var info = JsonSerializer.Deserialize<ModelInfo>(text, Json);
            return info is { Network: { Encoder.Channels: not null, Decoder: not null }, Thresholds: not null }
                ? info
                : throw new JsonException("a part is empty");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException(
                $"{table.Path} has a description that cannot be read ({e.Message}). It may come from a newer version of the kit: update, or save it again.", e);
        }
    }
}
