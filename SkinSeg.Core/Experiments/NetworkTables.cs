using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What belongs beside the paper's Fig. 1: how large the networks are, and what their weights expect.</summary>
public static class NetworkTables
{
    /// <summary>Parameters of each network beside those of the code that the paper adopts, and what one image costs.</summary>
    /// <param name="summaries">The networks; one that the paper does not have stands alone.</param>
    public static Table Parameters(IEnumerable<ModelSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        return Table.Of(
            "Trainable parameters, ours and those of the code that the paper adopts",
            ["network", "encoder", "decoder and head", "ours", "adopted code", "difference", "running statistics", "adopted code's", "mult-adds", "at"],
            summaries.Select(Row));
    }

    /// <summary>What is done to colors before each network sees them: as its weights were trained, and as the paper's text has it.</summary>
    /// <param name="networks">The networks, F# <c>NetworkCatalogue.All</c>.</param>
    public static Table Preprocessings(IEnumerable<NetworkConfig> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return Table.Of(
            "Colors 0–255 become the network's input (facts.md §1.5)",
            ["network", "as the weights were trained", "the paper's text (section II-A-2)"],
            networks.Select(network => new[]
            {
                network.Name,
                Words(network.Preprocessing),
                network.Preprocessing == network.PaperTextPreprocessing ? "the same" : Words(network.PaperTextPreprocessing),
            }));
    }

    /// <summary>What each source of published weights expects of the network that holds them.</summary>
    public static Table Conventions()
    {
        WeightConvention[] all =
        [
            WeightConvention.Torchvision, WeightConvention.Timm, WeightConvention.Caffe,
            WeightConvention.KerasResNet, WeightConvention.KerasDenseNet, WeightConvention.Keras,
        ];
        return Table.Of(
            "What weights expect of their network (facts.md §3)",
            ["weights", "colors", "batch-norm epsilon", "a bottleneck's stride", "a ResNet's first pooling"],
            all.Select(convention => new[]
            {
                convention.Name,
                Words(convention.Preprocessing),
                Invariant($"{convention.BatchNormEpsilon:0.########}"),
                convention.Stride == StridePosition.OneByOne ? "on the 1×1 convolution" : "on the 3×3 convolution",
                convention.StemPooling == PaddingRule.TensorFlowSame ? "hangs over at the bottom and the right" : "padded alike on all sides",
            }));
    }

    private static string[] Row(ModelSummary summary)
    {
        long encoder = summary.Layers.Where(static layer => layer.Key.StartsWith("encoder.", StringComparison.Ordinal)).Sum(static layer => layer.Parameters);
        var adopted = AdoptedCode.Networks.FirstOrDefault(network => network.Network == summary.Network);
        return
        [
            summary.Network, Count(encoder), Count(summary.TrainableParameters - encoder), Count(summary.TrainableParameters),
            adopted is null ? string.Empty : Count(adopted.TrainableParameters),
            adopted is null ? string.Empty : Invariant($"{summary.TrainableParameters - adopted.TrainableParameters:+#,0;−#,0;0}"),
            Count(summary.Buffers), adopted is null ? string.Empty : Count(adopted.Statistics),
            Invariant($"{summary.MultiplyAdds / 1e9:F2} G"), $"{summary.InputSize}",
        ];
    }

    private static string Count(long number) => Invariant($"{number:N0}");

    private static string Words(PreprocessingKind kind)
    {
        var rule = Preprocessing.Of(kind);
        string order = rule.BlueFirst ? "blue first" : "red first";
        return Invariant($"{kind}: {order}, minus ({Numbers(rule.Subtract)}), over ({Numbers(rule.Divide)})");
    }

    private static string Numbers(ValueList<double> numbers) => string.Join(", ", numbers.Select(static number => Invariant($"{number:0.#}")));
}
