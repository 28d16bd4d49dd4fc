using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>Xception of Keras; block k is timm's k − 1, and the four residual convolutions have no names.</summary>
/// <remarks>Facts.md §3.4.</remarks>
internal static partial class KerasXceptionKeys
{
    private static readonly string[] Residual = ["block1", "block2", "block3", "block12"];

    /// <summary>The family, with timm's keys.</summary>
    public static KerasFamily Family { get; } = new("Xception", "block1.rep.", Places);

    private static IEnumerable<KerasPlace> Places(IReadOnlyList<KerasLayer> layers)
    {
        var named = from layer in layers let target = Find(layer.Name) where target is not null select new KerasPlace(layer, target.Key, target.Role);

        // By their width, which grows from one to the next: the numbers may be shifted, and two sessions' mixed.
        var skips = KerasAutoNames.Convolutions(layers).OrderBy(Width).Zip(Residual, (layer, block) => new KerasPlace(layer, $"{block}.skip", KerasRole.Convolution));
        var norms = KerasAutoNames.BatchNorms(layers).OrderBy(Width).Zip(Residual, (layer, block) => new KerasPlace(layer, $"{block}.skipbn", KerasRole.BatchNorm));
        return [.. named, .. skips, .. norms];
    }

    // Output channels are the last side in Keras, of a kernel as of a batch norm's arrays.
    private static long Width(KerasLayer layer) => layer.Arrays[0].Shape is [.., var last] ? last : 0;

    private static KerasTarget? Find(string name)
    {
        if (Stem().Match(name) is { Success: true } stem)
        {
            string number = stem.Groups["number"].Value;
            return stem.Groups["norm"].Success ? new($"bn{number}", KerasRole.BatchNorm) : new($"conv{number}", KerasRole.Convolution);
        }

        if (Separable().Match(name) is not { Success: true } match)
        {
            return null;
        }

        int block = int.Parse(match.Groups["block"].ValueSpan, CultureInfo.InvariantCulture);
        int unit = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        bool isNorm = match.Groups["norm"].Success;
        var role = isNorm ? KerasRole.BatchNorm : KerasRole.Separable;
        return block == LastBlock
            ? new(Text($"{(isNorm ? "bn" : "conv")}{unit + 2}"), role)
            : new(Text($"block{block - 1}.rep.{Index(block, unit) + (isNorm ? 1 : 0)}"), role);
    }

    private const int LastBlock = 14; // its two convolutions stand outside of a block in timm

    // ReLU, convolution and batch norm follow each other in timm's list; only the first block has no ReLU in front.
    private static int Index(int block, int number) => (3 * (number - 1)) + (block == 2 ? 0 : 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^block1_conv(?<number>[12])(?<norm>_bn)?$")]
    private static partial Regex Stem();

    [GeneratedRegex("^block(?<block>[2-9]|1[0-4])_sepconv(?<number>[123])(?<norm>_bn)?$")]
    private static partial Regex Separable();
}
