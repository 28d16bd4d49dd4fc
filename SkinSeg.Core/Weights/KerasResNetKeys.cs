using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>ResNets of Keras in their two namings, that of Caffe (<c>res3b7_branch2a</c>) and that of keras-applications (<c>conv3_block8_1_conv</c>).</summary>
/// <remarks>Facts.md §3.2. A bias of a convolution (keras-applications, and ResNet50 of Keras 1) is taken off the mean of the batch norm behind it.</remarks>
internal static partial class KerasResNetKeys
{
    /// <summary>The family, with torchvision's keys.</summary>
    public static KerasFamily Family { get; } = new("ResNet", "layer1.0.conv1.weight", Places);

    private static IEnumerable<KerasPlace> Places(IReadOnlyList<KerasLayer> layers)
    {
        KerasPlace[] places = [.. from layer in layers let target = Find(layer.Name) where target is not null select new KerasPlace(layer, target.Key, target.Role)];
        var convolutions = places.Where(place => place.Role == KerasRole.Convolution).ToLookup(place => NormOf(place.Key), place => place.Layer);
        return places.Select(place => place.Role == KerasRole.BatchNorm ? place with { FoldedBias = convolutions[place.Key].FirstOrDefault() } : place);
    }

    private static string NormOf(string convolution) => convolution.EndsWith("downsample.0", StringComparison.Ordinal)
        ? convolution.Replace("downsample.0", "downsample.1", StringComparison.Ordinal)
        : convolution.Replace("conv", "bn", StringComparison.Ordinal);

    private static KerasTarget? Find(string name) => name switch
    {
        "conv1" or "conv1_conv" => new("conv1", KerasRole.Convolution),
        "bn_conv1" or "conv1_bn" => new("bn1", KerasRole.BatchNorm),
        _ when Caffe().Match(name) is { Success: true } match =>
            Place(match, BlockOf(match.Groups["block"].Value), match.Groups["branch"].Value is "1" ? 0 : match.Groups["branch"].Value[1] - 'a' + 1, match.Groups["sort"].Value is "bn"),
        _ when Applications().Match(name) is { Success: true } match =>
            Place(match, Number(match, "block") - 1, Number(match, "branch"), match.Groups["sort"].Value is "bn"),
        _ => null,
    };

    // Branch 0 is the shortcut's, 1 to 3 are those of the block.
    private static KerasTarget Place(Match match, int block, int branch, bool isNorm)
    {
        string module = string.Create(CultureInfo.InvariantCulture, $"layer{Number(match, "stage") - 1}.{block}.");
        string part = (branch, isNorm) switch
        {
            (0, false) => "downsample.0",
            (0, true) => "downsample.1",
            (_, false) => string.Create(CultureInfo.InvariantCulture, $"conv{branch}"),
            (_, true) => string.Create(CultureInfo.InvariantCulture, $"bn{branch}"),
        };
        return new(module + part, isNorm ? KerasRole.BatchNorm : KerasRole.Convolution);
    }

    // a, b, c, … or a, b1, b2, …
    private static int BlockOf(string block) => block.Length == 1 ? block[0] - 'a' : int.Parse(block.AsSpan(1), CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<sort>res|bn)(?<stage>[2-5])(?<block>[a-z]|b[0-9]{1,3})_branch(?<branch>1|2[abc])$")]
    private static partial Regex Caffe();

    [GeneratedRegex("^conv(?<stage>[2-5])_block(?<block>[0-9]{1,3})_(?<branch>[0-3])_(?<sort>conv|bn)$")]
    private static partial Regex Applications();
}
