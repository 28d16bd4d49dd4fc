using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>Layers that nobody named: Keras counts them through, and goes on counting where other networks were built before.</summary>
internal static partial class KerasAutoNames
{
    /// <summary>The unnamed convolutions in the order they were made, whatever number the first has.</summary>
    public static IReadOnlyList<KerasLayer> Convolutions(IEnumerable<KerasLayer> layers) => InOrder(layers, Convolution());

    /// <summary>The unnamed batch norms in the order they were made, whatever number the first has.</summary>
    public static IReadOnlyList<KerasLayer> BatchNorms(IEnumerable<KerasLayer> layers) => InOrder(layers, BatchNorm());

    private static List<KerasLayer> InOrder(IEnumerable<KerasLayer> layers, Regex name) =>
    [
        .. from layer in layers
           let match = name.Match(layer.Name)
           where match.Success
           orderby match.Groups["number"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0
           select layer,
    ];

    // convolution2d_1 and batchnormalization_1 are Keras 1's; since TensorFlow 2 the first has no number.
    [GeneratedRegex("^(conv2d|convolution2d)(_(?<number>[0-9]{1,6}))?$")]
    private static partial Regex Convolution();

    [GeneratedRegex("^batch_?normalization(_(?<number>[0-9]{1,6}))?$")]
    private static partial Regex BatchNorm();
}
