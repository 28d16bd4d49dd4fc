using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>What one image goes through in one epoch, drawn already: applying it is deterministic, at any size of the image.</summary>
/// <param name="Id">The image's id.</param>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Changes">The changes in the order in which they act.</param>
/// <param name="Border">What is shown where there was no image.</param>
public sealed record AugmentationDraw(string Id, int Epoch, ValueList<IDrawnChange> Changes, BorderFill Border)
{
    /// <summary>Whether images come out as they went in.</summary>
    public bool IsIdentity => Changes.Count == 0;

    /// <summary>The changed image: all changes of place in one bilinear warp, then all changes of tone through one table per channel.</summary>
    public RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var moved = AffineWarp.Apply(Map(image.Size), Border, image);
        IToneChange[] tones = [.. Changes.OfType<IToneChange>()];
        return tones.Length == 0 ? moved : new ToneTables(tones).Apply(moved);
    }

    /// <summary>The mask after the same changes of place, by nearest pixel; changes of tone leave it alone.</summary>
    public Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return AffineWarp.Apply(Map(mask.Size), Border, mask);
    }

    /// <summary>For example <c>ISIC_0000000, epoch 3: horizontal flip, rotation -12.3°</c>.</summary>
    public override string ToString() => $"{Id}, epoch {Epoch}: {(IsIdentity ? "no change" : string.Join(", ", Changes))}";

    private AffineMap Map(ImageSize size)
    {
        var map = AffineMap.Identity;
        foreach (var change in Changes.OfType<IGeometricChange>())
        {
            map = map.Then(change.Map(size));
        }

        return map;
    }
}
