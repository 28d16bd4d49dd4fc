using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>How images and masks are brought to the network's size before training, and what happens to those that cannot be.</summary>
public sealed record PreparationConfig
{
    /// <summary>Size of the network's input: 192×256 for lesions, and for attributes the paper takes 384×576 (paper section II-A-2, facts.md §6.3 #12).</summary>
    public ImageSize Size { get; init; } = new(192, 256);

    /// <summary>How images are resized: by area where they shrink (facts.md §6.3 #13).</summary>
    public ImageInterpolation ImageInterpolation { get; init; } = ImageInterpolation.Area;

    /// <summary>How masks are resized: by the nearest pixel (facts.md §6.3 #13).</summary>
    public MaskInterpolation MaskInterpolation { get; init; } = MaskInterpolation.Nearest;

    /// <summary>
    /// Whether large JPEG files are decoded at 1/2, 1/4 or 1/8 where that still covers <see cref="Size"/>: several times faster,
    /// and a little different from shrinking the fully decoded image.
    /// </summary>
    public bool ReducedDecoding { get; init; } = true;

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>What is done with an image that cannot be decoded, or whose mask has another size.</summary>
    public OnBadImage OnBadImage { get; init; } = OnBadImage.Refuse;

    /// <summary>What is done with an image that changed on disk after it was cached.</summary>
    public OnChangedImage OnChangedImage { get; init; } = OnChangedImage.Rebuild;

    /// <summary>What is done with a damaged cache file.</summary>
    public OnDamagedCache OnDamagedCache { get; init; } = OnDamagedCache.Rebuild;
}
