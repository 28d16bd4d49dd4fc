using System.Text.Encodings.Web;
using System.Text.Json;
using SkinSeg.Primitives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>What a network consists of: its layers in the order in which they compute, and their sizes.</summary>
/// <remarks>What has no weights and no key (upsampling, sums, most pooling) is no layer here; <see cref="NetworkGraph"/> shows it.</remarks>
/// <param name="Network">The network's name.</param>
/// <param name="InputSize">Height and width of the image that output shapes, multiply-adds and activations are for.</param>
/// <param name="Layers">The layers, one entry per call.</param>
/// <param name="TrainableParameters">Numbers that training changes; 64,476,161 for ResNet152 (facts.md §1.3).</param>
/// <param name="Buffers">Running means and variances; 151,936 for ResNet152.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record ModelSummary(
    string Network, ImageSize InputSize, ValueList<LayerSummary> Layers, long TrainableParameters, long Buffers) : ISelfDisplay
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Multiply-adds of all layers for one image; see <see cref="LayerSummary.MultiplyAdds"/>.</summary>
    public long MultiplyAdds => Layers.Sum(static layer => layer.MultiplyAdds);

    /// <summary>Bytes of parameters and running statistics as 32-bit floats.</summary>
    public long WeightBytes => sizeof(float) * (TrainableParameters + Buffers);

    /// <summary>Bytes of all layers' outputs for one image as 32-bit floats: about what a training step keeps of it until the way back.</summary>
    /// <remarks>Prediction keeps far less, since a map is freed after its last use.</remarks>
    public long ActivationBytes => Layers.Sum(static layer => layer.ActivationBytes);

    /// <summary>Builds the network, sends one image through it, and notes what each layer does.</summary>
    /// <param name="config">The network.</param>
    /// <param name="inputSize">Height and width of the image, multiples of 32 (of the encoder's output stride with DeepLab's decoder).</param>
    /// <exception cref="ArgumentException">A side is no such multiple; the message names the size to pad to.</exception>
    public static ModelSummary Of(NetworkConfig config, ImageSize inputSize)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var network = config.Build(seed: 0);
        return OfModule(config.Name, network, inputSize);
    }

    /// <summary>The same of a network of one's own, which is left as it was.</summary>
    /// <param name="name">Its name, for titles.</param>
    /// <param name="network">Image N×3×H×W → any tensor, with 32-bit weights on the processor. Each of its layers turns one tensor into one.</param>
    /// <param name="inputSize">Height and width of the image.</param>
    /// <exception cref="ArgumentException">The network takes no such image, or has a layer of several inputs.</exception>
    public static ModelSummary OfModule(string name, Module<Tensor, Tensor> network, ImageSize inputSize)
    {
        ArgumentNullException.ThrowIfNull(network);
        // Channel by channel: a batch with its channels last lets some layers compute without being called (Convolution.OfEnlarged).
        using var batch = zeros(1, 3, inputSize.Height, inputSize.Width);
        var layers = LayerRecorder.Record(network, batch);
        return new(name, inputSize, new(layers), LayerRecorder.Parameters(network), LayerRecorder.Statistics(network));
    }

    /// <summary>Every layer in a row, with its whole key, and the totals last.</summary>
    public Table ToLayerTable() => SummaryTables.Layers(this);

    /// <summary>The network's parts, such as <c>encoder.layer3</c>, with their layers' sums, and the totals last.</summary>
    public Table ToPartTable() => SummaryTables.Parts(this);

    /// <summary>The layers as text of at most 100 columns: each below the name of its part.</summary>
    public string ToLayerText() => SummaryTables.LayersByPart(this).ToString();

    /// <summary>The summary as JSON: <c>network</c>, <c>inputSize</c>, <c>layers</c> and the totals, of which <c>trainableParameters</c> is one.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The parts, and on request every layer.</summary>
    public string ToHtml() =>
        $"{ToPartTable().ToHtml()}<details><summary>All {SummaryTables.Count(Layers.Count)} layers</summary>{ToLayerTable().ToHtml()}</details>";

    /// <inheritdoc/>
    public string ToMarkdown() => ToPartTable().ToMarkdown();

    /// <summary>The parts as text with aligned columns, at most 100.</summary>
    public override string ToString() => ToPartTable().ToString();
}
