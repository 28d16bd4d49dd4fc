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
/// <param name="MiliaLikeCyst">Small bright blobs.</param>
/// <param name="Globules">Clustered dark dots.</param>
public sealed record SyntheticAttributes(Mask PigmentNetwork, Mask NegativeNetwork, Mask Streaks, Mask MiliaLikeCyst, Mask Globules)
{
    /// <summary>The mask of one attribute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the five.</exception>
    public Mask Of(LesionAttribute attribute) => attribute switch
    {
        LesionAttribute.PigmentNetwork => PigmentNetwork,
        LesionAttribute.NegativeNetwork => NegativeNetwork,
        LesionAttribute.Streaks => Streaks,
        LesionAttribute.MiliaLikeCyst => MiliaLikeCyst,
        LesionAttribute.Globules => Globules,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "Expected one of the five attributes."),
    };
}
