using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>How a lesion is colored.</summary>
internal enum LesionKind
{
    Brown,
    Dark,
    TwoTone,
    ManyColors,
    Faint,
    BlueGrey,
    Keratosis,
    Red,
}

/// <summary>What one image will show, decided before anything is drawn.</summary>
/// <remarks>
/// Chances are not drawn independently but spread evenly over the indices (a Kronecker sequence per property), so that
/// also a set of 24 images has about the share of hair, streaks or large lesions that is asked for.
/// </remarks>
internal sealed class SyntheticPlan
{
    private readonly SyntheticConfig config;
    private readonly int index;

    /// <summary>Number in the name of the first image; ISIC stays far below.</summary>
    public const int FirstNumber = 9_000_000;

    public SyntheticPlan(SyntheticConfig config, int index)
    {
        this.config = config;
        this.index = index;
        Id = string.Create(CultureInfo.InvariantCulture, $"ISIC_{FirstNumber + index:D7}");
        Size = Spread("wide", 2) < config.WideShare ? Wide(config.Size) : config.Size;
        HasFullLens = HasLens && Spread("full lens", 41) < 0.3;
        double largest = HasFullLens ? Math.Min(0.28, config.AreaRange.High) : config.AreaRange.High;
        double share = config.AreaMedian * Math.Exp(config.AreaSpread * NormalQuantile(Spread("area", 3)));
        AreaShare = Math.Clamp(share, config.AreaRange.Low, largest);
        Kind = DrawKind();
    }

    public string Id { get; }

    public ImageSize Size { get; }

    /// <summary>Lengths in pixels are given for an image 512 wide and multiplied by this.</summary>
    public double Unit => Size.Width / 512.0;

    public double AreaShare { get; }

    public LesionKind Kind { get; }

    public bool HasNetwork => Spread("network", 5) < config.Attributes.PigmentNetwork;

    public bool HasGlobules => Spread("globules", 7) < config.Attributes.Globules;

    public bool HasCysts => Spread("cysts", 11) < config.Attributes.MiliaLikeCyst;

    public bool HasNegativeNetwork => Spread("negative", 13) < config.Attributes.NegativeNetwork;

    public bool HasStreaks => Spread("streaks", 17) < config.Attributes.Streaks;

    public bool HasHair => Spread("hair", 19) < config.Artifacts.Hair;

    public bool HasRuler => Spread("ruler", 23) < config.Artifacts.Ruler;

    public bool HasInk => Spread("ink", 29) < config.Artifacts.Ink;

    public bool HasBubbles => Spread("bubbles", 31) < config.Artifacts.Bubbles;

    public bool HasLens => Spread("lens", 37) < config.Artifacts.Lens;

    /// <summary>Whether the lens shows all around, not in the corners only.</summary>
    public bool HasFullLens { get; }

    public bool HasSticker => Spread("sticker", 43) < config.Artifacts.Sticker;

    /// <summary>Where the image lies in the range of camera looks, 0–1.</summary>
    public double Look => Spread("look", 47);

    /// <summary>Where the image lies in the range of skin tones, 0 (lightest) – 1 (darkest).</summary>
    public double SkinTone => Spread("skin", 53);

    /// <summary>Random numbers for one purpose, so that a change in one part of the drawing leaves the others as they were.</summary>
    public Random RandomFor(string purpose) => Seed.RandomFor(config.Seed, 0, $"{Id}/{purpose}");

    private static ImageSize Wide(ImageSize size)
    {
        int height = Math.Max(2, (int)Math.Round(Math.Sqrt(size.Area / 1.5) / 4) * 4);
        return new(height, height * 3 / 2);
    }

    // Square roots of primes are badly approximated by fractions, so multiples of one fill [0, 1) evenly.
    private double Spread(string property, int prime)
    {
        double start = Seed.Derive(config.Seed, 0, property) / (double)int.MaxValue;
        double at = start + (index * Math.Sqrt(prime));
        return at - Math.Floor(at);
    }

    private LesionKind DrawKind()
    {
        double chance = Spread("faint", 59);
        if (chance < config.FaintShare)
        {
            return LesionKind.Faint;
        }

        double kind = Spread("kind", 61);
        bool isPatterned = HasNetwork || HasStreaks || HasGlobules;
        return (HasCysts && !HasNetwork, isPatterned, kind) switch
        {
            (true, _, < 0.7) => LesionKind.Keratosis,
            (_, _, < 0.36) => LesionKind.Brown,
            (_, _, < 0.56) => LesionKind.TwoTone,
            (_, _, < 0.74) => LesionKind.ManyColors,
            (_, _, < 0.88) => LesionKind.Dark,
            (_, false, < 0.94) => LesionKind.BlueGrey,
            (_, false, _) => LesionKind.Red,
            _ => LesionKind.Brown,
        };
    }

    // Tukey's lambda distribution with 0.14 is nearly normal and has its quantiles in closed form.
    private static double NormalQuantile(double p)
    {
        double inside = Math.Clamp(p, 0.001, 0.999);
        return 4.91 * (Math.Pow(inside, 0.14) - Math.Pow(1 - inside, 0.14));
    }
}
