using System.Text.Json.Serialization;

namespace SkinSeg.Augmentation;

/// <summary>What a change of place shows where there was no image (facts.md §6.3 #38).</summary>
/// <remarks>
/// Image and mask are always filled alike. facts.md recommends a mask of 0, which is right beside black; beside a mirrored image it
/// would teach that the mirrored part of a lesion which touches the border is skin.
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<BorderFill>))]
public enum BorderFill
{
    /// <summary>Image and mask are mirrored at the border: no edge appears that is not in the photograph. The default.</summary>
    Reflect,

    /// <summary>Image black and mask empty, like the dark frame of many dermoscopes.</summary>
    Black,
}
