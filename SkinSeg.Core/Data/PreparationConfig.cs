using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>How images and masks are brought to the network's size before training.</summary>
public sealed record PreparationConfig
{
    /// <summary>Size of the network's input: 192×256 for lesions, and for attributes the paper takes 384×576 (paper section II-A-2, facts.md §6.3 #12).</summary>
    public ImageSize Size { get; init; } = new(192, 256);

    /// <summary>
    /// Whether large JPEG files are decoded at 1/2, 1/4 or 1/8 where that still covers <see cref="Size"/>: several times faster,
    /// and a little different from shrinking the fully decoded image.
    /// </summary>
    public bool ReducedDecoding { get; init; } = true;

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Workers { get; init; }
}
