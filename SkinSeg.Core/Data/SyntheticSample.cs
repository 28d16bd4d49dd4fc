using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>One synthetic image with its truth.</summary>
/// <param name="Id">For example <c>ISIC_9000000</c>; no image of ISIC has a number this high.</param>
/// <param name="Image">The picture.</param>
/// <param name="Lesion">The lesion: one region without holes that ends at the visible border.</param>
/// <param name="Attributes">The dermoscopic attributes.</param>
public sealed record SyntheticSample(string Id, RgbImage Image, Mask Lesion, SyntheticAttributes Attributes);

/// <summary>The masks of the five dermoscopic attributes; an empty one where the attribute is absent. Made of small blocks, as ISIC's superpixels are.</summary>
/// <param name="PigmentNetwork">A net of brown lines.</param>
/// <param name="NegativeNetwork">A net of bright lines around dark islands.</param>
/// <param name="Streaks">Dark rays at the border.</param>
/// <param name="MiliaLikeCysts">Small bright blobs.</param>
/// <param name="Globules">Clustered dark dots.</param>
public sealed record SyntheticAttributes(Mask PigmentNetwork, Mask NegativeNetwork, Mask Streaks, Mask MiliaLikeCysts, Mask Globules)
{
    /// <summary>Each mask with the name it has in the file, in the order of facts.md §4.2: <c>pigment_network</c> …</summary>
    public IReadOnlyList<KeyValuePair<string, Mask>> ByFileName =>
    [
        new("pigment_network", PigmentNetwork),
        new("negative_network", NegativeNetwork),
        new("streaks", Streaks),
        new("milia_like_cyst", MiliaLikeCysts),
        new("globules", Globules),
    ];
}
