using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>DenseNets of Keras; the first two layers hold a slash (<c>conv1/conv</c>) until Keras 3, which calls them <c>conv1_conv</c>.</summary>
/// <remarks>Facts.md §3.3.</remarks>
internal static partial class KerasDenseNetKeys
{
    /// <summary>The family, with torchvision's keys.</summary>
    public static KerasFamily Family { get; } = KerasFamily.ByName("DenseNet", "features.denseblock1.", Find);

    private static KerasTarget? Find(string name) => name switch
    {
        "conv1/conv" or "conv1_conv" => new("features.conv0", KerasRole.Convolution),
        "conv1/bn" or "conv1_bn" => new("features.norm0", KerasRole.BatchNorm),
        "bn" => new("features.norm5", KerasRole.BatchNorm),
        _ when Transition().Match(name) is { Success: true } match => match.Groups["sort"].Value is "bn"
            ? new($"features.transition{Before(match)}.norm", KerasRole.BatchNorm)
            : new($"features.transition{Before(match)}.conv", KerasRole.Convolution),
        _ when Layer().Match(name) is { Success: true } match && PartOf(match) is { } part =>
            new($"features.denseblock{Before(match)}.denselayer{match.Groups["layer"].Value}.{part.Key}", part.Role),
        _ => null,
    };

    private static KerasTarget? PartOf(Match match) => match.Groups["part"].Value switch
    {
        "0_bn" => new("norm1", KerasRole.BatchNorm),
        "1_conv" => new("conv1", KerasRole.Convolution),
        "1_bn" => new("norm2", KerasRole.BatchNorm),
        "2_conv" => new("conv2", KerasRole.Convolution),
        _ => null,
    };

    // Keras counts the stem as the first block.
    private static string Before(Match match) =>
        (int.Parse(match.Groups["block"].ValueSpan, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^pool(?<block>[2-9])_(?<sort>bn|conv)$")]
    private static partial Regex Transition();

    [GeneratedRegex("^conv(?<block>[2-9])_block(?<layer>[0-9]{1,3})_(?<part>[0-9]_(bn|conv))$")]
    private static partial Regex Layer();
}
