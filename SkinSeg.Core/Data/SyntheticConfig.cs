using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What synthetic dermoscopy images look like. The defaults follow the statistics of ISIC 2018 (facts.md §4.4).</summary>
public sealed record SyntheticConfig
{
    /// <summary>Seed of the whole set; an image depends on this and on its index, and on nothing else.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>Size of the 4:3 images; both sides at least 64.</summary>
    public ImageSize Size { get; init; } = new(384, 512);

    /// <summary>Share of images with sides 3:2 and about the same number of pixels: 1420 of 2594 in ISIC 2018.</summary>
    public double WideShare { get; init; } = 0.55;

    /// <summary>Median of the lesion's share of the image; the shares spread as a log-normal distribution: 0.138 in ISIC 2018.</summary>
    public double AreaMedian { get; init; } = 0.138;

    /// <summary>Standard deviation of the logarithm of the lesion's share; with 1.05 the mean is 0.21, as in ISIC 2018.</summary>
    public double AreaSpread { get; init; } = 1.05;

    /// <summary>Smallest and largest share of the image that a lesion is drawn with.</summary>
    public Interval AreaRange { get; init; } = new(0.01, 0.9);

    /// <summary>Share of lesions that hardly differ from the skin.</summary>
    public double FaintShare { get; init; } = 0.12;

    /// <summary>How often each dermoscopic attribute is drawn.</summary>
    public AttributePrevalence Attributes { get; init; } = AttributePrevalence.Isic2018;

    /// <summary>How often hair, rulers and other things that are no skin are drawn.</summary>
    public ArtifactPrevalence Artifacts { get; init; } = new();
}

/// <summary>Share of images that show each of the five dermoscopic attributes.</summary>
public sealed record AttributePrevalence
{
    /// <summary>As in the 2594 training images: 1523, 603, 682, 190 and 100 of them (facts.md §4.4).</summary>
    public static AttributePrevalence Isic2018 { get; } = new();

    /// <summary>The rare ones more often, so that a set of 24 images has several of each.</summary>
    public static AttributePrevalence Raised { get; } = new() { NegativeNetwork = 0.25, Streaks = 0.25 };

    /// <summary>Pigment network.</summary>
    public double PigmentNetwork { get; init; } = 0.587;

    /// <summary>Globules.</summary>
    public double Globules { get; init; } = 0.232;

    /// <summary>Milia-like cysts.</summary>
    public double MiliaLikeCyst { get; init; } = 0.263;

    /// <summary>Negative network.</summary>
    public double NegativeNetwork { get; init; } = 0.073;

    /// <summary>Streaks.</summary>
    public double Streaks { get; init; } = 0.039;
}

/// <summary>Share of images that show each kind of artifact; our estimates from looking at ISIC 2018, no published counts.</summary>
public sealed record ArtifactPrevalence
{
    /// <summary>No artifact at all.</summary>
    public static ArtifactPrevalence None { get; } = new() { Hair = 0, Ruler = 0, Ink = 0, Bubbles = 0, Lens = 0, Sticker = 0 };

    /// <summary>Hair, from a few fine ones to many thick ones.</summary>
    public double Hair { get; init; } = 0.5;

    /// <summary>A millimetre scale.</summary>
    public double Ruler { get; init; } = 0.25;

    /// <summary>Marks of a surgical pen.</summary>
    public double Ink { get; init; } = 0.08;

    /// <summary>Bubbles in the contact gel.</summary>
    public double Bubbles { get; init; } = 0.2;

    /// <summary>The black edge of a round lens, in the corners or all around.</summary>
    public double Lens { get; init; } = 0.3;

    /// <summary>A colored sticker at the edge.</summary>
    public double Sticker { get; init; } = 0.05;
}
