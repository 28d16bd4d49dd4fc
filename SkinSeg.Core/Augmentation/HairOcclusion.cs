using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Hair drawn over the image; masks do not change, since a lesion goes on below hair (section II-A-3).</summary>
/// <remarks>A simulator of our own after facts.md §5.3. The paper used HairSim, whose parameters are not to be had: this is not HairSim.</remarks>
/// <param name="Style">What the hairs of the image have in common.</param>
/// <param name="Seed">Each hair's own way, from <see cref="HairStyle"/> and <see cref="Config"/>.</param>
public sealed record HairOcclusion(HairStyle Style, int Seed) : IPixelChange
{
    /// <summary>How hair is drawn.</summary>
    public HairConfig Config { get; init; } = HairConfig.Training;

    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.HairOcclusion;

    /// <summary>The hairs on an image of <paramref name="size"/>: which pixels they cover, their curves and colors.</summary>
    public HairDrawing DrawingFor(ImageSize size) => HairDrawing.Draw(Config, Style, size, Primitives.Seed.RandomFor(Seed, 0, "strands"));

    void IPixelChange.Apply(byte[] values, ImageSize size) => DrawingFor(size).ApplyInPlace(values, size);

    /// <summary>For example <c>hair: 12 dark, 1.8 px, 35°</c>.</summary>
    public override string ToString() => $"hair: {Style}";
}
