using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>Inception-ResNet-v2 of Keras: all but the last convolution of a block have only running numbers.</summary>
/// <remarks>Facts.md §3.5. The numbers of blocks are those of the file: 10, 20 and 10 in the published network.</remarks>
internal static partial class KerasInceptionKeys
{
    private static readonly string[] Stem = ["conv2d_1a", "conv2d_2a", "conv2d_2b", "conv2d_3b", "conv2d_4a"];

    private static readonly string[] Mixed5b =
        ["mixed_5b.branch0", "mixed_5b.branch1.0", "mixed_5b.branch1.1", "mixed_5b.branch2.0", "mixed_5b.branch2.1", "mixed_5b.branch2.2", "mixed_5b.branch3.1"];

    private static readonly string[] Mixed6a = ["mixed_6a.branch0", "mixed_6a.branch1.0", "mixed_6a.branch1.1", "mixed_6a.branch1.2"];

    private static readonly string[] Mixed7a =
    [
        "mixed_7a.branch0.0", "mixed_7a.branch0.1", "mixed_7a.branch1.0", "mixed_7a.branch1.1",
        "mixed_7a.branch2.0", "mixed_7a.branch2.1", "mixed_7a.branch2.2",
    ];

    private static readonly string[] Block35 = ["branch0", "branch1.0", "branch1.1", "branch2.0", "branch2.1", "branch2.2"];

    private static readonly string[] Block17And8 = ["branch0", "branch1.0", "branch1.1", "branch1.2"];

    /// <summary>The family, with timm's keys.</summary>
    public static KerasFamily Family { get; } = new("Inception-ResNet-v2", "conv2d_1a.conv.weight", Places);

    private static IEnumerable<KerasPlace> Places(IReadOnlyList<KerasLayer> layers)
    {
        var blocks = layers.Select(layer => BlockConvolution().Match(layer.Name)).Where(match => match.Success).ToLookup(match => match.Groups["sort"].Value);
        int last = blocks["8"].Count();
        string[] units =
        [
            .. Stem, .. Mixed5b, .. InBlocks("repeat", blocks["35"].Count(), Block35), .. Mixed6a,
            .. InBlocks("repeat_1", blocks["17"].Count(), Block17And8), .. Mixed7a,
            .. InBlocks("repeat_2", last - 1, Block17And8), .. Block17And8.Select(part => $"block8.{part}"),
        ];
        return
        [
            .. KerasAutoNames.Convolutions(layers).Zip(units, (layer, unit) => new KerasPlace(layer, $"{unit}.conv", KerasRole.Convolution)),
            .. KerasAutoNames.BatchNorms(layers).Zip(units, (layer, unit) => new KerasPlace(layer, $"{unit}.bn", KerasRole.BatchNorm)),
            .. from layer in layers let target = Find(layer.Name, last) where target is not null select new KerasPlace(layer, target.Key, target.Role),
        ];
    }

    private static IEnumerable<string> InBlocks(string list, int count, string[] parts) =>
        from i in Enumerable.Range(0, Math.Max(count, 0)) from part in parts select string.Create(CultureInfo.InvariantCulture, $"{list}.{i}.{part}");

    private static KerasTarget? Find(string name, int lastBlock8) => name switch
    {
        "conv_7b" => new("conv2d_7b.conv", KerasRole.Convolution),
        "conv_7b_bn" => new("conv2d_7b.bn", KerasRole.BatchNorm),
        _ when BlockConvolution().Match(name) is { Success: true } match =>
            new(Block(match.Groups["sort"].Value, int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), lastBlock8), KerasRole.Convolution),
        _ => null,
    };

    private static string Block(string sort, int number, int lastBlock8) => sort switch
    {
        "35" => string.Create(CultureInfo.InvariantCulture, $"repeat.{number - 1}.conv2d"),
        "17" => string.Create(CultureInfo.InvariantCulture, $"repeat_1.{number - 1}.conv2d"),
        _ when number == lastBlock8 => "block8.conv2d",
        _ => string.Create(CultureInfo.InvariantCulture, $"repeat_2.{number - 1}.conv2d"),
    };

    [GeneratedRegex("^block(?<sort>35|17|8)_(?<number>[0-9]{1,3})_conv$")]
    private static partial Regex BlockConvolution();
}
