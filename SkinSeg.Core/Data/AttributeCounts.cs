using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>How every image gets the same weight when the pixels of Task 2 are pooled.</summary>
public enum AttributePooling
{
    /// <summary>Counts at the image's own size, divided by its number of pixels: the challenge's own scorer (facts.md §4.5).</summary>
    PerImage,

    /// <summary>Counts after both masks were resized to 256×256 by nearest pixel: the paper's "256×256×number of images" (facts.md §6.3 #42).</summary>
    Standardized,
}

/// <summary>How a predicted attribute mask agrees with the truth, counted in both ways of pooling.</summary>
/// <param name="Id">The image, for example ISIC_0000000.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Counts">Pixels at the image's own size.</param>
/// <param name="Standardized">Pixels of both masks at 256×256.</param>
public sealed record AttributeCounts(string Id, LesionAttribute Attribute, PixelCounts Counts, PixelCounts Standardized)
{
    /// <summary>256×256, to which masks are standardized (facts.md §4.3).</summary>
    public static ImageSize StandardSize { get; } = new(256, 256);

    /// <summary>Shares of the image's pixels by one way of pooling.</summary>
    public PooledCounts Share(AttributePooling pooling) => PooledCounts.Of(pooling == AttributePooling.PerImage ? Counts : Standardized);

    /// <summary>Counts the pixels of two masks of one size.</summary>
    /// <param name="id">The image.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="truth">The reference.</param>
    /// <param name="prediction">The mask to judge, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static AttributeCounts Compare(string id, LesionAttribute attribute, Mask truth, Mask prediction) => new(
        id, attribute, PixelCounts.Compare(truth, prediction), PixelCounts.Compare(truth.ResizeTo(StandardSize), prediction.ResizeTo(StandardSize)));
}
