using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkinSeg.Primitives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>One layer of a network.</summary>
/// <param name="Key">Its key in the state dictionary, without the last part.</param>
/// <param name="Kind">What it is, for example <c>convolution 3×3</c>.</param>
/// <param name="OutputShape">Shape of its output for one image of the summary's size.</param>
/// <param name="Parameters">Numbers that training changes.</param>
/// <param name="Buffers">Running means and variances.</param>
public sealed record LayerSummary(string Key, string Kind, ValueList<long> OutputShape, long Parameters, long Buffers);

/// <summary>What a network consists of: its layers in the order in which they compute, and their sizes.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="InputSize">Height and width of the image that the output shapes are for.</param>
/// <param name="Layers">The layers.</param>
/// <param name="TrainableParameters">Numbers that training changes; 64,476,161 for ResNet152 (facts.md §1.3).</param>
/// <param name="Buffers">Running means and variances; 151,936 for ResNet152.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record ModelSummary(
    string Network, ImageSize InputSize, ValueList<LayerSummary> Layers, long TrainableParameters, long Buffers) : ISelfDisplay
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Builds the network, sends one image through it, and notes what each layer does.</summary>
    /// <param name="config">The network.</param>
    /// <param name="inputSize">Height and width of the image, multiples of 32.</param>
    /// <exception cref="ArgumentException">A side is no multiple of 32.</exception>
    public static ModelSummary Of(NetworkConfig config, ImageSize inputSize)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var network = config.Build(seed: 0);
        network.eval();
        var layers = new List<LayerSummary>();
        foreach (var (key, module) in network.named_modules())
        {
            if (module is Module<Tensor, Tensor> layer && !module.children().Any())
            {
                layer.register_forward_hook((_, _, output) =>
                {
                    layers.Add(new(key, KindOf(layer), new(output.shape), Count(layer.parameters()), CountBuffers(layer)));
                    return output;
                });
            }
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        network.call(zeros(1, 3, inputSize.Height, inputSize.Width));
        return new(config.Name, inputSize, new(layers), Count(network.parameters()), CountBuffers(network));
    }

    /// <summary>The layers as a table, the totals in its title.</summary>
    public Table ToTable() => Table.Of(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Network}: {TrainableParameters:N0} trainable parameters, {Buffers:N0} running statistics; output shapes for one image of {InputSize}"),
        ["layer", "kind", "output", "parameters"],
        Layers.Select(layer => new[]
        {
            layer.Key,
            layer.Kind,
            Shape(layer.OutputShape),
            layer.Parameters.ToString("N0", CultureInfo.InvariantCulture),
        }));

    /// <summary>The summary as JSON with <c>network</c>, <c>inputSize</c>, <c>layers</c>, <c>trainableParameters</c> and <c>buffers</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The network's parts as a table: what lies below the same two words of the key, such as <c>encoder.layer3</c>, is one part.</summary>
    public Table ToPartTable() => Table.Of(
        string.Create(CultureInfo.InvariantCulture, $"{Network}: {TrainableParameters:N0} trainable parameters; output shapes for one image of {InputSize}"),
        ["part", "layers", "output", "parameters"],
        Layers.GroupBy(layer => string.Join('.', layer.Key.Split('.').Take(2))).Select(part => new[]
        {
            part.Key,
            part.Count().ToString(CultureInfo.InvariantCulture),
            Shape(part.Last().OutputShape),
            part.Sum(layer => layer.Parameters).ToString("N0", CultureInfo.InvariantCulture),
        }));

    /// <summary>The parts, and on request every layer.</summary>
    public string ToHtml() =>
        $"{ToPartTable().ToHtml()}<details><summary>All {Layers.Count.ToString(CultureInfo.InvariantCulture)} layers</summary>{ToTable().ToHtml()}</details>";

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as text with aligned columns.</summary>
    public override string ToString() => ToTable().ToString();

    private static string Shape(ValueList<long> sides) => string.Join('×', sides.Select(side => side.ToString(CultureInfo.InvariantCulture)));

    private static string KindOf(Module layer) => layer switch
    {
        Convolution convolution => convolution.ToString(),
        BatchNorm => "batch norm",
        _ => layer.GetName(),
    };

    private static long Count(IEnumerable<Tensor> tensors) => tensors.Sum(tensor => tensor.numel());

    // The scalar that counts batches is no statistic, and other frameworks do not have it.
    private static long CountBuffers(Module module) => Count(module.buffers().Where(buffer => buffer.dim() > 0));
}
