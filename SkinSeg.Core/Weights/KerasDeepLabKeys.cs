using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>DeepLabV3+ of bonlime, whose names are TensorFlow's: both encoders, pyramid of dilated convolutions, decoder and head.</summary>
/// <remarks>Facts.md §2.2 to §2.4. Keys are those of the whole network; a bare encoder has them without <c>encoder.</c> and nothing else.</remarks>
internal static partial class KerasDeepLabKeys
{
    /// <summary>Xception-65: timm's keys below <c>encoder.</c>.</summary>
    public static KerasFamily Xception65 { get; } =
        KerasFamily.ByName("DeepLabV3+ (Xception-65)", "blocks.0.stack.", name => Unit(name, XceptionModule) ?? Unit(name, HeadModule) ?? Logits(name));

    /// <summary>MobileNetV2: torchvision's keys below <c>encoder.</c>.</summary>
    public static KerasFamily MobileNet { get; } =
        KerasFamily.ByName("DeepLab (MobileNetV2)", "features.1.conv.", name => MobileNetLayer(name) ?? Unit(name, HeadModule) ?? Logits(name));

    // Outputs of 21 classes have the name without 'custom': nobody's lesion, so they count as a classifier.
    private static KerasTarget? Logits(string name) => name == "custom_logits_semantic" ? new("head", KerasRole.Convolution) : null;

    // A convolution NAME with NAME_BN, or a separable one: NAME_depthwise, NAME_depthwise_BN, NAME_pointwise, NAME_pointwise_BN.
    private static KerasTarget? Unit(string name, Func<string, string?> moduleOf)
    {
        var match = UnitName().Match(name);
        bool isNorm = match.Groups["norm"].Success;
        return moduleOf(match.Groups["module"].Value) is not { } module ? null : (match.Groups["half"].Value, isNorm) switch
        {
            ("_depthwise", false) => new($"{module}.conv_dw", KerasRole.Depthwise),
            ("_depthwise", true) => new($"{module}.bn_dw", KerasRole.BatchNorm),
            ("_pointwise", false) => new($"{module}.conv_pw", KerasRole.Convolution),
            ("_pointwise", true) => new($"{module}.bn_pw", KerasRole.BatchNorm),
            (_, false) => new($"{module}.conv", KerasRole.Convolution),
            (_, true) => new($"{module}.bn", KerasRole.BatchNorm),
        };
    }

    private static string? HeadModule(string name) => name switch
    {
        "image_pooling" or "aspp0" or "aspp1" or "aspp2" or "aspp3" => $"aspp.{name}",
        "concat_projection" => "aspp.projection",
        "feature_projection0" => "decoder.skip",
        "decoder_conv0" => "decoder.conv0",
        "decoder_conv1" => "decoder.conv1",
        _ => null,
    };

    private static string? XceptionModule(string name)
    {
        var match = XceptionName().Match(name);
        if (!match.Success)
        {
            return null;
        }

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["stem"].Success)
        {
            return string.Create(CultureInfo.InvariantCulture, $"encoder.stem.{Number("stem") - 1}");
        }

        // timm: 0 to 2 entry, 3 to 18 middle, 19 and 20 exit.
        int block = match.Groups["entry"].Success ? Number("entry") - 1 : match.Groups["middle"].Success ? Number("middle") + 2 : Number("exit") + 18;
        string part = match.Groups["convolution"].Success ? $"stack.conv{match.Groups["convolution"].Value}" : "shortcut";
        return string.Create(CultureInfo.InvariantCulture, $"encoder.blocks.{block}.{part}");
    }

    // torchvision: features.0 is the stem; below a block's conv, expansion and depthwise are pairs, the projection and its batch norm are not.
    private static KerasTarget? MobileNetLayer(string name)
    {
        if (name is "Conv" or "Conv_BN")
        {
            return name == "Conv" ? new("encoder.features.0.0", KerasRole.Convolution) : new("encoder.features.0.1", KerasRole.BatchNorm);
        }

        var match = MobileNetName().Match(name);
        if (!match.Success)
        {
            return null;
        }

        int block = match.Groups["block"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0;
        bool isNorm = match.Groups["norm"].Success;
        int expanded = block == 0 ? 0 : 1; // the first block widens nothing
        var (part, role) = match.Groups["part"].Value switch
        {
            "expand" => (isNorm ? "0.1" : "0.0", KerasRole.Convolution),
            "depthwise" => (Text($"{expanded}.{(isNorm ? 1 : 0)}"), KerasRole.Depthwise),
            _ => (Text($"{expanded + (isNorm ? 2 : 1)}"), KerasRole.Convolution),
        };
        return new(Text($"encoder.features.{block + 1}.conv.{part}"), isNorm ? KerasRole.BatchNorm : role);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<module>.+?)(?<half>_depthwise|_pointwise)?(?<norm>_BN)?$")]
    private static partial Regex UnitName();

    [GeneratedRegex("^(entry_flow_conv1_(?<stem>[12])|(entry_flow_block(?<entry>[123])|middle_flow_unit_(?<middle>[0-9]{1,2})|exit_flow_block(?<exit>[12]))_(separable_conv(?<convolution>[123])|shortcut))$")]
    private static partial Regex XceptionName();

    [GeneratedRegex("^expanded_conv(_(?<block>[0-9]{1,2}))?_(?<part>expand|depthwise|project)(?<norm>_BN)?$")]
    private static partial Regex MobileNetName();
}
