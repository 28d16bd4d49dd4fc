using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>What one image goes through in one epoch, drawn already: applying it is deterministic, at any size of the image.</summary>
/// <remarks>Changes of place come first, all in one warp; then the others in their order, neighbouring changes of tone through one table.</remarks>
/// <param name="Id">The image's id.</param>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Changes">The changes in the order in which they act.</param>
/// <param name="Border">What is shown where there was no image.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record AugmentationDraw(string Id, int Epoch, ValueList<IDrawnChange> Changes, BorderFill Border) : ISelfDisplay
{
    /// <summary>Whether images come out as they went in.</summary>
    public bool IsIdentity => Changes.Count == 0;

    /// <summary>The changed image; values are cut to 0–255 by every change.</summary>
    public RgbImage Apply(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (IsIdentity)
        {
            return image;
        }

        byte[] values = AffineWarp.Apply(Map(image.Size), Border, image);
        var tones = new List<IToneChange>();
        foreach (var change in Changes)
        {
            if (change is IToneChange tone)
            {
                tones.Add(tone);
            }
            else if (change is not IGeometricChange)
            {
                Flush(tones, values, image.Size);
                Pixels(change, values, image.Size, tones);
            }
        }

        Flush(tones, values, image.Size);
        return new(image.Size, values);
    }

    /// <summary>The mask after the same changes of place, by nearest pixel; all other changes leave it alone.</summary>
    public Mask Apply(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return AffineWarp.Apply(Map(mask.Size), Border, mask);
    }

    /// <summary>The routines that act and what was drawn for them.</summary>
    public Table ToTable() => Table.Of(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}, epoch {Epoch}, border {Border}"),
        ["Routine", "Drawn"],
        Changes.Select(change => new[] { change.Routine.ToString(), $"{change}" }));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>For example <c>ISIC_0000000, epoch 3: horizontal flip, rotation -12.3°</c>.</summary>
    public override string ToString() => $"{Id}, epoch {Epoch}: {(IsIdentity ? "no change" : string.Join(", ", Changes))}";

    private static void Pixels(IDrawnChange change, byte[] values, ImageSize size, List<IToneChange> tones)
    {
        if (change is IAdaptiveToneChange adaptive)
        {
            tones.Add(adaptive.For(values));
        }
        else if (change is IPixelChange pixels)
        {
            pixels.Apply(values, size);
        }
        else
        {
            throw new NotSupportedException($"Expected changes that this kit draws, got a {change.GetType().Name}, which no rule applies.");
        }
    }

    private static void Flush(List<IToneChange> tones, byte[] values, ImageSize size)
    {
        if (tones.Count > 0)
        {
            new ToneTables(tones).Apply(values, size);
            tones.Clear();
        }
    }

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
